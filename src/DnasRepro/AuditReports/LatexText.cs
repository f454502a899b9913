using System.Text;
using DnasRepro.Reports;

namespace DnasRepro.AuditReports;

/// <summary>Makes text harmless in LaTeX.</summary>
internal static class LatexText
{
    /// <summary>
    /// Text for the running text or a cell of a table: no command, no environment, no comment; hidden characters are shown. Characters beyond
    /// Latin-1, which a usual LaTeX may lack, become their number.
    /// </summary>
    public static string Of(string text)
    {
        var builder = new StringBuilder(text.Length + 16);
        var before = default(Rune);
        foreach (var rune in Escaping.Visible(text).EnumerateRunes())
        {
            // Two of these would become one sign of another meaning.
            builder.Append(rune == before && rune.Value is ('-' or ',' or ':') ? "{}" : "").Append(Of(rune));
            before = rune;
        }
        return builder.ToString();
    }

    /// <summary>An address for \href; null for what is not an https address.</summary>
    public static string? Link(string? url) => Escaping.Link(url) is { } safe ? string.Concat(safe.Select(c => c switch
    {
        '%' or '#' or '&' or '_' or '$' => $"\\{c}",
        '~' => "\\%7E",
        _ => c.ToString(),
    })) : null;

    private static string Of(Rune rune) => rune.Value switch
    {
        '\\' => "\\textbackslash{}",
        '{' => "\\{",
        '}' => "\\}",
        '$' => "\\$",
        '&' => "\\&",
        '#' => "\\#",
        '%' => "\\%",
        '_' => "\\_",
        '^' => "\\textasciicircum{}",
        '~' => "\\textasciitilde{}",
        '<' => "\\textless{}",
        '>' => "\\textgreater{}",
        '|' => "\\textbar{}",
        '"' => "\\textquotedbl{}",
        '`' => "\\textasciigrave{}",
        '\'' => "\\textquotesingle{}",
        '[' or ']' => $"{{{(char)rune.Value}}}",
        0xA0 => "~",
        0x2013 => "--",
        0x2026 => "\\ldots{}",
        >= ' ' and <= '~' => rune.ToString(),
        0xAD => "",
        >= 0xC0 and <= 0xFF => rune.ToString(),
        var other => $"{{[}}U+{other:X4}{{]}}",
    };
}
