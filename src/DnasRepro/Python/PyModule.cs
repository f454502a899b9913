using DnasRepro.Python.Syntax;

namespace DnasRepro.Python;

/// <summary>Something in a Python file that is not understood, or that only an old Python understands.</summary>
/// <param name="Offset">Where, as an offset in the text.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record PyDiagnostic(int Offset, string Message)
{
    /// <summary>True when the place is right in Python 2, or before 3.7.</summary>
    public bool IsOldSyntax { get; init; }
}

/// <summary>Takes what is wrong with a file; a file that is no Python at all cannot flood it.</summary>
internal sealed class DiagnosticBag
{
    private const int Most = 100;
    private readonly List<PyDiagnostic> found = [];

    /// <summary>What was found, in the order of discovery.</summary>
    public IReadOnlyList<PyDiagnostic> Found => found;

    public void Add(int offset, string message)
    {
        if (found.Count < Most)
            found.Add(new PyDiagnostic(offset, message));
    }

    /// <summary>Notes what only an old Python understands: nearly always Python 2.</summary>
    public void AddOld(int offset, string what)
    {
        if (found.Count < Most)
            found.Add(new PyDiagnostic(offset, $"old Python: {what}") { IsOldSyntax = true });
    }
}

/// <summary>A parsed Python file. There is always one, even for nonsense: what was understood is in the body, the rest in the diagnostics.</summary>
/// <param name="Text">The text that was parsed.</param>
/// <param name="Body">Its statements.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record PyModule(PySource Text, IReadOnlyList<PyStatement> Body, IReadOnlyList<PyDiagnostic> Diagnostics);
