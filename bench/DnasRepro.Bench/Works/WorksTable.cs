using System.Globalization;
using System.Text;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Evaluation;

namespace DnasRepro.Bench.Works;

/// <summary>The study in Markdown.</summary>
internal static class WorksTable
{
    public static string Write(SearchSettings settings, int threads, IReadOnlyList<WorksRow> rows, TimeSpan time)
    {
        var text = new StringBuilder();
        text.Append("# Does the search work?\n\n");
        text.Append(Invariant($"Search: {settings.Training.Epochs} epochs; every training from scratch: {settings.Evaluation.RetrainEpochs} epochs; {settings.Evaluation.RandomArchitectures} random architectures a seed; data seed {settings.Data.Seed}; {threads} {(threads == 1 ? "thread" : "threads")}; {time.TotalSeconds:0} s.\n"));
        text.Append("Dice of the foreground after training from scratch. *Beats* is a validation Dice above the mean of the random ones; the rank is among found and random ones, 1 for the best.\n\n");
        Part(text, "Search", rows, r => (r.Found, r.Architecture));
        Part(text, "Control: the same with frozen weights", rows, r => (r.Control, r.ControlArchitecture));
        text.Append("| seed | search s | all s |\n|---:|---:|---:|\n");
        foreach (var row in rows)
            text.Append(Invariant($"| {row.Seed} | {row.SearchSeconds:0} | {row.Seconds:0} |\n"));
        return text.ToString();
    }

    private static void Part(StringBuilder text, string title, IReadOnlyList<WorksRow> rows, Func<WorksRow, (RandomBaseline Baseline, Architecture Architecture)> of)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| seed | found, validation | random mean | s.d. | best | rank | beats | found, test | random test mean | found |\n|---:|---:|---:|---:|---:|---:|:---:|---:|---:|---|\n");
        foreach (var row in rows)
        {
            var (baseline, architecture) = of(row);
            text.Append(Invariant($"| {row.Seed} | {baseline.Found.Validation.Dice:0.0000} | {baseline.Mean:0.0000} | {baseline.Deviation:0.0000} | {baseline.Best:0.0000} | {baseline.Rank} of {baseline.Random.Count + 1} | {(Beats(baseline) ? "yes" : "no")} | {baseline.Found.Test.Dice:0.0000} | {baseline.Random.Average(r => r.Scores.Test.Dice):0.0000} | {Words(architecture)} |\n"));
        }
        text.Append(Invariant($"\nBeats the random mean in {rows.Count(r => Beats(of(r).Baseline))} of {rows.Count} seeds, the best random one in {rows.Count(r => of(r).Baseline.Rank == 1)}.\n\n"));
    }

    private static bool Beats(RandomBaseline baseline) => baseline.Found.Validation.Dice > baseline.Mean;

    private static string Words(Architecture architecture) => string.Join("; ", architecture.Cells.Select(c => $"{c.Id} {string.Join(", ", c.Edges.OrderBy(e => e.Node).ThenBy(e => e.From).Select(e => $"{e.From}→{e.Node} {e.Operation}"))}"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
