using System.Globalization;
using System.Text.RegularExpressions;
using DnasRepro.Results.Genotypes;

namespace DnasRepro.Results.Programs;

/// <summary>
/// Finds tensors as torch prints them. They are rounded to a few digits, so that the two largest values of a row are often the
/// same: nothing is decoded from them here, and whoever does has to say so.
/// </summary>
public static partial class PrintedTensorReader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "printed_tensors";

    /// <summary>The data type of such tensors.</summary>
    public const string Rounded = "rounded";

    private const int MostTensors = 20_000;
    private const int Longest = 200_000;

    /// <summary>Reads a text; tensors are named by the words before them, and <c>tensor.1</c>, <c>tensor.2</c> without. Those that were printed with <c>...</c> are left out.</summary>
    public static ReadResult Read(string text)
    {
        if (ResultLimits.TooLong(text) is { } refused)
            return refused;
        var clean = PrintedText.Clean(text);
        var tensors = new List<NamedTensor>();
        var unnamed = 0;
        for (var at = clean.IndexOf("tensor(", StringComparison.Ordinal); at >= 0 && tensors.Count < MostTensors; at = clean.IndexOf("tensor(", at + 7, StringComparison.Ordinal))
        {
            var name = NameBefore(clean, at) ?? $"tensor.{++unnamed}";
            if (Table(clean, at + 7) is { } table && table.Values.Count > 0)
                tensors.Add(table with { Name = name });
        }
        return tensors.Count == 0 ? new ReadResult.Nothing("no whole tensor is printed there") : new ReadResult.TensorsOnly(tensors);
    }

    /// <summary>In how many rows of a table the two largest values are the same.</summary>
    public static int TiedRows(NamedTensor table)
    {
        var columns = table.Shape[^1];
        return columns < 2 ? 0 : Enumerable.Range(0, table.Values.Count / columns)
            .Count(row => table.Values.Skip(row * columns).Take(columns).OrderDescending().Take(2).Distinct().Count() == 1);
    }

    private static NamedTensor? Table(string text, int start)
    {
        var (depth, rows, values) = (0, 0, new List<double>());
        for (var at = start; at < Math.Min(text.Length, start + Longest);)
        {
            switch (text[at])
            {
                case '[' when ++depth <= 2:
                    rows += depth == 2 ? 1 : 0;
                    at++;
                    break;
                case ']' when --depth == 0:
                    return rows == 0 ? new NamedTensor("", [values.Count], values, Rounded) : values.Count % rows == 0 ? new NamedTensor("", [rows, values.Count / rows], values, Rounded) : null;
                case ']' or ',' or ' ' or '\n' or '\r':
                    at++;
                    break;
                default:
                    if (depth is 0 or > 2 || Number(text, at) is not { } end || !double.TryParse(text.AsSpan(at, end - at), CultureInfo.InvariantCulture, out var value))
                        return null;
                    values.Add(value);
                    at = end;
                    break;
            }
        }
        return null;
    }

    private static int? Number(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 40 && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-' or '+' or 'e'))
            end++;
        return end > at ? end : null;
    }

    private static string? NameBefore(string text, int at)
    {
        var start = text.LastIndexOfAny(['\n', '\r'], Math.Max(0, at - 1), Math.Min(at, 100)) + 1;
        var words = Words().Match(text[Math.Max(start, at - 100)..at]);
        return words.Success ? words.Groups[1].Value : null;
    }

    [GeneratedRegex(@"([A-Za-z_][A-Za-z0-9_ .]{0,60}?)\s{0,5}[:=]\s{0,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
