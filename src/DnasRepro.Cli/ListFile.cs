using DnasRepro.AuditRuns;
using DnasRepro.Checks;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Sources;
using DnasRepro.Studies;

namespace DnasRepro.Cli;

/// <summary>A list of studies that the user names, and the folder that its paths start from: its own.</summary>
internal sealed record ListFile(string Folder, StudyList List)
{
    /// <summary>Lists above this size are not read: 32 MiB.</summary>
    private const long Largest = 32L << 20;

    /// <exception cref="UserErrorException">There is no such file, or it is no list of studies.</exception>
    public static ListFile Read(string path) =>
        new(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, StudyListReader.Read(LocalFile.ReadText(path, "LIST", Largest), path));

    /// <summary>What an audit of it has to do.</summary>
    public AuditPlan Plan() => AuditPlan.Of(List, card => FindCard(card) is { } file ? ListedStudies.Hash(file) : null, CheckCatalog.RuleSet, ToolVersion.WithCommit);

    /// <summary>A card that the list names, as it is now; null for none. It lies in the list's folder or below it, and no link leads there.</summary>
    public SnapshotFile? FindCard(string card) =>
        RepoPath.TryParse(Plain(card), out var path) && PlainFile.Find(Folder, path) is { } file ? Held(file) : null;

    /// <summary>What is hashed must be what is read, though somebody may write the file in between.</summary>
    private static SnapshotFile? Held(SnapshotFile file)
    {
        if (file.Size > SnapshotFile.LargestText)
            return file;
        try
        {
            var bytes = file.ReadBytes();
            return file with { Size = bytes.Length, ReadBytes = () => bytes };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Plain(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
