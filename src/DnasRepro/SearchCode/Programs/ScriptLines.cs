using DnasRepro.Locations;

namespace DnasRepro.SearchCode.Programs;

/// <summary>A command line of a shell script, batch file or Makefile.</summary>
/// <param name="Text">The line, continuation lines joined.</param>
/// <param name="Section">The target of a Makefile; the name of the script.</param>
/// <param name="Comment">The comment before it, or null.</param>
/// <param name="Line">Its line.</param>
/// <param name="Raw">That line as it is.</param>
internal sealed record ScriptLine(string Text, string Section, string? Comment, int Line, string Raw);

/// <summary>Reads the command lines of scripts.</summary>
internal static class ScriptLines
{
    private const int Most = 2000;
    private const int Longest = 8000;

    /// <summary>True for a file that a shell runs.</summary>
    public static bool IsShell(RepoPath path, string text) =>
        path.Extension is ".sh" or ".bash" or ".bat" or ".cmd" or ".slurm" or ".ps1" or ".zsh" or ".sbatch" or ".pbs" || (path.Extension.Length == 0 && text.StartsWith("#!", StringComparison.Ordinal) && FirstLine(text) is var first
            && (first.EndsWith("sh", StringComparison.Ordinal) || first.Contains("bash", StringComparison.Ordinal)));

    /// <summary>True for a Makefile.</summary>
    public static bool IsMake(RepoPath path) => path.Name is "Makefile" or "makefile" or "GNUmakefile" || path.Extension == ".mk";

    /// <summary>The command lines of a script.</summary>
    public static IEnumerable<ScriptLine> Of(RepoPath path, string text)
    {
        var isMake = IsMake(path);
        var (section, comment) = (path.Name, (string?)null);
        var lines = text.Split('\n');
        for (var i = 0; i < Math.Min(lines.Length, Most); i++)
        {
            var (start, line) = (i, lines[i].Trim());
            if (line.StartsWith('#') || line.StartsWith("::", StringComparison.Ordinal) || line.StartsWith("REM ", StringComparison.OrdinalIgnoreCase))
            {
                comment = line.TrimStart('#', ':', ' ');
                continue;
            }
            if (line.Length == 0)
            {
                comment = null;
                continue;
            }
            if (isMake && lines[i][0] is not ('\t' or ' '))
            {
                section = line.IndexOf(':') is var colon and > 0 ? line[..colon] : section;
                continue;
            }
            while (line.Length < Longest && (line.EndsWith('\\') || line.EndsWith('^')) && i + 1 < lines.Length)
                line = line[..^1].TrimEnd() + " " + lines[++i].Trim();
            yield return new ScriptLine(line.TrimStart('@', '-'), section, comment, start + 1, lines[start]);
            comment = null;
        }
    }

    /// <summary>The commands that a YAML file gives under a key that says so, as experiment managers read them.</summary>
    public static IEnumerable<ScriptLine> OfYaml(string text)
    {
        if (!text.Contains("command", StringComparison.OrdinalIgnoreCase))
            return [];
        return YamlKeys.Of(text).Where(k => k.Key.EndsWith("command", StringComparison.OrdinalIgnoreCase) && k.Value.Contains(".py", StringComparison.Ordinal))
            .Select(k => new ScriptLine(k.Value, k.Key, null, k.Line, k.Text));
    }

    private static string FirstLine(string text) => text.IndexOf('\n') is var end and > 0 ? text[..end].Trim() : text.Trim();
}
