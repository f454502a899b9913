using System.Globalization;
using System.Text;
using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Recipes;

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
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsSurrogatePair(text, at))
                quoted.Append(c).Append(text[++at]);
            else if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c == '\n')
                quoted.Append("\\n");
            else if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>A text of several lines as a block below its key, where that gives it back; else on one line.</summary>
    public static string Block(string text, int indent)
    {
        var isBlock = text.Length > 1 && text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal) && !char.IsWhiteSpace(text[0])
            && text.All(c => c == '\n' || (!char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF')));
        if (!isBlock)
            return Inline(text);
        var lines = text[..^1].Split('\n').Select(l => l.Length == 0 ? "" : new string(' ', indent) + l);
        return "|\n" + string.Join('\n', lines);
    }

    /// <summary>A list on one line.</summary>
    public static string Flow(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Inline))}]";

    /// <summary>A number.</summary>
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '_' or '/' || (text[0] == '.' && text.Length > 1))
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or '-' or '+' or '=')
        && CoreSchema.Resolve(text, Nowhere).Kind == ScalarKind.Text;
}
