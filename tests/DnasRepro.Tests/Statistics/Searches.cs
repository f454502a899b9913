using DnasRepro.Architectures;
using DnasRepro.Statistics;

namespace DnasRepro.Tests.Statistics;

/// <summary>Searches by hand in DARTS' space.</summary>
internal static class Searches
{
    public static readonly double Chance = DnasRepro.Statistics.Chance.Of(Spaces.Darts).Value;

    /// <summary>A random architecture of a space; the same for the same seed.</summary>
    public static Architecture Random(SearchSpace space, ulong seed)
    {
        var index = new SpaceIndex(space);
        var chosen = new RandomArchitectures(index).Next(new Randomness(seed));
        return new Architecture([.. space.Cells.Select(c => new ArchitectureCell(c.Id, [.. Kept(index, c, chosen)]))]);
    }

    /// <summary>Cells that keep their first edges, all with one operation.</summary>
    public static Architecture Plain(string operation) => new([.. Spaces.Darts.Cells.Select(c => new ArchitectureCell(
        c.Id, [.. c.Edges.Where(e => e.From < 2).Select(e => new ArchitectureEdge(e.Node, e.From, operation))]))]);

    /// <summary>Runs with seeds from 1; null is a failed run.</summary>
    public static IReadOnlyList<StabilityRun> Runs(params Architecture?[] architectures) => [.. architectures.Select((a, i) => new StabilityRun(i + 1, a, null))];

    public static IReadOnlyList<StabilityRun> Repeated(int times, string operation = "op4") => Runs([.. Enumerable.Repeat(Plain(operation), times)]);

    /// <summary>Architectures that share nothing: each with an operation of its own on its own places.</summary>
    public static IReadOnlyList<StabilityRun> Disjoint(int times) => Runs([.. Enumerable.Range(0, times).Select(i => new Architecture(
        [.. Spaces.Darts.Cells.Select(c => new ArchitectureCell(c.Id, [.. c.Edges.GroupBy(e => e.Site).SelectMany(g => g.Reverse().Skip(i / 7 * 2 % g.Count()).Concat(g.Reverse()).Take(2)
            .Select(e => new ArchitectureEdge(e.Node, e.From, $"op{1 + ((i + i / 7) % 7)}")))]))]))]);

    public static StabilityReport Evaluate(IEnumerable<StabilityRun> runs, StabilityRules? rules = null) =>
        Stability.Evaluate(Spaces.Darts, [.. runs], Chance, rules ?? StabilityRules.Default);

    /// <summary>Parameters of DARTS' space from a function of the edge and the operation.</summary>
    public static ArchitectureParameters Parameters(Func<int, int, double> value) => new(Spaces.Darts.Cells.ToDictionary(
        c => c.Id,
        c => (IReadOnlyList<IReadOnlyList<double>>)[.. c.Edges.Select((_, e) => (IReadOnlyList<double>)[.. c.Operations.Select((_, o) => value(e, o))])]));

    private static IEnumerable<ArchitectureEdge> Kept(SpaceIndex index, SpaceCell cell, ChoiceSet chosen) =>
        from edge in cell.Edges.Select((e, i) => (Edge: e, At: i))
        from operation in cell.OperationsOf(edge.At)
        where index.Item(cell.Id, edge.Edge, operation) is { } item && chosen.Contains(item)
        select new ArchitectureEdge(edge.Edge.Node, edge.Edge.From, operation);
}
