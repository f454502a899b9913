using System.Text.Json;
using System.Text.Json.Serialization;
using DnasRepro.Findings;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>Outcomes by study. Shards may hand over the same one twice, in any order.</summary>
internal static class OutcomeIndex
{
    /// <exception cref="UserErrorException">Two outcomes of one study differ, or a study is not in the list.</exception>
    public static IReadOnlyDictionary<string, StudyOutcome> Of(StudyList list, IReadOnlyList<StudyOutcome> outcomes)
    {
        var known = list.Studies.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var index = new Dictionary<string, StudyOutcome>(StringComparer.Ordinal);
        foreach (var outcome in outcomes)
        {
            if (!known.Contains(outcome.Study))
                throw new UserErrorException($"There is a result for the study '{outcome.Study}', which is not in {list.Name}.", "Merge results of one list only, and of the list as it is now.");
            if (!index.TryAdd(outcome.Study, outcome) && !Says(outcome).AsSpan().SequenceEqual(Says(index[outcome.Study])))
                throw new UserErrorException($"There are two results for the study '{outcome.Study}' that differ.", "Remove the older one, or audit this study again.");
        }
        return index;
    }

    /// <summary>All that an outcome says: records compare their lists by reference.</summary>
    private static byte[] Says(StudyOutcome outcome) => JsonSerializer.SerializeToUtf8Bytes(outcome, OutcomeJsonContext.Default.StudyOutcome);
}

/// <summary>Serialisation without reflection, as of reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(SnakeCase<AuditQuestion>), typeof(SnakeCase<AuditValue>), typeof(SnakeCase<Outcome>), typeof(SnakeCase<Severity>), typeof(SnakeCase<Confidence>),
        typeof(SnakeCase<CardStatus>), typeof(SnakeCase<SearchCodeVerdict>), typeof(SnakeCase<Differentiable>), typeof(SnakeCase<ComponentStatus>),
    ])]
[JsonSerializable(typeof(StudyOutcome))]
internal sealed partial class OutcomeJsonContext : JsonSerializerContext;
