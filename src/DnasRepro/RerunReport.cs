using System.Text;
using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Results;

namespace DnasRepro;

/// <summary>Puts what a rerun showed into the form of the report.</summary>
public static class RerunReport
{
    private const int LongestText = 500;
    private const int LongestTail = 4000;

    /// <summary>The report's section on stability, without anything that is measured or clocked.</summary>
    /// <param name="rerun">What the rerun showed.</param>
    /// <param name="card">The card, or null.</param>
    /// <param name="row">Gives a place its form in the report.</param>
    internal static StabilitySummary Of(RerunFacts rerun, ReportingCard? card, Func<Evidence, ReportEvidence> row)
    {
        var choices = RerunChoices.Of(rerun);
        return new StabilitySummary(
            Enum.Parse<StabilityAnswer>(rerun.Stability?.Verdict.ToString() ?? nameof(StabilityAnswer.NotDetermined)),
            rerun.Engine,
            Enum.Parse<RerunEnding>(rerun.End.ToString()),
            rerun.Reason is { } reason ? Cut(reason) : null,
            RerunPlanRows.Plan(rerun.Plan),
            RerunPlanRows.Recipe(rerun.Recipe, row),
            RerunPlanRows.Environment(rerun.Environment),
            [.. rerun.Runs.Select((r, i) => RerunRows.Run(r, rerun, i))],
            rerun.Missing,
            rerun.Stability is { } report ? RerunMeasures.Of(report) : null,
            choices.Edges,
            choices.Consensus,
            new RepeatSummary(Enum.Parse<RepeatAnswer>(rerun.Repeatability.Level.ToString()), rerun.Repeat?.Seed, Finite(rerun.Repeatability.MaximumDifference), Finite(rerun.Repeatability.Dice)),
            [.. rerun.Recipes.Select(r => Recipe(r, rerun, row))],
            RerunCard.Declared(rerun, card, row),
            RerunCard.Claimed(rerun, card, row))
        {
            Proxy = rerun.Engine == "reference" ? [.. rerun.Notes.Select(Cut)] : null,
        };
    }

    /// <summary>Times, memory and surplus runs: what <c>--no-generated</c> leaves out.</summary>
    public static RerunMeasured Measured(RerunFacts rerun)
    {
        IEnumerable<(string Name, RunRecord Run)> runs =
        [
            .. rerun.Runs.Select(r => ("search", r)),
            .. rerun.Repeat is { } repeat ? [("repeat", repeat)] : Array.Empty<(string, RunRecord)>(),
            .. rerun.Extra.Select(r => ("extra", r)),
            .. rerun.Recipes.Select(r => (Cut(r.Recipe.Id), r.Run)),
        ];
        return new RerunMeasured([.. runs.Select(r => Measured(r.Name, r.Run))], [.. rerun.Extra.Select(r => RerunRows.Run(r, rerun, null))]);
    }

    /// <summary>A number that JSON can hold: programs may leave infinities and values that are none.</summary>
    internal static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    /// <summary>A text of the repository's, cut.</summary>
    internal static string Cut(string text) => text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 2]) ? LongestText - 2 : LongestText - 1)] + "…";

    /// <summary>An enumerator as words joined by underscores.</summary>
    internal static string Word(Enum value)
    {
        var word = new StringBuilder();
        foreach (var c in value.ToString())
            word.Append(char.IsUpper(c) && word.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(c));
        return word.ToString();
    }

    private static RecipeRunSummary Recipe(RecipeRunFacts recipe, RerunFacts rerun, Func<Evidence, ReportEvidence> row) => new(
        RerunPlanRows.Recipe(recipe.Recipe, row),
        RerunRows.Run(recipe.Run, rerun, null),
        [.. recipe.Expected.Select(e => new ExpectedSummary(Cut(e.Name), Finite(e.Declared), Finite(e.Tolerance), Finite(e.Measured), e.IsMet))],
        recipe.Met);

    private static RunMeasured Measured(string name, RunRecord run) => new(
        name,
        run.Seed,
        Finite(run.Measured?.Seconds),
        Finite(run.Measured?.CpuSeconds),
        run.Measured?.PeakBytes,
        run.Measured?.OutputBytes,
        run.Failure?.OutputTail is { } tail ? tail[^Math.Min(LongestTail, tail.Length)..] : null);
}
