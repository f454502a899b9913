using System.Text.RegularExpressions;
using DnasRepro.Architectures;
using DnasRepro.Results.Pickles;

namespace DnasRepro.Results.Programs;

/// <summary>
/// Reads FasterSeg's <c>arch_1.pt</c>: tables alpha (operations), beta (resolutions) and ratio (widths) with a row for each layer.
/// The architecture is the largest value of each row, which is how the program discretises operations and widths; each table is
/// a cell, and row k the edge from k to k + 1.
/// </summary>
public static partial class FasterSegReader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "fasterseg";

    /// <summary>Reads a file of <c>torch.save</c>.</summary>
    public static ReadResult Read(Stream stream, string source)
    {
        if (TorchReader.Read(stream) is not ReadResult.TensorsOnly file)
            return new ReadResult.Nothing("it is no file of FasterSeg");
        var tables = file.Tensors.Where(t => Table().IsMatch(t.Name) && t.Shape is [> 0, > 0]).ToList();
        if (!tables.Exists(t => t.Name.StartsWith("alpha", StringComparison.Ordinal)) || !tables.Exists(t => t.Name.StartsWith("ratio", StringComparison.Ordinal)))
            return new ReadResult.Nothing("it holds no tables alpha_… and ratio_…");
        var architecture = new Architecture([.. tables.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => new ArchitectureCell(t.Name, [.. Largest(t).Select((best, row) => new ArchitectureEdge(row + 1, row, OperationNames.OfIndex(best)))]))]);
        return new ReadResult.Found([new FoundArchitecture(architecture, null, null, Name, source, ResultPrecision.DecodedExact, null)], tables);
    }

    private static IEnumerable<int> Largest(NamedTensor table)
    {
        for (var row = 0; row < table.Shape[0]; row++)
        {
            var values = table.Values.Skip(row * table.Shape[1]).Take(table.Shape[1]).ToList();
            yield return values.IndexOf(values.Max());
        }
    }

    [GeneratedRegex("^(alpha|beta|ratio)_[0-9](_[0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Table();
}
