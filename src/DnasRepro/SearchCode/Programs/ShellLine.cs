using System.Text;

namespace DnasRepro.SearchCode.Programs;

/// <summary>
/// Takes a line of shell apart into simple commands and their words: quotes joined, redirections and what follows them left out,
/// <c>$(…)</c>, <c>${…}</c>, <c>&lt;placeholders&gt;</c> and <c>[links](of Markdown)</c> kept whole.
/// </summary>
internal static class ShellLine
{
    /// <summary>The commands of a line.</summary>
    public static IReadOnlyList<string[]> Split(string text)
    {
        var commands = new List<string[]>();
        var (words, word, isRedirected) = (new List<string>(), new StringBuilder(), false);
        void EndWord()
        {
            if (word.Length > 0 && !isRedirected)
                words.Add(word.ToString());
            isRedirected &= word.Length == 0;
            word.Clear();
        }
        void EndCommand()
        {
            EndWord();
            isRedirected = false;
            if (words.Count > 0)
                commands.Add([.. words]);
            words.Clear();
        }
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '#' && word.Length == 0)
                break;
            if (c is '"' or '\'' or '`' && text.IndexOf(c, at + 1) is var end and > 0)
            {
                word.Append(text, at + 1, end - at - 1);
                at = end;
            }
            else if (Close(text, at) is var close and > 0)
            {
                word.Append(text, at, close - at + 1);
                at = close;
            }
            else if (char.IsWhiteSpace(c))
            {
                EndWord();
            }
            else if (c is '>' or '<')
            {
                if (word.Length == 1 && char.IsAsciiDigit(word[0]))
                    word.Clear();
                EndWord();
                isRedirected = true;
                while (at + 1 < text.Length && text[at + 1] is '>' or '&')
                    at++;
            }
            else if (c is ';' or '|' or '&')
            {
                EndCommand();
            }
            else
            {
                word.Append(c);
            }
        }
        EndCommand();
        return commands;
    }

    /// <summary>Where what opens at a place closes; -1 when nothing does.</summary>
    private static int Close(string text, int at)
    {
        const int farthest = 100;
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        var sign = text[at] switch
        {
            '$' when next == '(' => ')',
            '$' when next == '{' => '}',
            '<' when next is not ('<' or ' ' or '(' or '=') => '>',
            '[' or '{' when next != ' ' => text[at] == '[' ? ']' : '}',
            '(' when at > 0 && text[at - 1] == ']' => ')',
            _ => '\0',
        };
        return sign == '\0' ? -1 : text.IndexOf(sign, at, Math.Min(farthest, text.Length - at));
    }
}
