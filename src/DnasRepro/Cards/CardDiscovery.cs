using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Cards;

/// <summary>Where a repository may keep its card, in the order in which we look.</summary>
public static class CardDiscovery
{
    private static readonly string[] Folders = ["", ".github", "docs"];
    private static readonly string[] Endings = [".yml", ".yaml", ".json"];

    /// <summary>Documents that may hold the card as a fenced block.</summary>
    private static readonly string[] Documents = ["REPORTING_CARD.md", "README.md"];

    /// <summary>The order in words, for help texts.</summary>
    public const string OrderInWords =
        "nas-reporting-card.{yml,yaml,json}, nas-card.{yml,yaml,json}, *.nas-card.{yml,yaml,json}; each at the root, then in .github/, then in docs/; "
        + "then a block fenced as `yaml nas-reporting-card` in REPORTING_CARD.md or README.md";

    /// <summary>The card files of a snapshot, best first.</summary>
    public static IReadOnlyList<SnapshotFile> Files(RepositorySnapshot snapshot)
    {
        var found = snapshot.Files.Where(f => f.Path.Depth <= 1 && Rank(f.Path) >= 0).ToList();
        found.Sort((a, b) => Rank(a.Path) != Rank(b.Path) ? Rank(a.Path).CompareTo(Rank(b.Path)) : a.Path.CompareTo(b.Path));
        return found;
    }

    /// <summary>The Markdown files that may hold a fenced card, best first.</summary>
    public static IReadOnlyList<SnapshotFile> MarkdownFiles(RepositorySnapshot snapshot) =>
        [.. from folder in Folders
            from document in Documents
            from file in snapshot.Files
            where file.Path.Depth <= 1 && file.Path.Folder == folder && file.Path.Name.Equals(document, StringComparison.OrdinalIgnoreCase)
            select file];

    /// <summary>Whether a file may be a card by its name, wherever it lies.</summary>
    public static bool IsCardName(string name) => NameRank(name) >= 0;

    /// <summary>The place in the order, or -1 for what is no card.</summary>
    private static int Rank(RepoPath path)
    {
        var folder = Array.IndexOf(Folders, path.Folder);
        var name = NameRank(path.Name);
        return folder < 0 || name < 0 ? -1 : (name / 10 * 100) + (folder * 10) + (name % 10);
    }

    /// <summary>Ten times the place of the stem and that of the ending, or -1.</summary>
    private static int NameRank(string name)
    {
        var ending = Array.FindIndex(Endings, e => name.EndsWith(e, StringComparison.Ordinal));
        if (ending < 0)
            return -1;
        var stem = name[..^Endings[ending].Length];
        var rank = stem == "nas-reporting-card" ? 0 : stem == "nas-card" ? 1 : stem.EndsWith(".nas-card", StringComparison.Ordinal) ? 2 : -1;
        return rank < 0 ? -1 : (rank * 10) + ending;
    }
}
