using DnasRepro.Architectures;
using DnasRepro.Facts;
using DnasRepro.Reports;
using DnasRepro.Results;

namespace DnasRepro;

/// <summary>What the runs chose, edge by edge, and what their plurality chose.</summary>
internal sealed record RerunChoices(IReadOnlyList<EdgeSummary> Edges, IReadOnlyList<ConsensusSummary> Consensus)
{
    private const int MostEdges = 500;

    public static RerunChoices Of(RerunFacts rerun)
    {
        if (rerun.Plan.Space is not { } space)
            return new RerunChoices([], []);
        var found = rerun.Runs.Where(r => r is { Status: RunStatus.Completed, Architectures.Count: > 0 }).Select(r => r.Architectures[0].Architecture).ToList();
        if (found.Count == 0)
            return new RerunChoices([], []);
        var counts = found.SelectMany(a => a.Choices).Where(c => !space.NoneOperations.Contains(c.Operation)).GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());
        var consensus = space.Cells.SelectMany(c => OfCell(c, counts, found.Count)).ToList();
        var agreed = consensus.Where(c => c.Weight == 1).Select(c => (c.Cell, c.Node, c.From, c.Operation)).ToHashSet();
        var edges = space.Cells.SelectMany(c => c.Edges.Select((e, i) => Edge(space, c, e, i, counts, agreed, found.Count)));
        return new RerunChoices([.. edges.Take(MostEdges)], consensus);
    }

    /// <summary>What one architecture keeps in each cell.</summary>
    public static IReadOnlyList<CellCount> Cells(Architecture architecture, SearchSpace? space) => space is null
        ? [.. architecture.Cells.Take(MostEdges).Select(c => new CellCount(RerunReport.Cut(c.Id), c.Edges.Count, null, null, null))]
        : [.. space.Cells.Select(c =>
        {
            var kept = architecture.Cells.Where(a => a.Id == c.Id).SelectMany(a => a.Edges).Where(e => !space.NoneOperations.Contains(e.Operation)).Distinct().ToList();
            return new CellCount(c.Id, kept.Count, kept.Count(e => space.SkipOperations.Contains(e.Operation)), Math.Max(0, c.Slots - kept.Count), c.Slots);
        })];

    /// <summary>At each site the n most frequent choices; those tied for the last places share them (docs/stability.md, recovery).</summary>
    private static IEnumerable<ConsensusSummary> OfCell(SpaceCell cell, Dictionary<(string Cell, int Node, int From, string Operation), int> counts, int runs)
    {
        var sites = cell.Edges.ToLookup(e => (e.From, e.Node), e => e.Site);
        var bySite = counts.Where(c => c.Key.Cell == cell.Id && sites.Contains((c.Key.From, c.Key.Node)))
            .GroupBy(c => sites[(c.Key.From, c.Key.Node)].First()).OrderBy(g => g.Key);
        foreach (var site in bySite)
        {
            var ranked = site.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Node).ThenBy(c => c.Key.From).ThenBy(c => c.Key.Operation, StringComparer.Ordinal).ToList();
            var places = cell.PerSite ?? (int)Math.Floor(((double)ranked.Sum(c => c.Value) / runs) + 0.5);
            if (places <= 0)
                continue;
            var last = ranked[Math.Min(places, ranked.Count) - 1].Value;
            var (above, tied) = (ranked.Count(c => c.Value > last), ranked.Count(c => c.Value == last));
            var share = Math.Min(1, (double)(places - above) / tied);
            foreach (var ((_, node, from, operation), count) in ranked.Take(above + tied))
                yield return new ConsensusSummary(cell.Id, node, from, operation, count, runs, count > last ? 1 : share);
        }
    }

    private static EdgeSummary Edge(
        SearchSpace space, SpaceCell cell, SpaceEdge edge, int index, Dictionary<(string Cell, int Node, int From, string Operation), int> counts,
        HashSet<(string Cell, int Node, int From, string Operation)> agreed, int runs)
    {
        var operations = cell.OperationsOf(index).Where(o => !space.NoneOperations.Contains(o)).Distinct(StringComparer.Ordinal).ToList();
        var chosen = operations.Select(o => (Cell: cell.Id, edge.Node, edge.From, Operation: o)).Where(counts.ContainsKey)
            .Select(k => new EdgeOperation(k.Operation, counts[k], agreed.Contains(k)))
            .OrderByDescending(o => o.Count).ThenBy(o => o.Operation, StringComparer.Ordinal);
        var competing = cell.Edges.Count(e => e.Site == edge.Site);
        var isUniform = cell.PerSite is not null && !space.IsPath && cell.OperationsByEdge is null && operations.Count > 0;
        return new EdgeSummary(cell.Id, edge.From, edge.Node, edge.Site, runs, [.. chosen], isUniform ? (double)cell.PerSite!.Value / (competing * operations.Count) : null);
    }
}
