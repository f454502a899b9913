using System.Text;

namespace DnasRepro.Bench.Stability;

/// <summary>Writes what the audits showed as Markdown and CSV.</summary>
internal static class StabilityTables
{
    private static readonly double[] Good = [0.8, 0.9, 0.95];

    public static string Write(IReadOnlyList<ScenarioResult> results, int audits, int instances, ulong seed)
    {
        var text = new StringBuilder();
        text.Append("# The stability verdict on made-up searches\n\n");
        text.Append($"Made by `dotnet run -c Release --project bench/DnasRepro.Bench -- stability --audits {audits} --instances {instances} --out bench/results/stability.md` with seed {seed}.\n");
        text.Append($"{results.Count:N0} scenarios of {audits:N0} audits of up to ten searches. What the columns mean stands in bench/README.md.\n");
        var random = results.Where(r => r.Scenario.Target is null).ToList();
        text.Append($"Of {random.Count * audits:N0} random searches {random.Sum(r => Math.Round(r.Stable * audits)):N0} were called stable.\n");
        ByTarget(text, results);
        Limits(text, results);
        Shares(text, results, "space", r => r.Scenario.Space.Name);
        Shares(text, results, "family", r => r.Scenario.Family);
        return text.ToString();
    }

    public static string Csv(IReadOnlyList<ScenarioResult> results)
    {
        var text = new StringBuilder("space,family,instance,kappa,rho,chance,stable,unstable,runs,runs_hopeless\n");
        foreach (var r in results)
            text.Append($"{r.Scenario.Space.Name},{r.Scenario.Family},{r.Scenario.Instance},{r.Scenario.Target},{r.Recovery:0.0000},{r.Chance:0.0000},{r.Stable:0.0000},{r.Unstable:0.0000},{r.Runs:0.00},{r.RunsHopeless:0.00}\n");
        return text.ToString();
    }

    private static void ByTarget(StringBuilder text, IReadOnlyList<ScenarioResult> results)
    {
        text.Append("\n## By true recovery\n\n");
        text.Append("| κ_ρ | scenarios | stable | worst | unstable | worst | inconclusive | runs, decided | runs, hopeless | runs if stable | design: stable | unstable | runs | runs, hopeless | farthest in standard errors |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var design in DesignFigures.All)
        {
            var rows = results.Where(r => r.Scenario.Target == design.Target).ToList();
            var (stable, unstable) = (rows.Average(r => r.Stable), rows.Average(r => r.Unstable));
            text.Append($"| {Name(design.Target)} | {rows.Count} | {stable:0.000} | {rows.Max(r => r.Stable):0.000} | {unstable:0.000} | {rows.Max(r => r.Unstable):0.000} | {1 - stable - unstable:0.000} ");
            text.Append($"| {rows.Average(r => r.Runs):0.0} | {rows.Average(r => r.RunsHopeless):0.0} | {(rows.Average(r => r.RunsStable) is { } runs ? $"{runs:0.0}" : "–")} ");
            text.Append($"| {design.Stable:0.000} | {design.Unstable:0.000} | {design.Runs:0.0} | {design.RunsHopeless:0.0} | {Farthest(rows, design):0.0} |\n");
        }
        text.Append($"\nAt κ_ρ = 0.5 the design's worst scenario was {DesignFigures.WorstFalseStable:0.000} for stable and {DesignFigures.WorstFalseUnstable:0.000} for unstable. Worst here:\n\n");
        var boundary = results.Where(r => r.Scenario.Target == 0.5).ToList();
        foreach (var r in boundary.OrderByDescending(r => r.Stable).Take(3))
            text.Append($"- stable {r.Stable:0.000}: {r.Scenario.Name}\n");
        foreach (var r in boundary.OrderByDescending(r => r.Unstable).Take(3))
            text.Append($"- unstable {r.Unstable:0.000}: {r.Scenario.Name}\n");
    }

    /// <summary>
    /// The largest distance between both programs' means over their standard error. Both drew their scenarios from the same spaces and
    /// families, about 150 for a target there, so the spread of scenarios here serves for both; half a unit of the last printed place is added.
    /// </summary>
    private static double Farthest(List<ScenarioResult> rows, DesignFigures design) => new[]
    {
        Distance([.. rows.Select(r => r.Stable)], design.Stable, 0.0005),
        Distance([.. rows.Select(r => r.Unstable)], design.Unstable, 0.0005),
        Distance([.. rows.Select(r => r.Runs)], design.Runs, 0.05),
        Distance([.. rows.Select(r => r.RunsHopeless)], design.RunsHopeless, 0.05),
    }.Max();

    private static double Distance(IReadOnlyList<double> values, double design, double rounding)
    {
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1);
        return Math.Max(0, Math.Abs(mean - design) - rounding) / Math.Max(Math.Sqrt(variance / values.Count + variance / 150), 1e-4);
    }

    private static void Limits(StringBuilder text, IReadOnlyList<ScenarioResult> results)
    {
        text.Append("\n## The lower limit L\n\nHow often it lay above ρ, in all scenarios (0.05 is allowed in any), and its mean where κ_ρ = 0.9.\n\n");
        text.Append("| runs | mean | worst | mean L at 0.9 |\n|---|---|---|---|\n");
        for (var look = 0; look < ScenarioResult.Looks.Count; look++)
        {
            var at = look;
            text.Append($"| {ScenarioResult.Looks[look]} | {results.Average(r => r.LimitTooHigh(at)):0.0000} | {results.Max(r => r.LimitTooHigh(at)):0.000} | {results.Where(r => r.Scenario.Target == 0.9).Average(r => r.Limit(at)):0.00} |\n");
        }
    }

    private static void Shares(StringBuilder text, IReadOnlyList<ScenarioResult> results, string what, Func<ScenarioResult, string> name)
    {
        text.Append($"\n## By {what}\n\n| {what} | stable at 0.8 | at 0.9 | at 0.95 | stable at 0.5 | unstable at 0.5 | unstable when random |\n|---|---|---|---|---|---|---|\n");
        foreach (var group in results.GroupBy(name))
        {
            var good = Good.Select(k => Mean(group.Where(r => r.Scenario.Target == k), r => r.Stable));
            var boundary = group.Where(r => r.Scenario.Target == 0.5).ToList();
            text.Append($"| {group.Key} | {string.Join(" | ", good)} | {Mean(boundary, r => r.Stable)} | {Mean(boundary, r => r.Unstable)} | {Mean(group.Where(r => r.Scenario.Target is null), r => r.Unstable)} |\n");
        }
    }

    private static string Mean(IEnumerable<ScenarioResult> rows, Func<ScenarioResult, double> value) =>
        rows.Select(value).DefaultIfEmpty(double.NaN).Average() is var mean && double.IsNaN(mean) ? "–" : $"{mean:0.000}";

    private static string Name(double? target) => target is { } t ? t.ToString("0.0#") : "random";
}
