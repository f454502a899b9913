using System.Globalization;
using System.Text.RegularExpressions;
using DnasRepro.Architectures;
using DnasRepro.Results.Genotypes;

namespace DnasRepro.Results.Programs;

/// <summary>
/// Finds cells as NAS-Bench-201 and AutoDL-Projects write them: <c>|nor_conv_3x3~0|+|none~0|skip_connect~1|</c>, a stretch for each
/// node behind the one input, also inside <c>Structure(4 nodes with …)</c>. The one cell is called <c>cell</c>.
/// </summary>
public static class NasBench201Reader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "nas_bench_201";

    private static readonly Regex Cells = new(
        @"(?:\|[A-Za-z0-9_.]{1,60}~[0-9]{1,2})+\|(?:\+(?:\|[A-Za-z0-9_.]{1,60}~[0-9]{1,2})+\|)*", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Reads a text.</summary>
    /// <param name="text">What was printed or written.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="epochOffset">As for genotypes: <see cref="GenotypeReader.Read"/>.</param>
    public static ReadResult Read(string text, string source, int? epochOffset = null)
    {
        if (ResultLimits.TooLong(text) is { } refused)
            return refused;
        var clean = PrintedText.Clean(text);
        var found = new List<PrintedArchitecture>();
        var (line, counted) = (1, 0);
        for (var match = Cells.Match(clean); match.Success; match = match.NextMatch())
        {
            line += clean.AsSpan(counted, match.Index - counted).Count('\n');
            counted = match.Index;
            if (CellOf(match.Value) is { } cell)
                found.Add(new PrintedArchitecture(new Architecture([cell]), line, Best(clean, match.Index), match.Value));
            if (found.Count > ResultLimits.MostArchitectures)
                return new ReadResult.Refused($"there are more than {ResultLimits.MostArchitectures} cells");
        }
        return found.Count == 0 ? new ReadResult.Nothing("no cell of NAS-Bench-201 is written there") : new ReadResult.Found(PrintedArchitecture.Number(found, Name, source, epochOffset), []);
    }

    private static ArchitectureCell? CellOf(string text)
    {
        var edges = new List<ArchitectureEdge>();
        foreach (var (node, stretch) in text.Split('+').Index())
        {
            foreach (var pair in stretch.Split('|', StringSplitOptions.RemoveEmptyEntries))
            {
                var cut = pair.IndexOf('~', StringComparison.Ordinal);
                var from = int.Parse(pair.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture);
                if (from > node)
                    return null;
                edges.Add(new ArchitectureEdge(node + 1, from, pair[..cut]));
            }
        }
        return new ArchitectureCell("cell", edges);
    }

    /// <summary>"best" when the words before it on its line call it that.</summary>
    private static string? Best(string text, int at)
    {
        var start = text.LastIndexOfAny(['\n', '\r'], Math.Max(0, at - 1), Math.Min(at, 200)) + 1;
        return start <= at && text.AsSpan(Math.Max(start, at - 200), at - Math.Max(start, at - 200)).Contains("best", StringComparison.OrdinalIgnoreCase) ? "best" : null;
    }
}
