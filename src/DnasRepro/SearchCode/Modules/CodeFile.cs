using DnasRepro.Locations;
using DnasRepro.Python;

namespace DnasRepro.SearchCode.Modules;

/// <summary>A parsed Python file or notebook with its functions, classes and imports.</summary>
internal sealed class CodeFile(RepoPath path, PyModule tree)
{
    public RepoPath Path => path;

    public PyModule Tree => tree;

    /// <summary>The module's name without its folder: <c>search</c> for <c>cnn/search.py</c>, the folder's name for a package.</summary>
    public string Name => Path.Name is "__init__.py" ? Path.Folder[(Path.Folder.LastIndexOf('/') + 1)..] : Path.Name.LastIndexOf('.') is var dot and > 0 ? Path.Name[..dot] : Path.Name;

    /// <summary>The code outside of all functions; it runs when the file is imported or started.</summary>
    public CodeFunction Body { get; internal set; } = null!;

    /// <summary>All functions, those in classes and functions included, without the body.</summary>
    public List<CodeFunction> Functions { get; } = [];

    public List<CodeClass> Classes { get; } = [];

    /// <summary>What names stand for at the top of the file, by import, <c>def</c> or <c>class</c>.</summary>
    public Dictionary<string, Symbol> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Files whose names are all imported by a star.</summary>
    public List<CodeFile> Stars { get; } = [];

    /// <summary>Modules from which something is taken by a name that is put together at run time.</summary>
    public List<CodeFile> TakenByName { get; } = [];

    /// <summary>The imports, wherever they stand.</summary>
    public List<CodeImport> Imports { get; } = [];

    /// <summary>The evidence for an offset: the whole line.</summary>
    public Evidence At(int offset, string? note = null) => Evidence.AtLine(Path, tree.Text.LineOf(offset), tree.Text.LineText(offset), note);

    public override string ToString() => Path.Value;
}

/// <summary>What a name stands for.</summary>
internal abstract record Symbol
{
    private Symbol()
    {
    }

    public sealed record Function(CodeFunction Target) : Symbol;

    public sealed record Class(CodeClass Target) : Symbol;

    public sealed record Module(CodeFile Target) : Symbol;

    /// <summary>A variable at the top of a file.</summary>
    public sealed record Variable(CodeFile File, string Name) : Symbol;

    /// <summary>Something outside the repository, by its dotted name.</summary>
    public sealed record External(string Dotted) : Symbol;
}

/// <summary>A module that a file imports.</summary>
/// <param name="Offset">Where.</param>
/// <param name="Dots">How many dots stand before it.</param>
/// <param name="Module">Its dotted name, without the dots.</param>
/// <param name="Name">The name taken from it, or null for a plain import.</param>
/// <param name="Target">The file that it is, or null.</param>
/// <param name="IsGuarded">True inside a <c>try</c> that catches, or below an <c>if</c>.</param>
/// <param name="Function">The function it stands in; null at the top of the file.</param>
internal sealed record CodeImport(int Offset, int Dots, string Module, string? Name, CodeFile? Target, bool IsGuarded, CodeFunction? Function);
