using System.Buffers;
using System.Globalization;
using System.Text;
using DnasRepro.Locations;

namespace DnasRepro.Documents;

/// <summary>Writes texts so that a YAML 1.2 reader gives them back, plain where that is safe.</summary>
internal static class YamlText
{
    private static readonly SourceLocation Nowhere = SourceLocation.WholeFile(RepoPath.Parse("text"));

    /// <summary>A text on one line, also inside brackets.</summary>
    public static string Inline(string text)
    {
        if (IsPlain(text))
            return text;
        var quoted = new StringBuilder("\"");
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done)
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)rest[0]:x4}");
            else if (rune.Value is '"' or '\\')
                quoted.Append('\\').Append(rune);
            else if (rune.Value == '\n')
                quoted.Append("\\n");
            else if (IsHidden(rune))
                quoted.Append(rune.IsBmp ? $"\\u{rune.Value:x4}" : $"\\U{rune.Value:x8}");
            else
                quoted.Append(rune);
            rest = rest[length..];
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>A text of several lines as a block below its key, where that gives it back; else on one line.</summary>
    public static string Block(string text, int indent)
    {
        var isBlock = text.Length > 1 && text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal) && !char.IsWhiteSpace(text[0])
            && text.EnumerateRunes().All(r => r.Value == '\n' || !IsHidden(r)) && !text.Any(char.IsSurrogate);
        if (!isBlock)
            return Inline(text);
        var lines = text[..^1].Split('\n').Select(l => l.Length == 0 ? "" : new string(' ', indent) + l);
        return "|\n" + string.Join('\n', lines);
    }

    /// <summary>A text for a comment: on one line, and nothing in it that is not seen.</summary>
    public static string Comment(string text) => PrintableText.Of(text.ReplaceLineEndings(" "));

    /// <summary>A list on one line.</summary>
    public static string Flow(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Inline))}]";

    /// <summary>A number.</summary>
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>What no reader of the text would see, or what a YAML reader takes for a line's end.</summary>
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;

    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '_' or '/' || (text[0] == '.' && text.Length > 1))
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or '-' or '+' or '=')
        && CoreSchema.Resolve(text, Nowhere).Kind == ScalarKind.Text;
}
