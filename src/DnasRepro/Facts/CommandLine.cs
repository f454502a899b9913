using System.Text;

namespace DnasRepro.Facts;

/// <summary>Takes a line of shell apart into simple commands and their words. Quotes and placeholders such as <c>&lt;your file&gt;</c> stay whole.</summary>
internal static class CommandLine
{
    private const int LongestPlaceholder = 80;

    /// <summary>The commands of a line, each as its words; a redirection is the word <c>&gt;</c>.</summary>
    public static IReadOnlyList<string[]> Split(string text)
    {
        var commands = new List<string[]>();
        var (words, word) = (new List<string>(), new StringBuilder());
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '#' && word.Length == 0)
                break;
            if (c is '"' or '\'' && text.IndexOf(c, at + 1) is var end and > 0)
                at = Take(word, text, at + 1, end);
            else if (c is '<' or '[' or '{' && PlaceholderEnd(text, at) is var close and > 0)
                at = Take(word, text, at, close + 1) - 1;
            else if (char.IsWhiteSpace(c))
                End(words, word);
            else if (c is ';' or '|' or '&')
                EndCommand(commands, ref words, word);
            else if (c == '>')
                Redirect(words, word);
            else
                word.Append(c);
        }
        EndCommand(commands, ref words, word);
        return commands;
    }

    /// <summary>Appends a stretch; answers where it ends.</summary>
    private static int Take(StringBuilder word, string text, int from, int to)
    {
        word.Append(text, from, to - from);
        return to;
    }

    private static int PlaceholderEnd(string text, int at)
    {
        if (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]))
            return -1;
        var close = text[at] switch { '<' => '>', '[' => ']', _ => '}' };
        var length = Math.Min(LongestPlaceholder, text.Length - at);
        return text.IndexOf(close, at, length);
    }

    private static void Redirect(List<string> words, StringBuilder word)
    {
        End(words, word);
        if (words is not [.., ">"])
            words.Add(">");
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
            words.Add(word.ToString());
        word.Clear();
    }

    private static void EndCommand(List<string[]> commands, ref List<string> words, StringBuilder word)
    {
        End(words, word);
        if (words.Count == 0)
            return;
        commands.Add([.. words]);
        words = [];
    }
}
