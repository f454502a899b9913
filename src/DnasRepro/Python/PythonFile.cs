using DnasRepro.Python.Parsing;

namespace DnasRepro.Python;

/// <summary>A command that a notebook hands to the shell.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="Command">The command, without <c>!</c>; <c>%run</c> is kept as it is.</param>
internal sealed record ShellLine(int Line, string Command);

/// <summary>A file with Python in it: a script, a stub or a notebook.</summary>
/// <param name="Module">What was understood of it.</param>
/// <param name="ShellLines">The commands that a notebook hands to the shell; none for scripts.</param>
internal sealed record PythonFile(PyModule Module, IReadOnlyList<ShellLine> ShellLines)
{
    private static readonly string[] Endings = [".py", ".pyi", ".pyw", ".ipynb"];

    /// <summary>True for the names of scripts, stubs and notebooks.</summary>
    public static bool IsPython(string path) => Endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>Parses a file. Never throws for what it holds.</summary>
    /// <param name="path">Its path, of which only the ending counts.</param>
    /// <param name="text">Its text.</param>
    /// <param name="note">How the text had to be decoded, where that was not plain; becomes a diagnostic.</param>
    public static PythonFile Parse(string path, string text, string? note = null)
    {
        IReadOnlyList<PyDiagnostic> before = note is null ? [] : [new PyDiagnostic(0, $"the file {note}")];
        if (!path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            return new PythonFile(With(Parser.Parse(new PySource(text)), before), []);
        var notebook = Notebook.Read(text);
        return new PythonFile(With(Parser.Parse(notebook.Source), [.. before, .. notebook.Diagnostics]), notebook.ShellLines);
    }

    private static PyModule With(PyModule module, IReadOnlyList<PyDiagnostic> more) =>
        more.Count == 0 ? module : module with { Diagnostics = [.. more, .. module.Diagnostics] };
}
