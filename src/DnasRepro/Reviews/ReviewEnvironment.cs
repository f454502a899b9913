using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using DnasRepro.Reports;

namespace DnasRepro.Reviews;

/// <summary>What made a reviewer's folder, and how to make it again. Holds no host name, user name or absolute path.</summary>
/// <param name="SchemaVersion">The version of this form.</param>
/// <param name="Tool">What made the report.</param>
/// <param name="Target">What was read.</param>
/// <param name="Repeat">The words of the command that makes the folder again, the program's own name left out.</param>
/// <param name="ReportUrl">Where the report can be read, for the badge; null when not given.</param>
/// <param name="Recipe">How the search was run; null when nothing was rerun.</param>
/// <param name="Rerun">Where it ran; null when nothing was rerun.</param>
/// <param name="NotAsQuoted">Cited lines that the excerpts do not show as the report quotes them, as <c>evidence/001-a.yml.txt:12</c>: a card's value over several lines, a notebook's cell.</param>
/// <param name="Machine">The machine that made the folder; null where what differs from run to run is left out.</param>
public sealed partial record ReviewEnvironment(
    string SchemaVersion,
    ToolSummary Tool,
    TargetSummary Target,
    IReadOnlyList<string> Repeat,
    string? ReportUrl,
    RecipeSummary? Recipe,
    RerunEnvironmentSummary? Rerun,
    IReadOnlyList<string> NotAsQuoted,
    MachineSummary? Machine)
{
    private const string Version = "1.0";

    /// <summary>The environment of a report.</summary>
    public static ReviewEnvironment Of(Report report, IReadOnlyList<string> repeat, string? reportUrl, MachineSummary? machine) =>
        new(Version, report.Tool, report.Target, [.. repeat.Select(WithoutFolders)], reportUrl, report.Stability?.Recipe, report.Stability?.Environment, [], machine);

    /// <summary>The record as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, ReviewJsonContext.Default.ReviewEnvironment).ReplaceLineEndings("\n") + "\n";

    /// <summary>Reads what <see cref="Write"/> wrote; null when the text is no such record.</summary>
    public static ReviewEnvironment? Read(string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize(json, ReviewJsonContext.Default.ReviewEnvironment);
            return read is { SchemaVersion: Version } && read.Repeat.All(w => w is not null) && (read.ReportUrl is null || Escaping.Link(read.ReportUrl) is not null) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Leaves only the last name of each absolute path that stands in a word.</summary>
    private static string WithoutFolders(string word) => AbsolutePath().Replace(word, m => "./" + m.Groups["name"].Value);

    [GeneratedRegex("""(?<![\w.{}~:/\\-])(?:~|[A-Za-z]:)?(?:[/\\]+[^\s/\\"',;=]+)*[/\\]+(?<name>[^\s/\\"',;=]+)[/\\]*""", RegexOptions.CultureInvariant)]
    private static partial Regex AbsolutePath();
}

/// <summary>A machine, as far as it may matter to a result.</summary>
/// <param name="System">linux, macos or windows, and its processor's architecture.</param>
/// <param name="Runtime">The .NET runtime with its version.</param>
public sealed record MachineSummary(string System, string Runtime);

/// <summary>The card's text as it was read.</summary>
/// <param name="Path">The file that holds it.</param>
/// <param name="Text">The text whose SHA-256 the report names.</param>
public sealed record CardCopy(string Path, string Text)
{
    /// <summary>The record as JSON: the card's text in ASCII, so that it steers no terminal.</summary>
    public string Write() => JsonSerializer.Serialize(this, ReviewJsonContext.Default.CardCopy).ReplaceLineEndings("\n") + "\n";

    /// <summary>Reads what <see cref="Write"/> wrote; null when the text is no such record.</summary>
    public static CardCopy? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ReviewJsonContext.Default.CardCopy);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Serialisation without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReviewEnvironment))]
[JsonSerializable(typeof(CardCopy))]
internal sealed partial class ReviewJsonContext : JsonSerializerContext;
