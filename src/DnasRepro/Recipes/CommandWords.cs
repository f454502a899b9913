using System.Text;

namespace DnasRepro.Recipes;

/// <summary>
/// Takes one command line apart into the words that a program gets, by the shell's rules for quotes and backslashes. No shell ever sees
/// the command; what only a shell could do is refused with its reason.
/// </summary>
public static class CommandWords
{
    private const string ScriptFix = "Write a script file in the repository and start that, or give the command as a list of words.";

    /// <summary>The words of a command.</summary>
    public static CommandSplit Split(string text)
    {
        var words = new List<string>();
        var word = (StringBuilder?)null;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c) && !IsInnerLineBreak(text, at))
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
                continue;
            }
            if (Refusal(text, at, word is null) is { } refusal)
                return refusal;
            word ??= new StringBuilder();
            var end = c switch { '\'' => Single(text, at, word), '"' => Double(text, at, word), '\\' => Escaped(text, at, word), _ => Plain(c, at, word) };
            if (end < 0)
                return Unended(text, at);
            at = end;
        }
        if (word is not null)
            words.Add(word.ToString());
        return Checked(words);
    }

    /// <summary>What hinders a list of words from being a command; null when nothing does.</summary>
    public static CommandSplit.Refused? Fault(IReadOnlyList<string> words)
    {
        if (words.Count == 0 || words[0].Length == 0)
            return new CommandSplit.Refused("the command is empty", "Write the program and its arguments.");
        if (words.Any(w => w.Contains('\0')))
            return new CommandSplit.Refused("the command holds a NUL character", "Remove it.");
        if (words[0].StartsWith('-'))
            return new CommandSplit.Refused($"the command begins with the option '{words[0]}'", "Begin with the program, for example python.");
        if (words[0].IndexOf('=') is var sign and > 0 && words[0][..sign].All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return new CommandSplit.Refused($"'{words[0]}' sets a variable, which only a shell can do here", "Put it under 'env:'.");
        if (words[0] is "cd" or "source" or "export" or "." or "pushd")
            return new CommandSplit.Refused($"'{words[0]}' is a command of the shell and no program", words[0] is "cd" or "pushd" ? "Name the folder under 'working_directory:'." : ScriptFix);
        return null;
    }

    private static CommandSplit Checked(List<string> words) => Fault(words) is { } fault ? fault : new CommandSplit.Words(words);

    private static CommandSplit.Refused? Refusal(string text, int at, bool isStart)
    {
        var c = text[at];
        var what = c switch
        {
            '|' => "a pipe or '||'",
            '&' => "'&' or '&&'",
            ';' => "a second command after ';'",
            '<' or '>' => $"a redirection '{c}'",
            '`' => "a command in backticks",
            '$' => text.AsSpan(at).StartsWith("$(") ? "a command in $()" : "a variable",
            '*' or '?' => $"the pattern sign '{c}'",
            '~' when isStart => "'~' for the home folder",
            '#' when isStart => "a comment",
            '\n' or '\r' => "a second line",
            '(' or ')' => "a group in parentheses",
            _ => null,
        };
        if (what is null)
            return null;
        var fix = c switch
        {
            '&' when text.TrimStart().StartsWith("cd ", StringComparison.Ordinal) => "Name the folder under 'working_directory:' and leave 'cd' out.",
            '$' when !text.AsSpan(at).StartsWith("$(") => "Write the value, put it under 'env:', or quote the sign in single quotes when it is meant literally.",
            '*' or '?' or '(' or ')' or '#' or '~' => "Quote it when it is meant literally; otherwise write a script file in the repository and start that.",
            _ => ScriptFix,
        };
        return new CommandSplit.Refused($"the command holds {what}, which needs a shell, and none is used", fix);
    }

    private static bool IsInnerLineBreak(string text, int at) => text[at] is '\n' or '\r' && text.AsSpan(at).Trim().Length > 0 && text.AsSpan(0, at).Trim().Length > 0;

    private static int Plain(char c, int at, StringBuilder word)
    {
        word.Append(c);
        return at;
    }

    private static int Single(string text, int at, StringBuilder word)
    {
        var end = text.IndexOf('\'', at + 1);
        if (end > 0)
            word.Append(text, at + 1, end - at - 1);
        return end;
    }

    private static int Escaped(string text, int at, StringBuilder word)
    {
        if (at + 1 >= text.Length)
            return -1;
        if (text[at + 1] != '\n')
            word.Append(text[at + 1]);
        return at + 1;
    }

    /// <summary>Inside double quotes a backslash holds only before <c>" \ $ `</c>; a variable or command there would need a shell.</summary>
    private static int Double(string text, int at, StringBuilder word)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
                return i;
            if (text[i] is '$' or '`')
                return -2;
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\' or '$' or '`')
                i++;
            word.Append(text[i]);
        }
        return -1;
    }

    private static CommandSplit.Refused Unended(string text, int at) => text[at] == '"' && text.AsSpan(at).IndexOfAny('$', '`') > 0
        ? new CommandSplit.Refused("the command holds a variable or command inside double quotes, which needs a shell, and none is used", "Use single quotes when the sign is meant literally; otherwise write the value.")
        : new CommandSplit.Refused($"the sign {text[at]} at position {at + 1} of the command is not closed", "Close the quotes, or write the command as a list of words.");
}

/// <summary>What taking a command line apart gave.</summary>
public abstract record CommandSplit
{
    private CommandSplit()
    {
    }

    /// <summary>The words, the program first.</summary>
    public sealed record Words(IReadOnlyList<string> List) : CommandSplit;

    /// <summary>Why it is refused, and what to do.</summary>
    public sealed record Refused(string Message, string Fix) : CommandSplit;
}
