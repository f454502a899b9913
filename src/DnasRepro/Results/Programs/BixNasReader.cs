using System.Globalization;
using System.Text.RegularExpressions;
using DnasRepro.Architectures;

namespace DnasRepro.Results.Programs;

/// <summary>
/// Reads BiX-NAS's gene files: <c>dec_0_1_0_2</c> says that level 1 of the decoder in iteration 0 takes the inputs 0 and 2. A cell
/// is the encoder or decoder of an iteration; its nodes are levels and its givers the inputs, which are a set. The operation is <c>on</c>.
/// </summary>
public static partial class BixNasReader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "bix_nas";

    private const int MostLines = 10_000;

    /// <summary>Reads a text.</summary>
    public static ReadResult Read(string text, string source)
    {
        if (ResultLimits.TooLong(text) is { } refused)
            return refused;
        var lines = text.Split('\n', MostLines + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var genes = lines.Select(l => Gene().Match(l)).Where(m => m.Success).ToList();
        if (genes.Count == 0)
            return new ReadResult.Nothing("no gene of BiX-NAS is written there");
        var others = lines.Where(l => !Gene().IsMatch(l)).ToList();
        if (lines.Length > MostLines || others.Count > 1 || (others.Count == 1 && others[0] != lines[0]))
            return new ReadResult.Refused("lines that are no genes stand between the genes");
        var cells = genes.GroupBy(g => g.Groups[1].Value, StringComparer.Ordinal).Select(c => new ArchitectureCell(c.Key, [.. c.SelectMany(Edges).Distinct()])).ToList();
        var label = others.Count == 1 ? Locations.Evidence.Cut(others[0]) : null;
        return new ReadResult.Found([new FoundArchitecture(new Architecture(cells), null, null, Name, source, ResultPrecision.Discrete, ResultLimits.Excerpt(text)) { Label = label }], []);
    }

    private static IEnumerable<ArchitectureEdge> Edges(Match gene)
    {
        var level = Number(gene.Groups[2].Value);
        return gene.Groups[3].Value.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(input => new ArchitectureEdge(level, Number(input), "on"));
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^((?:enc|dec)_[0-9]{1,3})_([0-9]{1,3})((?:_[0-9]{1,3}){1,50})$", RegexOptions.CultureInvariant)]
    private static partial Regex Gene();
}
