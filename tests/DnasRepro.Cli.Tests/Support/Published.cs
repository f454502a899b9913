namespace DnasRepro.Cli.Tests.Support;

/// <summary>The example as a repository of its own whose commits are the same on every day and machine.</summary>
internal sealed class Published : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public Published()
    {
        ExampleCopy.Make(this["study"]);
        Git("init", "-q", "-b", "main");
        Git("add", ".");
        Git("commit", "-qm", "the study");
        Commit = Git("rev-parse", "HEAD").Trim();
    }

    public string this[string path] => Path.Combine(folder.Path, path);

    public string Root => folder.Path;

    /// <summary>The commit of its branch main.</summary>
    public string Commit { get; }

    /// <summary>Runs the tool in the folder around the repository.</summary>
    public Run Start(params string[] arguments) => Tool.Start(folder.Path, arguments);

    /// <summary>Makes a reviewer's folder of the branch.</summary>
    public Run Review(string output = "review/", params string[] options) => Start(["check", "study@main", "--profile", "journal", "--format", "html", "--output", output, .. options]);

    public string Write(string path, string text) => folder.Write(path, text);

    public IReadOnlyList<string> Files(string path) => [.. Directory.GetFiles(this[path], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(this[path], f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>Folders and files beside the repository.</summary>
    public IEnumerable<string> Beside => Directory.GetFileSystemEntries(folder.Path).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();

    private string Git(params string[] arguments)
    {
        (string, string)[] variables =
        [
            ("GIT_AUTHOR_NAME", "A. Author"), ("GIT_AUTHOR_EMAIL", "author@example.org"), ("GIT_AUTHOR_DATE", "2026-11-24T10:00:00Z"),
            ("GIT_COMMITTER_NAME", "A. Author"), ("GIT_COMMITTER_EMAIL", "author@example.org"), ("GIT_COMMITTER_DATE", "2026-11-24T10:00:00Z"),
        ];
        var run = Tool.Process("git", this["study"], variables, ["-c", "core.autocrlf=false", "-c", "core.fileMode=false", "-c", "commit.gpgSign=false", .. arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }
}
