namespace DnasRepro.Statistics;

/// <summary>Counts skips and empty slots, the marks of a collapsed search. Agreement must never be read without it.</summary>
internal static class CollapseCount
{
    public static CollapseMeasures Of(SpaceIndex index, IReadOnlyList<ChoiceSet?> runs, StabilityRules rules)
    {
        var shares = runs.Select(r => r is null ? 0 : WorstCell(index, r)).ToList();
        return new CollapseMeasures(
            shares,
            [.. runs.Select(r => r is null ? null : ParameterFree(index, r))],
            runs.Zip(shares).Count(r => r.First is not null && r.Second >= rules.CollapseShare),
            Distinct(runs));
    }

    private static double WorstCell(SpaceIndex index, ChoiceSet run)
    {
        var worst = 0.0;
        foreach (var (cell, position) in index.Space.Cells.Select((c, i) => (c, i)).Where(c => c.c.Slots > 0))
        {
            var kept = run.Members.Where(i => index.IsInSpace(i) && index.CellOf(i) == position).Select(i => index.Operations[index.OperationOf(i)]).ToList();
            var lost = kept.Count(index.Space.SkipOperations.Contains) + Math.Max(0, cell.Slots - kept.Count);
            worst = Math.Max(worst, (double)lost / cell.Slots);
        }
        return worst;
    }

    private static double? ParameterFree(SpaceIndex index, ChoiceSet run)
    {
        var kept = run.Members.Where(index.IsInSpace).Select(i => index.Operations[index.OperationOf(i)]).ToList();
        return kept.Count == 0 ? null : (double)kept.Count(index.Space.ParameterFreeOperations.Contains) / kept.Count;
    }

    private static int Distinct(IReadOnlyList<ChoiceSet?> runs)
    {
        var seen = new List<ChoiceSet>();
        foreach (var run in runs.OfType<ChoiceSet>().Where(r => !seen.Any(r.IsSameAs)))
            seen.Add(run);
        return seen.Count;
    }
}
