namespace DnasRepro.Facts;

/// <summary>Finds names of files that a text tells its reader to create, save or download: such files need not be in the repository.</summary>
internal static class MadeFiles
{
    private const int LongestLine = 2000;
    private static readonly string[] Verbs = ["creat", "writ", "save", "saving", "download", "generated", "copy", "copied", "rename", "called", "named", "content", "新建", "创建", "下载", "保存", "编写"];
    private static readonly string[] Endings = [".py", ".sh", ".ipynb"];

    /// <summary>The names, those that commands make included.</summary>
    public static IReadOnlySet<string> Of(IReadOnlyList<string> lines, IReadOnlySet<string> byCommands)
    {
        var made = new HashSet<string>(byCommands, StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.Length > LongestLine || !MayName(line) || CommandScanner.IsCommand(line))
                continue;
            var words = line.Split([' ', '\t', '(', ')', '[', ']', '"', '\'', '`', '“', '”', '‘', '’', ',', ':', '<', '>'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Any(w => !IsName(w) && Array.Exists(Verbs, v => w.StartsWith(v, StringComparison.OrdinalIgnoreCase) || (v[0] > 0x2E80 && w.Contains(v, StringComparison.Ordinal)))))
                made.UnionWith(words.Where((w, i) => IsName(w) && (i == 0 || !CommandScanner.IsProgram(words[i - 1]))).Select(w => Whereabouts.LastPart(w.TrimEnd('.', ';', '\r'))));
        }
        return made;
    }

    private static bool MayName(string line) => line.Contains("./", StringComparison.Ordinal) || Array.Exists(Endings, e => line.Contains(e, StringComparison.Ordinal));

    private static bool IsName(string word) => word.StartsWith("./", StringComparison.Ordinal) || Array.Exists(Endings, e => word.TrimEnd('.', ';', '\r').EndsWith(e, StringComparison.Ordinal));
}
