using System.Text;
using System.Text.RegularExpressions;

namespace DnasRepro.Python;

/// <summary>Joins the cells of a notebook to one text. What IPython would not hand to Python is replaced, line by line.</summary>
internal sealed partial class NotebookCode
{
    private readonly StringBuilder text = new();
    private readonly List<int> fileLines = [];
    private readonly List<(int Start, int End)> parts = [];
    private readonly List<ShellLine> shellLines = [];

    public IReadOnlyList<ShellLine> ShellLines => shellLines;

    public PySource Source() => new(text.ToString(), [.. fileLines, fileLines.LastOrDefault(1)]) { Parts = parts };

    /// <summary>Adds a cell.</summary>
    public void Add(IReadOnlyList<CellLine> cell)
    {
        var start = text.Length;
        var first = 0;
        while (first < cell.Count && string.IsNullOrWhiteSpace(cell[first].Text))
            first++;
        if (first < cell.Count && CellMagic().Match(cell[first].Text) is { Success: true } magic)
            AddMagic(cell, first, magic);
        else
            AddCode(Flush(cell, first), 0);
        parts.Add((start, text.Length - 1));
    }

    private void AddMagic(IReadOnlyList<CellLine> cell, int first, Match magic)
    {
        for (var i = 0; i <= first; i++)
            Append("", cell[i].FileLine);
        var word = magic.Groups[1].Value;
        if (word is "time" or "timeit" or "capture" or "prun" or "debug" or "memit" or "mprun" or "python" or "python3" or "pypy")
        {
            AddCode(cell, first + 1);
            return;
        }
        var isShell = word is "bash" or "sh" or "system" or "sx" or "cmd" || (word == "script" && magic.Groups[2].Value.Contains("sh", StringComparison.Ordinal));
        for (var i = first + 1; i < cell.Count; i++)
        {
            Append("", cell[i].FileLine);
            if (isShell && cell[i].Text.Trim() is { Length: > 0 } command && command[0] != '#')
                shellLines.Add(new ShellLine(cell[i].FileLine, command));
        }
    }

    private void AddCode(IReadOnlyList<CellLine> cell, int first)
    {
        var state = new LineState();
        for (var i = first; i < cell.Count; i++)
        {
            if (!state.IsStart || Replacement(Joined(cell, i)) is not { } replacement)
            {
                state.Pass(cell[i].Text);
                Append(cell[i].Text, cell[i].FileLine);
                continue;
            }
            Append(replacement, cell[i].FileLine);
            while (cell[i].Text.EndsWith('\\') && i + 1 < cell.Count)
                Append("", cell[++i].FileLine);
        }
    }

    /// <summary>A line with those that backslashes join to it.</summary>
    private static CellLine Joined(IReadOnlyList<CellLine> cell, int i)
    {
        var line = cell[i];
        if (!line.Text.EndsWith('\\') || !MayBeMagic().IsMatch(line.Text))
            return line;
        var joined = new StringBuilder();
        for (; i < cell.Count; i++)
        {
            joined.Append(joined.Length == 0 ? cell[i].Text : cell[i].Text.TrimStart());
            if (!cell[i].Text.EndsWith('\\'))
                break;
            joined.Length--;
        }
        return line with { Text = joined.ToString() };
    }

    /// <summary>A cell that begins with an indented line, as IPython takes it: without that indentation.</summary>
    private static IReadOnlyList<CellLine> Flush(IReadOnlyList<CellLine> cell, int first)
    {
        if (first >= cell.Count || cell[first].Text[0] is not (' ' or '\t'))
            return cell;
        var indent = cell[first].Text[..^cell[first].Text.TrimStart().Length];
        return [.. cell.Select(l => l.Text.StartsWith(indent, StringComparison.Ordinal) ? l with { Text = l.Text[indent.Length..] } : l)];
    }

    private void Append(string line, int fileLine)
    {
        text.Append(line).Append('\n');
        fileLines.Add(fileLine);
    }

    /// <summary>What stands for a line that only IPython understands; null when Python understands it.</summary>
    private string? Replacement(CellLine line)
    {
        var code = line.Text.AsSpan().TrimStart();
        var indent = line.Text[..(line.Text.Length - code.Length)];
        if (code.Length == 0)
            return null;
        switch (code[0])
        {
            case '!':
                shellLines.Add(new ShellLine(line.FileLine, code.TrimStart('!').Trim().ToString()));
                return indent + "pass";
            case '%' when Timed().Match(line.Text) is { Success: true } timed:
                return indent + "pass;" + new string(' ', timed.Length - indent.Length - 5) + line.Text[timed.Length..];
            case '%':
                if (code.StartsWith("%run ", StringComparison.Ordinal))
                    shellLines.Add(new ShellLine(line.FileLine, code.Trim().ToString()));
                else if (code.StartsWith("%cd ", StringComparison.Ordinal))
                    shellLines.Add(new ShellLine(line.FileLine, code[1..].Trim().ToString()));
                return indent + "pass";
            case '?':
                return indent + "pass";
        }
        if (Captured().Match(line.Text) is { Success: true } captured)
        {
            if (line.Text[captured.Length - 1] == '!')
                shellLines.Add(new ShellLine(line.FileLine, line.Text[captured.Length..].Trim()));
            return line.Text[..(captured.Length - 1)] + "None";
        }
        if (Automatic().IsMatch(line.Text))
        {
            shellLines.Add(new ShellLine(line.FileLine, line.Text.Trim()));
            return indent + "pass";
        }
        return Help().IsMatch(line.Text) ? indent + "pass" : null;
    }

    [GeneratedRegex(@"^%%(\w+)(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex CellMagic();

    [GeneratedRegex(@"^\s*%(?:time|timeit|memit|prun)\s+(?=[^\s-])", RegexOptions.CultureInvariant)]
    private static partial Regex Timed();

    [GeneratedRegex(@"^\s*[A-Za-z_][\w.,\s\[\]'""]*=\s*[!%]", RegexOptions.CultureInvariant)]
    private static partial Regex Captured();

    [GeneratedRegex(@"^\s*([!%?]|[^=]*=\s*[!%]|(cd|ls|cp|mv|rm|mkdir|cat|pip|conda)\s)", RegexOptions.CultureInvariant)]
    private static partial Regex MayBeMagic();

    /// <summary>Commands that IPython hands to the shell without a sign before them.</summary>
    [GeneratedRegex(@"^\s*(?:cd|ls|cp|mv|rm|mkdir|cat|pip|conda)\s+(?:-\w|(?!(?:is|in|and|or|not|if|else|for)\b)[\w~./])", RegexOptions.CultureInvariant)]
    private static partial Regex Automatic();

    [GeneratedRegex(@"^\s*[A-Za-z_][\w.*]*\?{1,2}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Help();

    /// <summary>Whether the next line begins a statement: no bracket, string or joined line is open.</summary>
    private sealed class LineState
    {
        private int brackets;
        private string? open;
        private bool isJoined;

        public bool IsStart => brackets == 0 && open is null && !isJoined;

        public void Pass(string line)
        {
            isJoined = false;
            for (var i = 0; i < line.Length;)
                i = Step(line, i);
        }

        private int Step(string line, int i)
        {
            if (open is not null)
                return InString(line, i);
            switch (line[i])
            {
                case '#':
                    return line.Length;
                case '"' or '\'':
                    if (!Scan.IsTriple(line, i, line.Length))
                        return Scan.String(line, i, line.Length);
                    open = line.Substring(i, 3);
                    return i + 3;
                case '(' or '[' or '{':
                    brackets++;
                    break;
                case ')' or ']' or '}':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '\\' when i == line.Length - 1:
                    isJoined = true;
                    break;
            }
            return i + 1;
        }

        private int InString(string line, int i)
        {
            var close = line.IndexOf(open!, i, StringComparison.Ordinal);
            var escape = line.IndexOf('\\', i);
            if (escape >= 0 && (close < 0 || escape < close))
                return escape + 2;
            if (close < 0)
                return line.Length;
            open = null;
            return close + 3;
        }
    }
}
