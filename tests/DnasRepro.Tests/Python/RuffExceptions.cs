namespace DnasRepro.Tests.Python;

/// <summary>Files of ruff's parser on which we differ, and why.</summary>
internal static class RuffExceptions
{
    public static readonly Dictionary<string, string> Valid = new()
    {
    };

    /// <summary>Why an invalid file has no diagnostics of ours; null when there is no reason.</summary>
    public static string? ReasonOfSilence(string file) => null;
}
