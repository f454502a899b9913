namespace DnasRepro.Reports;

/// <summary>What GitHub said, in rows of a name and a text; the text is not escaped.</summary>
internal static class HostWords
{
    private const int MostTags = 3;
    private const int MostTopics = 8;

    /// <summary>The rows; none when GitHub was not asked.</summary>
    public static IReadOnlyList<(string Name, string Text)> Rows(Report report) => report.Host is not { } host ? [] :
    [
        ("Repository", host.Name + (host.Name.Equals(host.Asked, StringComparison.OrdinalIgnoreCase) ? "" : $" (was {host.Asked})")),
        ("State", State(host)),
        .. host.Parent is { } parent ? [("Fork of", parent + (host.Source is { } source && source != parent ? $", which comes from {source}" : ""))] : Array.Empty<(string, string)>(),
        ("Licence", host.Licence switch { null => "none found", "NOASSERTION" => "a text that GitHub does not know", var id => id }),
        ("Default branch", host.DefaultBranch),
        ("Tags, releases", Marks(host, report.Target.Commit is not null)),
        .. host.Topics.Count > 0 ? [("Topics", string.Join(", ", host.Topics.Take(MostTopics)) + (host.Topics.Count > MostTopics ? " …" : ""))] : Array.Empty<(string, string)>(),
        .. report.Generated?.Host is { } when ? [("Asked", when.AskedAt + (when.PushedAt is { } pushed ? $"; last push {pushed}" : ""))] : Array.Empty<(string, string)>(),
    ];

    private static string State(HostSummary host)
    {
        string[] words = [.. host.Private ? ["private"] : new[] { "public" }, .. host.Archived ? ["archived"] : Array.Empty<string>(), .. host.Disabled ? ["disabled"] : Array.Empty<string>()];
        return string.Join(", ", words);
    }

    private static string Marks(HostSummary host, bool hasCommit)
    {
        var counts = $"{Counted(host.Tags, host.TagsWhole, "tag")}, {Counted(host.Releases, host.ReleasesWhole, "release")}";
        var tags = host.CommitTags.Count > 0 ? $"; this commit is {string.Join(", ", host.CommitTags.Take(MostTags))}{(host.CommitTags.Count > MostTags ? " …" : "")}{(host.CommitReleased ? ", released" : "")}" : "";
        return counts + (tags.Length == 0 && hasCommit && host.Tags > 0 ? "; none of them is this commit" : tags);
    }

    private static string Counted(int count, bool isWhole, string noun) => isWhole ? Summary.Count(count, noun) : $"more than {Summary.Count(count, noun)}";
}
