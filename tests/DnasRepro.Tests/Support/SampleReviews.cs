using System.Text;
using DnasRepro.Configuration;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Reviews;
using DnasRepro.Snapshots;

namespace DnasRepro.Tests.Support;

/// <summary>A reviewer's folder of the example, in memory, and what a forger may do to it.</summary>
internal sealed class SampleReviews
{
    public const string Version = "1.2.3";
    public const string Commit = "38f54d6e3698211e8c19a1161a4bda16b9ac3268";

    private static readonly Lazy<RepositorySnapshot> Example = new(() => Study("examples/unet-darts"));
    private static readonly Lazy<Report> ExampleReport = new(() => Assess(Example.Value));

    private readonly Dictionary<string, byte[]> files;

    public SampleReviews(Report? report = null, params IEnumerable<ReportFormat> formats)
    {
        Report = report ?? ExampleReport.Value;
        var environment = ReviewEnvironment.Of(Report, ["check", $"owner/study@{Commit}", "--profile", "journal"], null, null);
        files = ReviewFolder.Files(Report, environment, formats, p => RepoPath.TryParse(p, out var path) ? Example.Value.Find(path) : null)
            .ToDictionary(f => f.Path, f => f.Content, StringComparer.Ordinal);
    }

    public Report Report { get; }

    public IEnumerable<string> Paths => files.Keys;

    public static Report Assess(RepositorySnapshot snapshot) =>
        Assessor.Assess(snapshot, new AssessmentOptions("journal", true, FailOn.Error, null, ProjectConfiguration.None, null, Version, new DateOnly(2026, 11, 24)));

    /// <summary>Files below a folder of this project, as a commit of a repository on GitHub.</summary>
    public static RepositorySnapshot Study(string folder)
    {
        var root = Path.Combine(Repository.Root, folder);
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("__pycache__", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}out{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(f => new SnapshotFile(RepoPath.Parse(Path.GetRelativePath(root, f).Replace('\\', '/')), new FileInfo(f).Length, () => File.ReadAllBytes(f)));
        var origin = new GitOrigin(Commit, false, new HashSet<string>(), "https://github.com/owner/study", "", true, (_, _) => new CommitComparison(false, []));
        return new RepositorySnapshot("owner/study", origin, [.. files.OrderBy(f => f.Path)], []);
    }

    public string Text(string path) => Encoding.UTF8.GetString(files[path]);

    public SampleReviews Put(string path, string text)
    {
        files[path] = Encoding.UTF8.GetBytes(text);
        return this;
    }

    public SampleReviews Replace(string path, string written, string forged)
    {
        Assert.Contains(written, Text(path), StringComparison.Ordinal);
        return Put(path, Text(path).Replace(written, forged, StringComparison.Ordinal));
    }

    public SampleReviews Remove(string path)
    {
        Assert.True(files.Remove(path));
        return this;
    }

    /// <summary>What a careful forger does last.</summary>
    public SampleReviews WithNewManifest()
    {
        files.Remove(ReviewFile.Manifest);
        files[ReviewFile.Manifest] = Manifest.Of(files.Select(f => new ReviewFile(f.Key, f.Value))).Content;
        return this;
    }

    public ReviewVerdict Verify(string version = Version) => ReviewVerification.Of(
        new RepositorySnapshot("folder", null, [.. files.Select(f => new SnapshotFile(RepoPath.Parse(f.Key), f.Value.Length, () => f.Value)).OrderBy(f => f.Path)], []), version);

    public void WriteTo(TempFolder folder)
    {
        foreach (var (path, bytes) in files)
            folder.Write(path, bytes);
    }
}
