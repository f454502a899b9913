using DnasRepro.Cards;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro;

/// <summary>The part of a repository that holds a study: a folder, with the files at the root.</summary>
/// <param name="Snapshot">What is assessed; what lies elsewhere is listed as left aside, so that it is not taken for missing.</param>
/// <param name="Card">The card that lies in the folder; null for none, and for a whole repository.</param>
/// <param name="Problem">Why the folder cannot be read; null when it can.</param>
internal sealed record StudyScope(RepositorySnapshot Snapshot, SnapshotFile? Card, string? Problem)
{
    /// <summary>The scope of a study.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="folder">The folder as the list writes it; null for all.</param>
    public static StudyScope Of(RepositorySnapshot repository, string? folder)
    {
        var name = (folder ?? "").Trim().Replace('\\', '/').TrimEnd('/');
        while (name.StartsWith("./", StringComparison.Ordinal))
            name = name[2..];
        if (name is "" or ".")
            return new StudyScope(repository, null, folder is "/" or "\\" ? $"'{folder}' is not a folder of the repository." : null);
        if (!RepoPath.TryParse(name, out _))
            return new StudyScope(repository, null, $"'{Shown(folder!)}' is not a folder of the repository.");
        var start = name + "/";
        var split = repository.Files.ToLookup(f => f.Path.Depth == 0 || f.Path.Value.StartsWith(start, StringComparison.Ordinal));
        if (!split[true].Any(f => f.Path.Depth > 0))
            return new StudyScope(repository, null, Absent(repository, name));
        var scope = repository with
        {
            Files = [.. split[true]],
            Skipped =
            [
                .. repository.Skipped.Select(s => !s.Path.Contains('/') || s.Path.StartsWith(start, StringComparison.Ordinal) ? s : s with { Reason = LeftAside })
                    .Concat(split[false].Select(f => new SkippedFile(f.Path.Value, LeftAside))).OrderBy(s => s.Path, StringComparer.Ordinal),
            ],
        };
        return new StudyScope(scope, CardIn(scope, start), null);
    }

    private const string LeftAside = "outside the study's folder";

    /// <summary>The card of a folder, found as that of a repository is.</summary>
    private static SnapshotFile? CardIn(RepositorySnapshot scope, string start)
    {
        var inside = scope.Files.Where(f => f.Path.Value.StartsWith(start, StringComparison.Ordinal)).Select(f => f with { Path = RepoPath.Parse(f.Path.Value[start.Length..]) });
        return CardDiscovery.Files(scope with { Files = [.. inside] }) is [var card, ..] ? scope.Find(RepoPath.Parse(start + card.Path.Value)) : null;
    }

    private static string Absent(RepositorySnapshot repository, string name)
    {
        var start = name + "/";
        var other = repository.Files.FirstOrDefault(f => f.Path.Value.StartsWith(start, StringComparison.OrdinalIgnoreCase))?.Path.Value[..name.Length];
        return $"The repository has no folder '{Shown(name)}'{(other is null ? "" : $"; there is '{Shown(other)}', and the case of letters counts")}.";
    }

    private static string Shown(string text) => PrintableText.Of(Evidence.Cut(text));
}
