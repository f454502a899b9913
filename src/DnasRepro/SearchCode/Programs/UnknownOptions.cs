namespace DnasRepro.SearchCode.Programs;

/// <summary>Compares the words of a command with what its program declares.</summary>
internal static class UnknownOptions
{
    private static readonly HashSet<string> Given = new(StringComparer.Ordinal)
    {
        "--help", "--version", "--local_rank", "--local-rank", "--flagfile", "--undefok", "--logtostderr", "--alsologtostderr", "--log_dir", "--verbosity", "--v", "--stderrthreshold", "--helpfull", "--helpshort", "--nologtostderr", "--install-completion", "--show-completion",
    };

    /// <summary>The long options that the program does not know; none when it may know more than is seen.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> words, Declared declared)
    {
        var known = declared.Options.Where(o => o.Kind is "argparse" or "click" or "absl").Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        if (declared.IsOpen || known.Count == 0 || declared.Options.Exists(o => o.Kind is "fire" or "typer" or "hydra"))
            return [];
        var found = new List<string>();
        foreach (var word in words)
        {
            if (word is "--" or "|")
                break;
            var name = word.Split('=')[0];
            if (IsOption(name) && !Given.Contains(name) && !known.Contains(name) && !known.Any(k => k.StartsWith(name, StringComparison.Ordinal)) && !found.Contains(name))
                found.Add(name);
        }
        return found;
    }

    private static bool IsOption(string word) =>
        word.Length > 3 && word.StartsWith("--", StringComparison.Ordinal) && char.IsAsciiLetter(word[2]) && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
