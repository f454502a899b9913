using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Finds the commands of one document, offered block by block: those that start a program which runs scripts.</summary>
internal sealed class CommandScanner(RepoPath path)
{
    private const int LongestCommand = 4000;
    private const int LongestLabel = 60;

    private static readonly IReadOnlySet<string> Programs = new HashSet<string>(StringComparer.Ordinal)
    {
        "ipython", "bash", "sh", "zsh", "source", "torchrun", "accelerate", "deepspeed", "jupyter", "make", "pip", "pip3", "conda", "mamba", "docker",
        "srun", "sbatch", "horovodrun", "mpirun", "mpiexec", "uv", "poetry", "pixi", "snakemake", "papermill",
    };

    private static readonly IReadOnlySet<string> Wrappers = new HashSet<string>(StringComparer.Ordinal) { "sudo", "time", "nohup", "env", "exec", "nice" };
    private static readonly string[] ScriptEndings = [".py", ".sh", ".ipynb"];
    private static readonly string[] Prompts = ["$ ", ">>> ", "> ", "!", "% ", "# "];

    private readonly Whereabouts place = new();

    /// <summary>The document.</summary>
    public RepoPath Path => path;

    /// <summary>File and folder names, in lower case, that the commands make or fetch.</summary>
    public IReadOnlySet<string> Made => place.Made;

    /// <summary>True for the name of a program that runs scripts.</summary>
    public static bool IsProgram(string word) => Programs.Contains(word) || IsPython(word);

    /// <summary>True when a line starts with a program that we know; such a line tells nothing about files to create.</summary>
    public static bool IsCommand(string line) => CommandLine.Split(WithoutPrompt(line)) is [var first, ..] && (Starts(first) || first is ["cd", ..]);

    /// <summary>The commands of some lines.</summary>
    /// <param name="lines">The lines of a code block, or one piece of inline code.</param>
    /// <param name="firstLine">The document's line before the first of them, counted from 1.</param>
    /// <param name="section">The heading above.</param>
    public IEnumerable<DocumentedCommand> Read(IReadOnlyList<string> lines, int firstLine, string? section)
    {
        place.Enter(section);
        for (var i = 0; i < lines.Count; i++)
        {
            var start = i;
            var text = lines[i].Trim();
            while (text.EndsWith('\\') && i + 1 < lines.Count && text.Length < LongestCommand)
                text = text.TrimEnd('\\', ' ') + " " + lines[++i].Trim();
            text = WithoutLabel(WithoutPrompt(text).TrimEnd('\\', ' '));
            if (text.Length is 0 or > LongestCommand)
                continue;
            var commands = CommandLine.Split(text);
            var folder = place.Folder;
            var files = commands.SelectMany(Files).ToList();
            if (commands.Any(Starts) && !(commands is [[var only]] && IsProgram(only) && only != "make"))
                yield return new DocumentedCommand(text, files, section, Evidence.AtLine(path, firstLine + start + 1, lines[start])) { Folder = folder, MayBeElsewhere = place.IsElsewhere };
        }
    }

    /// <summary>The scripts that a command names, prefixed by the folder that <c>cd</c> went to.</summary>
    private List<string> Files(string[] words)
    {
        var files = new List<string>();
        if (place.Follow(words))
            return files;
        foreach (var word in words)
        {
            var name = word.Trim('`', ',', '"', '\'');
            if (name.StartsWith('-') || place.Made.Contains(Whereabouts.LastPart(name)))
                continue;
            if (Array.Exists(ScriptEndings, e => name.Length > e.Length && name.EndsWith(e, StringComparison.Ordinal)))
                files.Add(place.Join(name));
        }
        return files;
    }

    /// <summary>True when a simple command starts a program, wrappers and variables in front of it left aside.</summary>
    private static bool Starts(string[] words)
    {
        var first = words.SkipWhile(w => (w.Contains('=') && !w.StartsWith('-')) || Wrappers.Contains(w)).FirstOrDefault();
        return first is not null
            && (IsProgram(first) || (first.StartsWith("./", StringComparison.Ordinal) && Array.Exists(ScriptEndings, e => first.EndsWith(e, StringComparison.Ordinal))));
    }

    /// <summary><c>python</c>, <c>python3</c>, <c>python3.10</c>.</summary>
    private static bool IsPython(string word) =>
        word.StartsWith("python", StringComparison.Ordinal) && word.AsSpan(6).TrimStart("0123456789.").IsEmpty;

    /// <summary>Drops a label as in <c>ImageNet: cd cnn &amp;&amp; python train.py</c>.</summary>
    private static string WithoutLabel(string text)
    {
        var colon = text.AsSpan(0, Math.Min(text.Length, LongestLabel)).IndexOf(": ");
        return colon > 0 && text.Length <= LongestCommand && !IsCommand(text) && IsCommand(text[(colon + 2)..]) ? text[(colon + 2)..].TrimStart() : text;
    }

    /// <summary>Drops one prompt and one environment name in parentheses.</summary>
    private static string WithoutPrompt(string text)
    {
        text = text.Trim();
        if (text.StartsWith('(') && text.IndexOf(") ", StringComparison.Ordinal) is var close and > 0 and < 30)
            text = text[(close + 2)..].TrimStart();
        foreach (var prompt in Prompts)
        {
            if (text.StartsWith(prompt, StringComparison.Ordinal))
                return text[prompt.Length..].Trim();
        }
        return text;
    }
}
