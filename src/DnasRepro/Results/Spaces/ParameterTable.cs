using System.Globalization;

namespace DnasRepro.Results.Spaces;

/// <summary>A row of a tensor.</summary>
/// <param name="Tensor">The tensor's name.</param>
/// <param name="Row">The row, from 0.</param>
public sealed record RowPlace(string Tensor, int Row);

/// <summary>A table of architecture parameters: a tensor of two sizes, or several that a program keeps node by node (<c>alpha_normal.0</c>, <c>alpha_normal.1</c>).</summary>
/// <param name="Name">The tensor's name, without an index for several.</param>
/// <param name="Rows">Where each row is.</param>
/// <param name="Values">The rows.</param>
internal sealed record ParameterTable(string Name, IReadOnlyList<RowPlace> Rows, IReadOnlyList<IReadOnlyList<double>> Values)
{
    private const int MostRows = 5000;
    private const int MostColumns = 200;

    public int Columns => Values[0].Count;

    /// <summary>The tables among tensors. Tensors of one size (PC-DARTS' betas weigh edges and not operations) are none.</summary>
    public static IReadOnlyList<ParameterTable> Of(IReadOnlyList<NamedTensor> tensors)
    {
        var single = tensors.Where(t => t.Shape is [> 0 and <= MostRows, > 1 and <= MostColumns] && t.Values.Count == t.Shape[0] * t.Shape[1]).Select(Single).ToList();
        var joined = single.Select(t => (Table: t, Stem: Indexed.Stem(t.Name), Index: Indexed.Index(t.Name)))
            .Where(t => t.Stem is not null)
            .GroupBy(t => (t.Stem, t.Table.Columns))
            .Where(g => g.Count() > 1)
            .Select(g => Joined(g.Key.Stem!, [.. g.OrderBy(t => t.Index).Select(t => t.Table)]));
        return [.. single, .. joined];
    }

    private static ParameterTable Single(NamedTensor tensor)
    {
        var columns = tensor.Shape[1];
        return new ParameterTable(
            tensor.Name,
            [.. Enumerable.Range(0, tensor.Shape[0]).Select(r => new RowPlace(tensor.Name, r))],
            [.. Enumerable.Range(0, tensor.Shape[0]).Select(r => Enumerable.Range(r * columns, columns).Select(i => tensor.Values[i]).ToList())]);
    }

    private static ParameterTable Joined(string name, IReadOnlyList<ParameterTable> parts) =>
        new(name, [.. parts.SelectMany(p => p.Rows)], [.. parts.SelectMany(p => p.Values)]);
}

/// <summary>Names that end with an index: <c>alpha.3</c>, <c>primitives[3]</c>.</summary>
internal static class Indexed
{
    public static string? Stem(string name) => Cut(name) is { } cut ? name[..cut].TrimEnd('.', '[') : null;

    public static int Index(string name) => Cut(name) is { } cut ? int.Parse(name[cut..].TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture) : -1;

    private static int? Cut(string name)
    {
        var end = name.EndsWith(']') ? name.Length - 1 : name.Length;
        var start = end;
        while (start > 0 && end - start < 6 && char.IsAsciiDigit(name[start - 1]))
            start--;
        return start < end && start > 1 && name[start - 1] == (name.EndsWith(']') ? '[' : '.') ? start : null;
    }
}
