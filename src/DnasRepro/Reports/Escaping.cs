using System.Globalization;
using System.Text;

namespace DnasRepro.Reports;

/// <summary>Makes text of a repository harmless in the format that it goes to.</summary>
public static class Escaping
{
    /// <summary>An empty comment: it ends what a renderer would take for one word.</summary>
    private const string Break = "<!-- -->";

    /// <summary>Shows every character that could steer a terminal or hide text as <c>\u{…}</c>; line breaks and tabs become spaces.</summary>
    public static string Visible(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var builder = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t')
                builder.Append(' ');
            else if (IsHidden(rune))
                builder.Append("\\u{").Append(rune.Value.ToString("x", CultureInfo.InvariantCulture)).Append('}');
            else
                builder.Append(rune.ToString());
        }
        return builder.ToString();
    }

    /// <summary>Text for a terminal.</summary>
    public static string Terminal(string text) => Visible(text);

    /// <summary>Text for the inside of an HTML element or a quoted attribute.</summary>
    public static string Html(string text)
    {
        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in Visible(text))
        {
            builder.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '`' => "&#96;",
                _ => null,
            } ?? c.ToString());
        }
        return builder.ToString();
    }

    /// <summary>
    /// Text for Markdown as GitHub renders it, at the start of a line or within one: punctuation loses its meaning, and mentions, references,
    /// addresses and emoji codes are broken by an empty comment, which renderers drop.
    /// </summary>
    public static string Markdown(string text)
    {
        var visible = Visible(text).Trim(' ');
        var builder = new StringBuilder(visible.Length + 32);
        var digits = visible.AsSpan().IndexOfAnyExceptInRange('0', '9');
        for (var i = 0; i < visible.Length; i++)
            AppendMarkdown(builder, visible, i, endsListNumber: i > 0 && i == digits);
        return builder.ToString();
    }

    /// <summary>A code span that shows the text as it is, in tables too.</summary>
    public static string MarkdownCode(string text)
    {
        var visible = Visible(text);
        if (visible.Trim().Length == 0)
            return "` `";
        // A table would end its cell at a bar, and outside tables an escaped bar shows its backslash. Who looks for a hidden comment may look into code spans.
        // The same for old workflow commands.
        if (visible.Contains('|') || visible.Contains("<!--", StringComparison.Ordinal) || visible.Contains("##[", StringComparison.Ordinal))
            return $"<code>{Markdown(visible)}</code>";
        var longest = 0;
        for (int i = 0, run = 0; i < visible.Length; i++)
        {
            run = visible[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        var fence = new string('`', longest + 1);
        var pad = visible[0] is '`' or ' ' || visible[^1] is '`' or ' ' ? " " : "";
        return $"{fence}{pad}{visible}{pad}{fence}";
    }

    /// <summary>A link target for Markdown and, after <see cref="Html"/>, for HTML; null for what is not an https address.</summary>
    public static string? Link(string? url)
    {
        if (url is null || !url.StartsWith("https://", StringComparison.Ordinal))
            return null;
        var builder = new StringBuilder(url.Length);
        foreach (var rune in url.EnumerateRunes())
            builder.Append(rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || "-._~:/?#@!$&+,;=%".Contains((char)rune.Value)) ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        return builder.Replace("(", "%28").Replace(")", "%29").Replace("*", "%2A").Replace("'", "%27").ToString();
    }

    /// <summary>A whole line for a log that a workflow runner reads: neither kind of workflow command can be in it.</summary>
    public static string Log(string line)
    {
        var start = line.Length - line.AsSpan().TrimStart().Length;
        if (line.AsSpan(start).StartsWith("::", StringComparison.Ordinal))
            line = string.Concat(line.AsSpan(0, start), "\\u{3a}", line.AsSpan(start + 1));
        return line.Replace("##[", "##\\u{5b}");
    }

    /// <summary>The message of a GitHub workflow command.</summary>
    public static string CommandMessage(string text) => Visible(text).Replace("%", "%25");

    /// <summary>A property of a GitHub workflow command.</summary>
    public static string CommandProperty(string text) => Visible(text).Replace("%", "%25").Replace(":", "%3A").Replace(",", "%2C");

    private static void AppendMarkdown(StringBuilder builder, string text, int at, bool endsListNumber)
    {
        var c = text[at];
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        _ = c switch
        {
            '<' => builder.Append("&lt;"),
            '>' => builder.Append("&gt;"),
            '&' => builder.Append("&amp;"),
            '|' => builder.Append("&#124;"),
            '@' or '#' => builder.Append('\\').Append(c).Append(Break),
            ':' when next != ' ' => builder.Append("\\:").Append(char.IsAsciiLetterOrDigit(next) || next is '/' or '_' or '+' or '-' ? Break : ""),
            '.' when EndsWith(text, at, "www") => builder.Append("\\.").Append(Break),
            '-' when EndsWith(text, at, "GH") => builder.Append("\\-").Append(Break),
            '.' or ')' when endsListNumber => builder.Append('\\').Append(c),
            '-' when at == 0 => builder.Append("\\-"),
            '\\' or '`' or '*' or '_' or '[' or ']' or '{' or '}' or '"' or '+' or '=' or '^' or '~' or '$' or '!' => builder.Append('\\').Append(c),
            _ => builder.Append(c),
        };
    }

    private static bool EndsWith(string text, int end, string word) => text.AsSpan(0, end).EndsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0x2800 or 0x3164 or 0x115F or 0x1160 or 0xFFA0 or 0xFFFD or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
