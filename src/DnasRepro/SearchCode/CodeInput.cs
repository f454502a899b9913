using DnasRepro.Locations;
using DnasRepro.Python;

namespace DnasRepro.SearchCode;

/// <summary>What the analysis reads.</summary>
/// <param name="Modules">The Python files and notebooks, parsed, in the order of their paths.</param>
/// <param name="Scripts">The texts of shell scripts, batch files, Makefiles, package metadata and configuration files.</param>
/// <param name="Commands">The commands that documents give.</param>
/// <param name="Paths">All files of the repository, read or not.</param>
internal sealed record CodeInput(
    IReadOnlyList<(RepoPath Path, PyModule Tree)> Modules,
    IReadOnlyList<(RepoPath Path, string Text)> Scripts,
    IReadOnlyList<StatedCommand> Commands,
    IReadOnlyList<RepoPath> Paths);

/// <summary>A command in a document.</summary>
/// <param name="Text">The command line, without prompt, continuation lines joined.</param>
/// <param name="Section">The heading above it, or null.</param>
/// <param name="Evidence">The line.</param>
internal sealed record StatedCommand(string Text, string? Section, Evidence Evidence)
{
    /// <summary>The folder that the reader stands in, as the commands before say; empty for the root.</summary>
    public string Folder { get; init; } = "";

    /// <summary>True when the reader may then stand in another repository.</summary>
    public bool MayBeElsewhere { get; init; }
}
