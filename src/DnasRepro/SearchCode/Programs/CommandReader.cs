using DnasRepro.Locations;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Finds what the commands of documents and scripts start.</summary>
internal sealed class CommandReader
{
    private const int LongestText = 8000;
    private const int DeepestScript = 4;
    private const int MostCommands = 20_000;

    /// <summary>What stands for a name that the reader has to fill in.</summary>
    private static readonly char[] Signs = [.. "<>[]{}$*%@?()|…"];

    private readonly CodeInput input;
    private readonly FileIndex index;
    private readonly IReadOnlyDictionary<string, RepoPath> installed;
    private readonly Dictionary<RepoPath, List<Started>> byScript = [];
    private readonly List<Started> configured = [];
    private readonly HashSet<string> made = new(StringComparer.OrdinalIgnoreCase);

    public CommandReader(CodeInput input, FileIndex index, IReadOnlyDictionary<string, RepoPath> installed)
    {
        (this.input, this.index, this.installed) = (input, index, installed);
        var count = 0;
        foreach (var (path, text) in input.Scripts)
        {
            if (count >= MostCommands)
                break;
            if (ScriptLines.IsShell(path, text) || ScriptLines.IsMake(path))
                count += (byScript[path] = [.. Lines(path, ScriptLines.Of(path, text))]).Count;
            else if (path.Extension is ".yml" or ".yaml")
                configured.AddRange(Lines(path, ScriptLines.OfYaml(text)));
        }
        foreach (var command in input.Commands)
            Make(command.Text);
    }

    /// <summary>The scripts that start Python files, with what they start.</summary>
    public IEnumerable<(RepoPath Script, IReadOnlyList<RepoPath> Files, Evidence Evidence)> Scripts() =>
        byScript.Select(s => (s.Key, Followed(s.Key, null), s.Value.FirstOrDefault(l => l.File is not null)?.Evidence)).Where(s => s.Item2.Count > 0 && s.Evidence is not null)!;

    /// <summary>All commands, those of documents first.</summary>
    public IEnumerable<Started> All()
    {
        foreach (var command in input.Commands.Where(c => c.Text.Length <= LongestText))
        {
            foreach (var started in Read(command.Text, [command.Folder, "", command.Evidence.Location.Path.Folder], command.Section, command.Evidence.Excerpt, command.Evidence))
                yield return command.MayBeElsewhere ? started with { MissingFiles = [] } : started;
        }
        foreach (var started in byScript.Values.SelectMany(s => s).Concat(configured.Where(c => c.File is not null)))
            yield return started;
    }

    private IEnumerable<Started> Lines(RepoPath path, IEnumerable<ScriptLine> lines)
    {
        IReadOnlyList<string> home = path.Folder.Length == 0 ? [""] : [path.Folder, ""];
        var (bases, isElsewhere) = (home, false);
        foreach (var line in lines.Where(l => l.Text.Length <= LongestText))
        {
            foreach (var started in Read(line.Text, bases, line.Section, line.Comment, Evidence.AtLine(path, line.Line, line.Raw)))
                yield return isElsewhere ? started with { MissingFiles = [] } : started;
            foreach (var target in ShellLine.Split(line.Text).Where(w => w is ["cd" or "pushd", _, ..]).Select(w => w[1]))
            {
                IReadOnlyList<string> next = [.. bases.Select(b => Below(b, target)).OfType<string>().Distinct()];
                (bases, isElsewhere) = next.Count > 0 ? (next, isElsewhere) : (home, true);
            }
        }
    }

    /// <summary>The folder of the repository that <c>cd</c> leads to; null when there is none.</summary>
    private string? Below(string folder, string target)
    {
        if (target is "." or "./" || (folder.Length > 0 && !folder.Contains('/') && target is ".." or "../"))
            return target[0] == '.' && target.Length > 1 && target[1] == '.' ? "" : folder;
        return !target.Contains('$') && RepoPath.TryResolve(folder, target, out var path) && index.HasFolder(path.Value) ? path.Value : null;
    }

    private IEnumerable<Started> Read(string text, IReadOnlyList<string> bases, string? section, string? around, Evidence evidence)
    {
        var folder = "";
        foreach (var words in ShellLine.Split(text))
        {
            if (words is ["cd", var next, ..])
            {
                folder = Join(folder, next);
                continue;
            }
            if (CommandTarget.Of(words) is not { } target || IsForeign(target))
                continue;
            IReadOnlyList<string> from = folder.Length == 0 ? bases : [.. bases.Select(b => Join(b, folder)), .. bases];
            var file = Find(target, from);
            if (file is null && (target.Kind is TargetKind.Installed or TargetKind.Make || (target.Kind == TargetKind.Script && !target.LooksLikeScript)))
                continue;
            if (file is null && target.Kind == TargetKind.Module && WellKnown.IsPackage(target.Name.Split('.')[0]))
                continue;
            var missing = new List<string>();
            if (file is null && target.Kind == TargetKind.Script && IsMissing(target.Name) && !(target.IsBare && target.Arguments is [var word, ..] && !word.StartsWith('-')))
                missing.Add(target.Name);
            if (file is not null)
                missing.AddRange(Configurations(target, [.. from, file.Folder]));
            yield return new Started(text, target, file, SearchWords.Say(target.Name, target.Arguments, section, around), missing, evidence);
        }
    }

    /// <summary>The Python files that a script starts, itself started with some words.</summary>
    public IReadOnlyList<RepoPath> Followed(RepoPath script, IReadOnlyList<string>? words) => Followed(script, words, [], 0);

    private IReadOnlyList<RepoPath> Followed(RepoPath script, IReadOnlyList<string>? words, HashSet<RepoPath> seen, int depth)
    {
        if (!byScript.TryGetValue(script, out var lines) || depth > DeepestScript || !seen.Add(script))
            return [];
        var found = new List<RepoPath>();
        foreach (var line in lines)
        {
            if (line.File is not { } file)
                continue;
            if (file.Extension is ".py" or ".ipynb" || (file.Extension.Length == 0 && !byScript.ContainsKey(file)))
                found.Add(file);
            else
                found.AddRange(Followed(file, line.Target.Arguments, seen, depth + 1));
        }
        found = [.. found.Distinct()];
        if (found.Count > 1 && words?.Contains("search") == true && found.Where(f => SearchWords.Of(f.Name).Contains("search")).ToList() is [var only])
            return [only];
        return found;
    }

    private RepoPath? Find(CommandTarget target, IReadOnlyList<string> from)
    {
        var name = target.Name;
        switch (target.Kind)
        {
            case TargetKind.Installed:
                return installed.GetValueOrDefault(name);
            case TargetKind.Make:
                return from.Select(f => index.Exact(Join(f, "Makefile"))).FirstOrDefault(p => p is not null && byScript.ContainsKey(p) && byScript[p].Exists(l => l.File is not null));
            case TargetKind.Module:
                var path = name.Replace('.', '/');
                return index.Find(path + ".py", from) ?? index.Find(path + "/__main__.py", from);
            default:
                if (name.StartsWith('$') && name.IndexOf('/') is var cut and > 0)
                    name = name[(cut + 1)..];
                if (IsPlaceholder(name))
                    return null;
                return index.Find(name, from) ?? (name.Contains('.') ? null : index.Find(name + "/__main__.py", from));
        }
    }

    private IEnumerable<string> Configurations(CommandTarget target, IReadOnlyList<string> from)
    {
        for (var i = 0; i < target.Arguments.Count; i++)
        {
            var word = target.Arguments[i];
            var option = i > 0 && target.Arguments[i - 1].StartsWith('-') ? target.Arguments[i - 1] : "";
            if (word.StartsWith('-') && word.IndexOf('=') is var sign and > 0)
                (option, word) = (word[..sign], word[(sign + 1)..]);
            word = CommandTarget.Plain(word);
            var isConfig = word.EndsWith(".yml", StringComparison.Ordinal) || word.EndsWith(".yaml", StringComparison.Ordinal)
                || (word.EndsWith(".json", StringComparison.Ordinal) && (option.Contains("config", StringComparison.OrdinalIgnoreCase) || option.Contains("cfg", StringComparison.OrdinalIgnoreCase)));
            if (isConfig && !IsOutput(option) && IsMissing(word) && index.Find(word, from) is null)
                yield return word;
        }
    }

    private bool IsMissing(string name)
    {
        var last = name[(name.LastIndexOf('/') + 1)..];
        var isNamed = name.EndsWith(".py", StringComparison.Ordinal) || name.EndsWith(".sh", StringComparison.Ordinal) || name.EndsWith(".ipynb", StringComparison.Ordinal)
            || name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal);
        return isNamed && !IsPlaceholder(name) && !WellKnown.IsPackage(name.Split('/')[0]) && name.Split('/', '.') is var parts && !Array.Exists(parts, IsCapital) && parts[^2] is not ("my" or "example" or "xx") && name[0] is not ('/' or '~') && !(name.Length > 1 && name[1] == ':') && last is not ("setup.py" or "get-pip.py" or "manage.py") && !made.Contains(last)
            && !index.HasExactName(last);
    }

    private static bool IsPlaceholder(string name) =>
        name.IndexOfAny(Signs) >= 0 || name.Contains("...", StringComparison.Ordinal) || name.Contains("path/to", StringComparison.OrdinalIgnoreCase) || name.Contains("path_to", StringComparison.OrdinalIgnoreCase)
        || name.Contains("your", StringComparison.OrdinalIgnoreCase) || name.Contains("xxx", StringComparison.OrdinalIgnoreCase) || name.Contains("/my_", StringComparison.Ordinal) || name.StartsWith("my_", StringComparison.Ordinal);

    /// <summary>True for a word in capitals, as <c>DATASET</c> in <c>configs/DATASET/train.yaml</c>: the reader has to fill it in.</summary>
    private static bool IsCapital(string word) => word.Length > 1 && word.All(c => char.IsAsciiLetterUpper(c) || c == '_');

    private static bool IsOutput(string option) =>
        option.Contains("out", StringComparison.OrdinalIgnoreCase) || option.Contains("save", StringComparison.OrdinalIgnoreCase) || option.Contains("log", StringComparison.OrdinalIgnoreCase)
        || option.Contains("result", StringComparison.OrdinalIgnoreCase) || option.Contains("dump", StringComparison.OrdinalIgnoreCase) || option.Contains("export", StringComparison.OrdinalIgnoreCase);

    private static bool IsForeign(CommandTarget target) =>
        target.Name.Length == 0 || target.Name.StartsWith("http", StringComparison.Ordinal) || target.Name.Contains("site-packages", StringComparison.Ordinal) || target.Name.EndsWith("setup.py", StringComparison.Ordinal);

    /// <summary>Takes note of files that a command makes or fetches.</summary>
    private void Make(string text)
    {
        if (text.Length > LongestText || !(text.Contains('>') || text.Contains("wget") || text.Contains("curl") || text.Contains("cp ") || text.Contains("mv ") || text.Contains("touch") || text.Contains("git clone") || text.Contains("ln ")))
            return;
        foreach (var word in text.Split([' ', '\t', '>', '"', '\'', ';'], StringSplitOptions.RemoveEmptyEntries))
            made.Add(word[(word.TrimEnd('/').LastIndexOf('/') + 1)..]);
    }

    private static string Join(string folder, string next)
    {
        if (next.StartsWith('/') || next.StartsWith('~') || next.Contains('$'))
            return "";
        return RepoPath.TryResolve(folder, next, out var path) ? path.Value : "";
    }
}

/// <summary>A command with what it starts.</summary>
internal sealed record Started(string Text, CommandTarget Target, RepoPath? File, bool SaysSearch, IReadOnlyList<string> MissingFiles, Evidence Evidence);
