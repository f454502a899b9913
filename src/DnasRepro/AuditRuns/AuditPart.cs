using System.Text.Json;
using System.Text.Json.Serialization;
using DnasRepro.Audits;

namespace DnasRepro.AuditRuns;

/// <summary>What one shard found: a file that <c>audit merge</c> joins with the others.</summary>
/// <param name="Form">The version of this form, which also tells it from other files.</param>
/// <param name="Plan">The plan's hash.</param>
/// <param name="ListSha256">The hash of the list.</param>
/// <param name="CardsSha256">A hash over the card files that the list names.</param>
/// <param name="RuleSet">The version of the checks.</param>
/// <param name="Tool">The version of the program.</param>
/// <param name="Shard">Which part it is, from 1.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Outcomes">What was found for each study of the part, in the list's order.</param>
public sealed record AuditPart(
    [property: JsonPropertyName("auditPart")] int Form,
    string Plan,
    string ListSha256,
    string CardsSha256,
    string RuleSet,
    string Tool,
    int Shard,
    int Of,
    IReadOnlyList<StudyOutcome> Outcomes)
{
    /// <summary>The form that this version writes and reads.</summary>
    public const int CurrentForm = 1;

    /// <summary>The part of a plan that a shard did.</summary>
    public static AuditPart Done(AuditPlan plan, AuditShard shard, IReadOnlyList<StudyOutcome> outcomes) =>
        new(CurrentForm, plan.Sha256(), plan.ListSha256, plan.CardsSha256, plan.RuleSet, plan.Tool, shard.Number, shard.Of, outcomes);

    /// <summary>The part as JSON.</summary>
    public string Write() => AuditRunsJson.Write(this);

    /// <summary>True for a text that means to be a part, whether it can be read or not.</summary>
    public static bool IsPart(string json) => json.StartsWith("{\"auditPart\":", StringComparison.Ordinal);

    /// <summary>Reads a part.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="UserErrorException">The text is no part of this version.</exception>
    public static AuditPart Read(string json, string name)
    {
        try
        {
            var part = AuditRunsJson.ReadPart(json);
            if (part.Form != CurrentForm)
                throw new UserErrorException($"'{name}' has the form {part.Form}; this version reads {CurrentForm}.", "Make all parts and the whole with one version of the program.");
            return part.Fits()
                ? part
                : throw new UserErrorException($"'{name}' is damaged: its results are not those of a part.", "Do this part again: 'dotnet dnas-repro audit LIST --shard i/n --output FILE'.");
        }
        catch (JsonException error)
        {
            throw new UserErrorException($"'{name}' is no part of an audit: line {error.LineNumber + 1}, near '{error.Path}'.", "Name files that 'dotnet dnas-repro audit LIST --shard i/n --output FILE' wrote.");
        }
    }

    private bool Fits() =>
        Of is >= 1 and <= AuditShard.Most && Shard >= 1 && Shard <= Of
        && Outcomes.All(o => o is not null && ResultForm.Fits(o)) && Outcomes.DistinctBy(o => o.Study).Count() == Outcomes.Count;
}
