using System.Globalization;
using System.Text;

namespace DnasRepro.Results.Declared;

/// <summary>A column of a table of text (RFC 4180), by its name in the first line or by its index from 0; separated by commas, or by tabs or semicolons where the first line has no comma.</summary>
internal static class CsvColumn
{
    private const int MostValues = 1_000_000;

    /// <summary>The values of the column that are not empty, from top to bottom; null when there is no such column.</summary>
    public static (IReadOnlyList<string>? Values, string Why) Values(string text, string column)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var first = lines.Length == 0 ? "" : lines[0];
        var separator = first.Contains(',') ? ',' : first.Contains('\t') ? '\t' : first.Contains(';') ? ';' : ',';
        var at = Fields(first, separator).FindIndex(f => f.Trim() == column);
        var skipped = at >= 0 ? 1 : 0;
        if (at < 0 && !int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out at))
            return (null, $"there is no column '{Locations.Evidence.Cut(column)}'");
        var values = lines.Skip(skipped).Take(MostValues).Select(l => Fields(l, separator) is var fields && at < fields.Count ? fields[at].Trim() : "").Where(v => v.Length > 0).ToList();
        return (values, $"the column '{Locations.Evidence.Cut(column)}' is empty");
    }

    private static List<string> Fields(string line, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[++i]);
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (c == separator && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c != '\r')
                field.Append(c);
        }
        fields.Add(field.ToString());
        return fields;
    }
}
