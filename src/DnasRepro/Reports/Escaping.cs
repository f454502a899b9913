using System.Globalization;
using System.Text;

namespace DnasRepro.Reports;

/// <summary>Makes text of a repository harmless in the format that it goes to.</summary>
public static class Escaping
{
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
    /// Text for Markdown as GitHub renders it: punctuation loses its meaning, and mentions, references, addresses and emoji codes are
    /// broken by an empty comment, which renderers drop.
    /// </summary>
    public static string Markdown(string text)
    {
        var builder = new StringBuilder(text.Length + 32);
        var visible = Visible(text);
        for (var i = 0; i < visible.Length; i++)
        {
            var c = visible[i];
            if (c is '<')
                builder.Append("&lt;");
            else if (c is '>')
                builder.Append("&gt;");
            else if (c is '&')
                builder.Append("&amp;");
            else if (c is '@' or '#')
                builder.Append('\\').Append(c).Append("<!-- -->");
            else if (c is ':' || (c is '.' && i > 0 && char.IsAsciiLetterOrDigit(visible[i - 1])))
                builder.Append(c is ':' && i + 1 < visible.Length && visible[i + 1] != ' ' ? "\\:" : c.ToString()).Append(NeedsBreak(visible, i) ? "<!-- -->" : "");
            else if (c is '-' && i > 1 && visible.AsSpan(0, i).EndsWith("GH", StringComparison.OrdinalIgnoreCase))
                builder.Append("\\-<!-- -->");
            else if (char.IsAscii(c) && char.IsPunctuation(c) && c is not (',' or ';' or '\'' or '%' or '?' or '/' or '.') || c is '|' or '`' or '~' or '$' or '^' or '+' or '=')
                builder.Append('\\').Append(c);
            else
                builder.Append(c);
        }
        return builder.ToString();
    }

    /// <summary>A code span that shows the text as it is.</summary>
    public static string MarkdownCode(string text)
    {
        var visible = Visible(text);
        if (visible.Trim().Length == 0)
            return "` `";
        var longest = 0;
        for (int i = 0, run = 0; i < visible.Length; i++)
        {
            run = visible[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        var fence = new string('`', longest + 1);
        var pad = visible[0] is '`' or ' ' || visible[^1] is '`' or ' ' ? " " : "";
        return $"{fence}{pad}{visible.Replace("|", "\\|")}{pad}{fence}";
    }

    /// <summary>A link target for Markdown: nothing in it can end the link.</summary>
    public static string MarkdownUrl(string url) => url.Replace("(", "%28").Replace(")", "%29").Replace(" ", "%20").Replace("<", "%3C").Replace(">", "%3E").Replace("|", "%7C").Replace("\\", "%5C");

    /// <summary>The message of a GitHub workflow command.</summary>
    public static string CommandMessage(string text) => Visible(text).Replace("%", "%25");

    /// <summary>A property of a GitHub workflow command.</summary>
    public static string CommandProperty(string text) => Visible(text).Replace("%", "%25").Replace(":", "%3A").Replace(",", "%2C");

    private static bool NeedsBreak(string text, int at) => at + 1 < text.Length && (char.IsAsciiLetterOrDigit(text[at + 1]) || text[at + 1] is '/' or '_' or '+' or '-');

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0x2800 or 0x3164 or 0x115F or 0x1160 or 0xFFA0 or 0xFFFD or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
