namespace DnasRepro.SearchCode.Programs;

/// <summary>Whether words say that the architecture search is run, as a reader would take them.</summary>
internal static class SearchWords
{
    private static readonly string[] Chinese = ["搜索", "搜尋", "検索", "搜寻"];
    private static readonly HashSet<string> Other = new(StringComparer.Ordinal)
    {
        "retrain", "retraining", "eval", "evaluate", "evaluation", "test", "testing", "infer", "inference", "predict", "visualize", "visualise", "visualization", "plot", "decode", "download",
        "preprocess", "prepare", "convert", "augment", "finetune", "scratch", "export", "install", "setup", "derive", "profile", "demo", "validate", "ensemble", "draw", "stats", "analyze", "analyse", "latency", "lookup", "benchmark", "parsing", "hessian", "verify", "scheduler", "summary",
    };

    private static readonly HashSet<string> Modes = new(StringComparer.Ordinal) { "mode", "phase", "stage", "task", "action", "type", "step", "func", "procedure", "cmd", "job", "run" };

    /// <summary>True when a command says so.</summary>
    /// <param name="named">The file or module that it starts.</param>
    /// <param name="arguments">Its other words.</param>
    /// <param name="heading">The heading above.</param>
    /// <param name="around">The line that it stands in, or the comment before it.</param>
    public static bool Say(string named, IReadOnlyList<string> arguments, string? heading, string? around)
    {
        var name = Of(named);
        if (IsSearch(name))
            return !name.Overlaps(Other) && !IsOtherTopic(name);
        if (name.Overlaps(Other))
            return false;
        return arguments.Where((_, i) => IsSearchArgument(arguments, i)).Any() || SaysInProse(heading) || SaysInProse(Prose(around));
    }

    /// <summary>True for a heading or sentence on the search alone.</summary>
    private static bool SaysInProse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 400)
            return false;
        if (Array.Exists(Chinese, c => text.Contains(c, StringComparison.Ordinal)))
            return !text.Contains("重新训练", StringComparison.Ordinal) && !text.Contains("评估", StringComparison.Ordinal) && !text.Contains("测试", StringComparison.Ordinal);
        var words = Of(text);
        return IsSearch(words) && !words.Overlaps(Other) && !IsOtherTopic(words) && !words.Contains("searched") && !words.Contains("found") && !IsTitle(text);
    }

    /// <summary>The words of a line that are no code: options and file names are left out.</summary>
    private static string? Prose(string? line) =>
        line is null ? null : string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !w.StartsWith('-') && !w.Contains('=') && !w.Contains('/') && !w.Contains('_') && !w.TrimEnd('.', ',').Contains('.')));

    /// <summary>A title names its subject: <c>NAS-Unet: Neural Architecture Search for …</c>; it gives no order.</summary>
    private static bool IsTitle(string text)
    {
        var words = Of(text);
        return (words.Contains("neural") || words.Contains("differentiable")) && words.Contains("architecture") && (words.Contains("for") || text.Contains(':') || words.Count > 6);
    }

    private static bool IsSearch(HashSet<string> words) => words.Contains("search") || words.Contains("searching") || words.Contains("searcher");

    private static bool IsOtherTopic(HashSet<string> words) => words.Contains("grid") || words.Contains("hyperparameter") || words.Contains("hyperparameters") || words.Contains("hyper") || words.Contains("beam") || words.Contains("google");

    /// <summary><c>--search</c>, <c>search</c>, <c>--mode search</c>, <c>phase=search</c>; but not <c>--search_space s1</c>.</summary>
    private static bool IsSearchArgument(IReadOnlyList<string> arguments, int at)
    {
        var word = arguments[at];
        if (word is "--search" or "-search" or "search" or "--do_search" or "--is_search" or "--searching" or "--train_search" or "--Search")
            return at == 0 || word[0] == '-' || (arguments[at - 1].StartsWith('-') && Modes.Overlaps(Of(arguments[at - 1]))) || !arguments[at - 1].StartsWith('-');
        var sign = word.IndexOf('=');
        if (sign > 0 && Modes.Overlaps(Of(word[..sign])) && Of(word[(sign + 1)..]).Contains("search"))
            return true;
        if (at > 0 && arguments[at - 1] is "--config" or "--cfg" or "--config_file" or "--config-file" or "--config-name" or "-c" or "--configs" or "--config_path" or "--cfg_path" or "--yaml")
            return IsSearchConfiguration(word);
        if (sign > 0 && word[..sign].TrimStart('-') is "config" or "cfg" or "config_file" or "cfg_path" or "config-file")
            return IsSearchConfiguration(word[(sign + 1)..]);
        return false;
    }

    private static bool IsSearchConfiguration(string path) => Of(path[(path.LastIndexOf('/') + 1)..]).Contains("search") || path.StartsWith("search/", StringComparison.Ordinal) || path.Contains("/search/", StringComparison.Ordinal);

    /// <summary>The words in a text, in lower case; letters of one case run, so that <c>SearchCell</c> is two.</summary>
    public static HashSet<string> Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isLetter = i < text.Length && char.IsAsciiLetter(text[i]);
            var isNew = isLetter && start >= 0 && char.IsAsciiLetterUpper(text[i]) && char.IsAsciiLetterLower(text[i - 1]);
            if (start >= 0 && (!isLetter || isNew))
            {
                words.Add(text[start..i].ToLowerInvariant());
                start = -1;
            }
            if (isLetter && start < 0)
                start = i;
        }
        return words;
    }
}
