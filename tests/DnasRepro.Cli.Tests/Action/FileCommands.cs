namespace DnasRepro.Cli.Tests.Action;

/// <summary>Reads the files by which a step sets outputs and variables, as a runner does: <c>name=value</c>, or <c>name&lt;&lt;END</c> with lines up to END.</summary>
internal static class FileCommands
{
    public static Dictionary<string, string> Read(string file)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (line.Length == 0)
                continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var heredoc = line.IndexOf("<<", StringComparison.Ordinal);
            Assert.True(equals >= 0 || heredoc >= 0, $"A runner refuses the line '{line}'.");
            if (equals >= 0 && (heredoc < 0 || equals < heredoc))
                values[line[..equals]] = line[(equals + 1)..];
            else
                values[line[..heredoc]] = Until(lines, line[(heredoc + 2)..], ref at);
        }
        return values;
    }

    private static string Until(string[] lines, string end, ref int at)
    {
        var first = ++at;
        while (at < lines.Length && lines[at] != end)
            at++;
        Assert.True(at < lines.Length, $"A runner misses '{end}'.");
        return string.Join('\n', lines[first..at]);
    }
}
