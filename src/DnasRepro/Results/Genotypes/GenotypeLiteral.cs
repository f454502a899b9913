using System.Globalization;
using DnasRepro.Architectures;
using DnasRepro.Python;
using DnasRepro.Python.Parsing;
using DnasRepro.Python.Syntax;

namespace DnasRepro.Results.Genotypes;

/// <summary>
/// Understands one literal such as <c>Genotype(normal=[('sep_conv_3x3', 1), …], normal_concat=range(2, 6), …)</c>, flat or nested
/// by nodes, with cells of any name. It is parsed as Python and read, never evaluated.
/// </summary>
internal static class GenotypeLiteral
{
    private const int LargestNode = 1000;
    private const string Concat = "concat";

    private sealed record Pair(string Operation, int From);

    /// <summary>The architecture that a call writes out, or null when it is no genotype.</summary>
    public static Architecture? Read(string text) => Call(text) is { } call ? Of(call) : Call(text.Replace("''", "'", StringComparison.Ordinal)) is { } unquoted ? Of(unquoted) : null;

    private static CallExpression? Call(string text)
    {
        var module = Parser.Parse(new PySource(text));
        return module.Diagnostics.Count == 0 && module.Body is [ExpressionStatement { Value: CallExpression call }] ? call : null;
    }

    private static Architecture? Of(CallExpression call)
    {
        var named = call.Arguments.Where(a => a is { Kind: ArgumentKind.Named, Name: not null }).ToList();
        if (named.Count != call.Arguments.Count)
            return null;
        var cells = new List<ArchitectureCell>();
        foreach (var argument in named.Where(a => !IsConcat(a.Name!) && a.Value is SequenceExpression))
        {
            var joined = named.Find(a => a.Name == $"{argument.Name}_{Concat}") ?? named.Find(a => a.Name == Concat);
            if (Cell(argument.Name!, (SequenceExpression)argument.Value, joined is null ? null : Joined(joined.Value)) is not { } cell)
                return null;
            cells.Add(cell);
        }
        return cells.Exists(c => c.Edges.Count > 0) && cells.Select(c => c.Id).Distinct(StringComparer.Ordinal).Count() == cells.Count ? new Architecture(cells) : null;
    }

    private static bool IsConcat(string name) => name == Concat || name.EndsWith("_" + Concat, StringComparison.Ordinal);

    private static ArchitectureCell? Cell(string id, SequenceExpression pairs, IReadOnlyList<int>? joined)
    {
        if (pairs.Items.Count == 0)
            return new ArchitectureCell(id, []);
        return pairs.Items.All(i => PairOf(i) is not null)
            ? Flat(id, [.. pairs.Items.Select(i => PairOf(i)!)], joined)
            : Nested(id, pairs, joined);
    }

    private static ArchitectureCell? Flat(string id, IReadOnlyList<Pair> pairs, IReadOnlyList<int>? joined)
    {
        if (CellLayout.OfFlat([.. pairs.Select(p => p.From)], joined) is not { } layout)
            return null;
        var each = pairs.Count / layout.Nodes;
        return new ArchitectureCell(id, [.. pairs.Select((p, k) => new ArchitectureEdge(layout.Inputs + (k / each), p.From, p.Operation))]);
    }

    private static ArchitectureCell? Nested(string id, SequenceExpression nodes, IReadOnlyList<int>? joined)
    {
        var pairs = nodes.Items.Select(n => n is SequenceExpression s ? s.Items.Select(PairOf).ToList() : null).ToList();
        if (pairs.Exists(p => p is null || p.Contains(null)) || CellLayout.OfNested([.. pairs.Select(n => n!.ConvertAll(p => p!.From))], joined) is not { } layout)
            return null;
        return new ArchitectureCell(id, [.. pairs.SelectMany((node, n) => node!.Select(p => new ArchitectureEdge(layout.Inputs + n, p!.From, p.Operation)))]);
    }

    /// <summary><c>('sep_conv_3x3', 1)</c>, with further numbers behind it (GDAS adds the weight) or NumPy's own words around the values.</summary>
    private static Pair? PairOf(PyExpression expression) =>
        expression is SequenceExpression { Kind: not SequenceKind.Set, Items: [var operation, var from, ..] items }
        && Plain(operation) is StringExpression { IsBytes: false, Fields.Count: 0 } name && name.Value.Length is > 0 and <= 200
        && Whole(from) is { } source && items.Skip(2).All(i => Plain(i) is NumberExpression)
            ? new Pair(name.Value, source)
            : null;

    private static IReadOnlyList<int>? Joined(PyExpression expression)
    {
        if (expression is SequenceExpression list)
            return list.Items.All(i => Whole(i) is not null) ? [.. list.Items.Select(i => Whole(i)!.Value)] : null;
        if (expression is not CallExpression { Function: NameExpression { Name: "range" } } call || call.Arguments.Any(a => Whole(a.Value) is null))
            return null;
        return call.Arguments.Select(a => Whole(a.Value)!.Value).ToArray() switch
        {
            [var end] => [.. Enumerable.Range(0, end)],
            [var start, var end] when end >= start => [.. Enumerable.Range(start, end - start)],
            [var start, var end, 1] when end >= start => [.. Enumerable.Range(start, end - start)],
            _ => null,
        };
    }

    private static int? Whole(PyExpression expression) =>
        Plain(expression) is NumberExpression number && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= LargestNode
            ? value
            : null;

    /// <summary>NumPy 2 writes <c>np.int64(1)</c> and <c>np.str_('none')</c>.</summary>
    private static PyExpression Plain(PyExpression expression) =>
        expression is CallExpression { Function: AttributeExpression { Value: NameExpression { Name: "np" or "numpy" } }, Arguments: [{ Kind: ArgumentKind.Plain, Value: var value }] }
            ? value
            : expression;
}
