using System.Globalization;
using DnasRepro.Documents;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Schemas;

namespace DnasRepro.Configuration;

/// <summary>The settings of a repository: <c>.dnas-repro.yml</c>, or a file named with <c>--config</c>.</summary>
/// <param name="Path">The file; null when there is none.</param>
/// <param name="Profile">core or journal; null when not set.</param>
/// <param name="FailOn">The least severity that fails the run; null when not set.</param>
/// <param name="RequireCard">Whether a missing card is an error.</param>
/// <param name="Ignore">Glob patterns of files to leave aside.</param>
/// <param name="Suppressions">Findings that do not count.</param>
public sealed record ProjectConfiguration(
    RepoPath? Path, string? Profile, FailOn? FailOn, bool RequireCard, IReadOnlyList<string> Ignore, IReadOnlyList<Suppression> Suppressions)
{
    /// <summary>The file's name at the root of a repository.</summary>
    public const string FileName = ".dnas-repro.yml";

    /// <summary>What holds where there is no such file.</summary>
    public static readonly ProjectConfiguration None = new(null, null, null, false, [], []);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="UserErrorException">The file is no valid YAML or does not fit its schema; the message names line and column.</exception>
    public static ProjectConfiguration Read(string text, RepoPath path)
    {
        var reading = YamlReader.Read(text, path);
        if (reading.Root is null)
            throw new UserErrorException($"{reading.Problems[0].Location}: {reading.Problems[0].Message}.", reading.Problems[0].Fix);
        var problems = new SchemaWalker(JsonSchema.Load("config.schema.json")).Validate(reading.Root);
        if (problems.Count > 0)
            throw new UserErrorException($"{problems[0].Location}: {problems[0].Field}: {problems[0].Message}.", problems[0].Fix);
        var root = (DocumentMap)reading.Root;
        return new ProjectConfiguration(
            path,
            Text(root, "profile"),
            Text(root, "fail_on") is { } failOn ? Enum.Parse<FailOn>(failOn, ignoreCase: true) : null,
            root["require_card"] is DocumentScalar { Number: 1 },
            [.. Items(root, "ignore").OfType<DocumentScalar>().Select(s => s.Text)],
            [.. Items(root, "suppressions").OfType<DocumentMap>().Select(ReadSuppression)]);
    }

    private static Suppression ReadSuppression(DocumentMap map) => new(
        Text(map, "check")!,
        Text(map, "path"),
        Text(map, "reason")!,
        Text(map, "owner"),
        Text(map, "expires") is { } day && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
        new Evidence(map.Location, $"check: {Text(map, "check")}"));

    private static string? Text(DocumentMap map, string key) => (map[key] as DocumentScalar)?.Text;

    private static IReadOnlyList<DocumentNode> Items(DocumentMap map, string key) => (map[key] as DocumentList)?.Items ?? [];
}

/// <summary>The least severity of an open finding that fails a run.</summary>
public enum FailOn
{
    Never,
    Error,
    Warning,
    Info,
}

/// <summary>Findings that do not count, and why.</summary>
/// <param name="Check">A check's id or slug.</param>
/// <param name="PathPattern">A glob pattern for the first evidence's file; null for all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who decided it, or null.</param>
/// <param name="Expires">The last day on which it holds, or null.</param>
/// <param name="Evidence">Where it is written.</param>
public sealed record Suppression(string Check, string? PathPattern, string Reason, string? Owner, DateOnly? Expires, Evidence Evidence)
{
    /// <summary>True when the suppression speaks of a finding, whether it still holds or not.</summary>
    public bool Covers(Finding finding) =>
        (Check.Equals(finding.Check.Id, StringComparison.OrdinalIgnoreCase) || Check.Equals(finding.Check.Slug, StringComparison.OrdinalIgnoreCase))
        && (PathPattern is null || (finding.Evidence.Count > 0 && PathPatterns.Matches([PathPattern], finding.Evidence[0].Location.Path)));

    /// <summary>True when the suppression no longer holds.</summary>
    public bool HasExpired(DateOnly today) => Expires is { } last && today > last;
}
