namespace DnasRepro;

/// <summary>Something the user can mend: a wrong option, a folder that is not there, a remote that cannot be reached.</summary>
/// <param name="message">What is wrong, with the offending value.</param>
/// <param name="hint">What to do.</param>
/// <param name="exitCode">2 for wrong usage or configuration, 3 when the target could not be read.</param>
public sealed class UserErrorException(string message, string hint, int exitCode = 2) : Exception(message)
{
    public string Hint { get; } = hint;

    public int ExitCode { get; } = exitCode;

    /// <summary>True when the same may well succeed a little later: a host was overloaded or asked to be left alone, or a connection broke.</summary>
    public bool MayPass { get; init; }
}
