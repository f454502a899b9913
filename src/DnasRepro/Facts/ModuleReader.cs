using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.Snapshots;

namespace DnasRepro.Facts;

/// <summary>Parses the Python files beside, while the next ones are fetched. The trees live until the search code is analysed.</summary>
internal sealed class ModuleReader
{
    /// <summary>Beyond this many unparsed files the thread that fetches them helps.</summary>
    private const int MostWaiting = 16;

    /// <summary>All Python files together, in characters: 64 Mi. Their trees are held at once.</summary>
    private const long MostText = 64 * 1024 * 1024;

    private readonly List<(RepoPath Path, Task<PythonFile> File)> modules = [];
    private long taken;
    private int waiting;

    /// <summary>True for the names of Python files and notebooks.</summary>
    public static bool Wants(RepoPath path) => PythonFile.IsPython(path.Value);

    /// <summary>Takes a file; false when there is more code than we hold.</summary>
    public bool Read(RepoPath path, FileContent.Text content)
    {
        var text = content.Value;
        if (taken + text.Length > MostText)
            return false;
        taken += text.Length;
        if (Volatile.Read(ref waiting) >= MostWaiting)
        {
            modules.Add((path, Task.FromResult(Parse(path, content))));
            return true;
        }
        Interlocked.Increment(ref waiting);
        modules.Add((path, Task.Run(() =>
        {
            var tree = Parse(path, content);
            Interlocked.Decrement(ref waiting);
            return tree;
        })));
        return true;
    }

    /// <summary>The parsed files in the order of their paths.</summary>
    public IReadOnlyList<(RepoPath Path, PyModule Tree)> Modules() => [.. modules.Select(m => (m.Path, m.File.GetAwaiter().GetResult().Module))];

    /// <summary>The one place where a text becomes a tree.</summary>
    private static PythonFile Parse(RepoPath path, FileContent.Text content) => PythonFile.Parse(path.Value, content.Value, content.Note);
}
