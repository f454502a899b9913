using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Facts;

/// <summary>Keeps the texts that start programs or set their options, for the analysis of the search code.</summary>
internal sealed class ScriptReader
{
    private const int LargestFile = 256 * 1024;

    /// <summary>All files together, in characters: 20 Mi.</summary>
    private const int MostText = 20 * 1024 * 1024;

    private readonly List<(RepoPath Path, string Text)> scripts = [];
    private int taken;

    /// <summary>The texts in the order of their paths.</summary>
    public IReadOnlyList<(RepoPath Path, string Text)> Scripts => scripts;

    /// <summary>Why a file is left aside; null when it is wanted.</summary>
    public string? Refusal(SnapshotFile file)
    {
        if (!IsScript(file.Path))
            return "not a kind of file that is analysed";
        if (file.Size > LargestFile)
            return "a script or settings file larger than 256 KiB";
        return taken + file.Size > MostText ? "beyond 20 MiB of scripts and settings files" : null;
    }

    /// <summary>Takes a wanted file. One without an ending is a script when its first line names a program.</summary>
    public void Read(RepoPath path, string text)
    {
        if (path.Extension.Length == 0 && !IsMakefile(path.Name) && !text.StartsWith("#!", StringComparison.Ordinal))
            return;
        taken += text.Length;
        scripts.Add((path, text));
    }

    private static bool IsScript(RepoPath path) =>
        path.Extension is "" or ".sh" or ".bash" or ".bat" or ".cmd" or ".slurm" or ".sbatch" or ".yml" or ".yaml" or ".json" or ".cfg" or ".ini"
        || path.Name is "setup.py" or "pyproject.toml"
        || IsMakefile(path.Name)
        || (path.Extension == ".txt" && path.Name.StartsWith("requirements", StringComparison.OrdinalIgnoreCase));

    private static bool IsMakefile(string name) => name.StartsWith("makefile", StringComparison.OrdinalIgnoreCase);
}
