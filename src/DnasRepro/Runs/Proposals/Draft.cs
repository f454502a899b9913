using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.SearchCode;

namespace DnasRepro.Runs.Proposals;

/// <summary>A recipe in the making: the arguments and patches so far, and what led to them.</summary>
internal sealed class Draft
{
    private static readonly string[] Fillers = ["path/to", "path_to", "your", "xxx", "..."];
    private readonly List<string> arguments;
    private readonly List<ProposalNote> because;
    private readonly List<ProposalNote> unknown;

    public Draft(RepositoryFacts facts, ProposedProgram program, List<ProposalNote> because, List<ProposalNote> unknown)
    {
        (Facts, Program, this.because, this.unknown) = (facts, program, because, unknown);
        arguments = [.. program.Arguments.TakeWhile(a => !a.StartsWith('('))];
        Clean();
        ConfigFile = FindConfiguration();
    }

    public RepositoryFacts Facts { get; }

    public ProposedProgram Program { get; }

    public IReadOnlyList<ProgramOption> Options => Program.Declared.Options;

    /// <summary>The configuration file that the program reads, when it is in the repository.</summary>
    public ConfigurationFile? ConfigFile { get; }

    public List<RecipePatch> Patches { get; } = [];

    public List<RecipeBind> Binds { get; } = [];

    public IReadOnlyList<string> Words() => [.. Program.Start, .. arguments];

    public void Say(string text, Evidence? evidence) => because.Add(new ProposalNote(text, evidence));

    public void Doubt(string text, Evidence? evidence) => unknown.Add(new ProposalNote(text, evidence));

    /// <summary>True when a place lies in a file that the program reaches.</summary>
    public bool Reaches(Evidence evidence) => Program.Declared.Reaches.Contains(evidence.Location.Path);

    /// <summary>The value that the command gives an option, or null.</summary>
    public string? Given(ProgramOption option)
    {
        var at = Find(option);
        return at < 0 ? null : arguments[at].IndexOf('=') is var sign and > 0 ? arguments[at][(sign + 1)..] : at + 1 < arguments.Count ? arguments[at + 1] : null;
    }

    /// <summary>Gives an option a value, in the command or in the configuration file; false when that is not possible.</summary>
    public bool Set(ProgramOption option, string value)
    {
        if (option.Kind == "config")
            return SetInConfiguration(option.Name, value);
        if (option.Kind is "yacs" or "sys.argv")
            return false;
        var at = Find(option);
        if (at >= 0 && arguments[at].IndexOf('=') is var sign and > 0)
            arguments[at] = arguments[at][..(sign + 1)] + value;
        else if (at >= 0 && at + 1 < arguments.Count)
            arguments[at + 1] = value;
        else if (at >= 0)
            arguments.Add(value);
        else if (option.Kind == "hydra")
            arguments.Add($"{option.Name}={value}");
        else
            arguments.AddRange([option.Name.StartsWith('-') ? option.Name : "--" + option.Name, value]);
        return true;
    }

    /// <summary>Replaces the value of a key in the configuration file; false when its line cannot be told from others.</summary>
    public bool SetInConfiguration(string key, string value)
    {
        var setting = ConfigFile?.Settings.FirstOrDefault(s => s.Key == key) ?? ConfigFile?.Settings.FirstOrDefault(s => s.Key.EndsWith("." + key, StringComparison.Ordinal));
        if (setting?.Evidence.Excerpt is not { } line || ConfigFile!.Path.Extension == ".json" || line.Contains('…'))
            return false;
        if (ConfigFile.Settings.Count(s => s.Evidence.Excerpt?.Contains(line, StringComparison.Ordinal) == true) != 1)
            return false;
        Patches.Add(new RecipePatch(ConfigFile.Path, line, $"{line[..line.IndexOf(':')]}: {value}", 1));
        return true;
    }

    /// <summary>Adds a key at the top of the configuration file; false when its first line cannot be told.</summary>
    public bool AddToConfiguration(string key, string value)
    {
        if (ConfigFile is not { Settings: [var first, ..] } || ConfigFile.Path.Extension == ".json" || first.Evidence.Excerpt is not { } line || line.Contains('…'))
            return false;
        var parts = first.Key.Split('.');
        var indent = first.Evidence.Location.StartColumn - 1 - parts[^1].Length - 2;
        if (parts.Length > 2 || (parts.Length == 2 && (first.Evidence.Location.StartLine != 2 || indent <= 0)))
            return false;
        var top = parts.Length == 1 ? line : $"{parts[0]}:\n{new string(' ', indent)}{line}";
        Patches.Add(new RecipePatch(ConfigFile.Path, top, $"{key}: {value}\n{top}", 1));
        return true;
    }

    /// <summary>A default as text without its quotes; null when it is no text.</summary>
    public static string? Unquoted(string? literal) =>
        literal is ['\'' or '"', .., '\'' or '"'] && literal.Length >= 2 ? literal[1..^1] : literal is { Length: > 0 } && (literal[0] == '.' || literal[0] == '/') ? literal : null;

    private int Find(ProgramOption option) => arguments.FindIndex(a => a == option.Name || a.StartsWith(option.Name + "=", StringComparison.Ordinal) || (option.Kind == "hydra" && a.StartsWith("+" + option.Name + "=", StringComparison.Ordinal)));

    /// <summary>Words of the command that are no values but names of values (<c>EXP_1</c>, <c>&lt;your data&gt;</c>), or paths on another machine.</summary>
    public IEnumerable<string> ToFillIn() => arguments.Where(w => w.Length > 0).Where(w =>
        Placeholders.Unknown(w).Any() || w[0] is '<' or '/' or '~' || Fillers.Any(f => w.Contains(f, StringComparison.OrdinalIgnoreCase)) || (w.Length > 3 && w.Contains('_') && w.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_')));

    /// <summary>Takes out what a shell would have filled in.</summary>
    private void Clean()
    {
        var left = new List<string>();
        for (var at = 0; at < arguments.Count; at++)
        {
            if (!arguments[at].Contains('$') && !arguments[at].Contains('`'))
                continue;
            var isValue = at > 0 && arguments[at - 1].StartsWith('-') && !arguments[at].StartsWith('-') && !arguments[at - 1].Contains('=');
            var start = isValue ? at - 1 : at;
            left.Add(Evidence.Cut(string.Join(' ', arguments[start..(at + 1)])));
            arguments.RemoveRange(start, at + 1 - start);
            at = start - 1;
        }
        if (left.Count > 0)
            Doubt($"{string.Join(", ", left.Select(l => $"'{l}'"))} {(left.Count == 1 ? "is" : "are")} filled in by a script and {(left.Count == 1 ? "was" : "were")} left out; the program's defaults hold.", null);
    }

    private ConfigurationFile? FindConfiguration()
    {
        foreach (var option in Options.Where(o => o.Kind != "config" && OptionWords.Is(o, OptionWords.Configuration)))
        {
            if ((Given(option) ?? Unquoted(option.Default)) is { } named && RepoPath.TryResolve(Program.Folder, named, out var path) && Facts.Configurations.Files.FirstOrDefault(f => f.Path == path) is { } file)
            {
                Say($"'{option.Name}' names the configuration '{file.Path}'.", option.Evidence);
                return file;
            }
        }
        return null;
    }
}
