using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Finds commands in lines of code: those that start a program which runs scripts.</summary>
internal static class CommandScanner
{
    private static readonly IReadOnlySet<string> Programs = new HashSet<string>(StringComparer.Ordinal)
    {
        "python", "python2", "python3", "python3.6", "python3.7", "python3.8", "python3.9", "python3.10", "python3.11", "ipython", "bash", "sh", "torchrun", "accelerate",
        "deepspeed", "jupyter", "make", "pip", "pip3", "conda", "mamba", "docker", "srun", "sbatch", "horovodrun", "mpirun", "uv", "poetry",
    };

    /// <summary>Programs that run the script that follows them.</summary>
    private static readonly IReadOnlySet<string> Runners = new HashSet<string>(StringComparer.Ordinal)
    {
        "python", "python2", "python3", "python3.6", "python3.7", "python3.8", "python3.9", "python3.10", "python3.11", "ipython", "bash", "sh", "torchrun", "accelerate", "deepspeed",
        "jupyter", "srun", "sbatch", "horovodrun", "mpirun", "uv", "poetry",
    };

    private static readonly string[] Separators = ["&&", ";", "|"];

    private static readonly string[] ScriptEndings = [".py", ".sh", ".ipynb"];

    /// <summary>The commands of some lines.</summary>
    /// <param name="path">The document.</param>
    /// <param name="lines">The lines of a code block, or one piece of inline code.</param>
    /// <param name="firstLine">The document's line before the first of them, counted from 1.</param>
    /// <param name="section">The heading above.</param>
    public static IEnumerable<DocumentedCommand> Read(RepoPath path, IReadOnlyList<string> lines, int firstLine, string? section)
    {
        var folder = "";
        for (var i = 0; i < lines.Count; i++)
        {
            var start = i;
            var text = lines[i].Trim();
            while (text.EndsWith('\\') && i + 1 < lines.Count && text.Length < 4000)
                text = text[..^1].TrimEnd() + " " + lines[++i].Trim();
            text = WithoutPrompt(text);
            if (text.Length is 0 or > 4000)
                continue;
            var parts = text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var files = new List<string>();
            foreach (var part in parts)
                folder = Follow(part.Split(' ', StringSplitOptions.RemoveEmptyEntries), folder, files);
            if (IsCommand(parts))
                yield return new DocumentedCommand(text, files, section, Evidence.AtLine(path, firstLine + start + 1, lines[start]));
        }
    }

    /// <summary>The script that a command runs, prefixed by the folder that <c>cd</c> went to; answers that folder.</summary>
    private static string Follow(string[] words, string folder, List<string> files)
    {
        if (words is ["cd", var target, ..])
            return target.StartsWith('/') || target.StartsWith('~') || target.Contains('$') ? "?" : Join(folder, target);
        var isRun = false;
        foreach (var word in words)
        {
            var name = word.Trim('"', '\'', '`', ',');
            isRun |= Runners.Contains(name) || name.StartsWith("./", StringComparison.Ordinal);
            if (isRun && IsScript(name))
            {
                files.Add(Join(folder, name));
                break;
            }
        }
        return folder;
    }

    private static bool IsScript(string name) =>
        !name.StartsWith('-') && Array.Exists(ScriptEndings, e => name.EndsWith(e, StringComparison.Ordinal) && !name.EndsWith("/" + e, StringComparison.Ordinal) && name.Length > e.Length);

    private static string Join(string folder, string name)
    {
        name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        return folder.Length == 0 || name.StartsWith('/') ? name.TrimEnd('/') : $"{folder}/{name.TrimEnd('/')}";
    }

    private static bool IsCommand(string[] parts) => Array.Exists(parts, part =>
    {
        var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var first = words.SkipWhile(w => w.Contains('=') && !w.StartsWith('-')).FirstOrDefault();
        return first is not null && (Programs.Contains(first) || (first.StartsWith("./", StringComparison.Ordinal) && Array.Exists(ScriptEndings, e => first.EndsWith(e, StringComparison.Ordinal))));
    });

    private static string WithoutPrompt(string text)
    {
        text = text.Trim();
        foreach (var prompt in new[] { "$ ", ">>> ", "> ", "!", "% ", "# " })
        {
            if (text.StartsWith(prompt, StringComparison.Ordinal))
                return text[prompt.Length..].Trim();
        }
        return text.StartsWith('(') && text.IndexOf(") ", StringComparison.Ordinal) is var close and > 0 and < 30 ? WithoutPrompt(text[(close + 2)..]) : text;
    }
}
