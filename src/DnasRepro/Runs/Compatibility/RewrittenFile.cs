namespace DnasRepro.Runs.Compatibility;

/// <summary>A file of the private copy that was changed so that it compiles.</summary>
/// <param name="Path">The file, relative to the copy, with forward slashes.</param>
/// <param name="Count">How many arguments were renamed.</param>
/// <param name="Sha256Before">The hash of its bytes before.</param>
/// <param name="Sha256After">The hash of its bytes after.</param>
/// <param name="Diff">What was changed as a unified diff without context, at most 20,000 characters.</param>
public sealed record RewrittenFile(string Path, int Count, string Sha256Before, string Sha256After, string Diff);
