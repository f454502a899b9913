using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.Python.Parsing;

namespace DnasRepro.Facts;

/// <summary>Parses the Python files beside, while the next ones are fetched. The trees live until the search code is analysed.</summary>
internal sealed class ModuleReader
{
    /// <summary>Beyond this many unparsed files the thread that fetches them helps.</summary>
    private const int MostWaiting = 16;

    /// <summary>All Python files together, in characters: 64 Mi. Their trees are held at once.</summary>
    private const long MostText = 64 * 1024 * 1024;

    private readonly List<(RepoPath Path, Task<PyModule> Tree)> modules = [];
    private long taken;
    private int waiting;

    /// <summary>True for the names of Python files and notebooks.</summary>
    public static bool Wants(RepoPath path) => path.Extension is ".py" or ".pyi" or ".ipynb";

    /// <summary>Takes a file; false when there is more code than we hold.</summary>
    public bool Read(RepoPath path, string text)
    {
        if (taken + text.Length > MostText)
            return false;
        taken += text.Length;
        if (Volatile.Read(ref waiting) >= MostWaiting)
        {
            modules.Add((path, Task.FromResult(Parse(path, text))));
            return true;
        }
        Interlocked.Increment(ref waiting);
        modules.Add((path, Task.Run(() =>
        {
            var tree = Parse(path, text);
            Interlocked.Decrement(ref waiting);
            return tree;
        })));
        return true;
    }

    /// <summary>The parsed files in the order of their paths.</summary>
    public IReadOnlyList<(RepoPath Path, PyModule Tree)> Modules() => [.. modules.Select(m => (m.Path, m.Tree.GetAwaiter().GetResult()))];

    /// <summary>The one place where a text becomes a tree. Notebooks are not taken apart yet.</summary>
    private static PyModule Parse(RepoPath path, string text) => Parser.Parse(new PySource(path.Extension == ".ipynb" ? "" : text));
}
