using System.Globalization;
using System.Text.RegularExpressions;
using DnasRepro.Architectures;
using DnasRepro.Results.Genotypes;

namespace DnasRepro.Results.Programs;

/// <summary>
/// Reads what Auto-DeepLab's decoder leaves: <c>genotype.npy</c> with rows (edge, operation) of the cell, and <c>network_path.npy</c>
/// with the resolution level of each layer; or the same as it prints them. The network is a cell of its own: the node of level v
/// behind layer k (from 0) is 4 (k + 1) + v, and its operation is <c>path</c>.
/// </summary>
public static partial class AutoDeepLabReader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "auto_deeplab";

    private const int Levels = 4;
    private const int Inputs = 2;
    private const int Most = 1000;

    /// <summary>Reads the arrays.</summary>
    /// <param name="genotype">The cell, or null when it is not there.</param>
    /// <param name="path">The path, or null when it is not there.</param>
    /// <param name="source">Where they came from.</param>
    /// <param name="operations">The operations' names; null when they are not known.</param>
    public static ReadResult Read(NamedTensor? genotype, NamedTensor? path, string source, IReadOnlyList<string>? operations = null)
    {
        if (genotype is null && path is null)
            return new ReadResult.Nothing("neither a cell nor a path is there");
        var cell = genotype is { Shape: [_, 2] } ? Cell(genotype.Values, operations) : null;
        var network = path is { Shape: [_] } ? Network(path.Values) : null;
        if ((genotype is not null && cell is null) || (path is not null && network is null))
            return new ReadResult.Refused("the arrays are not a cell's edges with operations, or a path of levels");
        var architecture = new Architecture([.. new[] { cell, network }.OfType<ArchitectureCell>()]);
        return new ReadResult.Found([new FoundArchitecture(architecture, null, null, Name, source, ResultPrecision.Discrete, null)], [.. new[] { genotype, path }.OfType<NamedTensor>()]);
    }

    /// <summary>Reads what the decoder prints.</summary>
    public static ReadResult ReadPrinted(string text, string source, IReadOnlyList<string>? operations = null)
    {
        if (ResultLimits.TooLong(text) is { } refused)
            return refused;
        var clean = PrintedText.Clean(text);
        var (path, cell) = (Numbers(clean, "architecture search results:"), Numbers(clean, "new cell structure:"));
        return Read(cell is null ? null : new NamedTensor("genotype", [cell.Count / 2, 2], cell, "int64"), path is null ? null : new NamedTensor("network_path", [path.Count], path, "uint8"), source, operations);
    }

    private static ArchitectureCell? Cell(IReadOnlyList<double> values, IReadOnlyList<string>? operations)
    {
        var edges = new List<ArchitectureEdge>();
        for (var i = 0; i + 1 < values.Count; i += 2)
        {
            if (Whole(values[i]) is not { } edge || Whole(values[i + 1]) is not { } operation || operation >= (operations?.Count ?? Most))
                return null;
            var node = 0;
            for (; edge >= Inputs + node; node++)
                edge -= Inputs + node;
            edges.Add(new ArchitectureEdge(Inputs + node, edge, operations?[operation] ?? OperationNames.OfIndex(operation)));
        }
        return edges.Count is > 0 and <= Most ? new ArchitectureCell("cell", edges) : null;
    }

    private static ArchitectureCell? Network(IReadOnlyList<double> path)
    {
        var levels = path.Select(Whole).ToList();
        if (levels.Count is 0 or > Most || levels.Exists(l => l is null or >= Levels))
            return null;
        return new ArchitectureCell("network", [.. levels.Select((level, k) => new ArchitectureEdge((Levels * (k + 1)) + level!.Value, (Levels * k) + (k == 0 ? 0 : levels[k - 1]!.Value), "path"))]);
    }

    private static int? Whole(double value) => value is >= 0 and < Most && value == Math.Floor(value) ? (int)value : null;

    /// <summary>The numbers in the brackets behind the last mention of a heading.</summary>
    private static List<double>? Numbers(string text, string heading)
    {
        var start = text.LastIndexOf(heading, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var rest = text.AsSpan(start + heading.Length);
        var array = Array().Match(rest[..Math.Min(rest.Length, 20_000)].ToString());
        return array.Success ? [.. Digits().EnumerateMatches(array.Value).ToNumbers(array.Value)] : null;
    }

    private static List<double> ToNumbers(this Regex.ValueMatchEnumerator matches, string text)
    {
        var numbers = new List<double>();
        foreach (var match in matches)
            numbers.Add(double.Parse(text.AsSpan(match.Index, match.Length), CultureInfo.InvariantCulture));
        return numbers;
    }

    [GeneratedRegex(@"^\s*\[[\[\]0-9\s]{1,20000}\]", RegexOptions.CultureInvariant)]
    private static partial Regex Array();

    [GeneratedRegex("[0-9]{1,6}", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
