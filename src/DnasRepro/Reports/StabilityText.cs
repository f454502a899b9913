using static DnasRepro.Reports.StabilityWords;

namespace DnasRepro.Reports;

/// <summary>The stability section for a terminal: the verdict, the figures that belong together, what it does not mean.</summary>
internal static class StabilityText
{
    public static IEnumerable<IReadOnlyList<TextSpan>> Lines(Report report)
    {
        if (report.Stability is not { } stability)
            yield break;
        var words = new StabilityWords(stability);
        yield return [];
        yield return [new($"  {"Stability",-16}"), new(words.Mark, Style(stability.Verdict))];
        foreach (var line in words.Sentences.Concat(Facts(stability, words)).SelectMany(s => TextReport.Wrapped(Escaping.Terminal(s), "    ", "      ")))
            yield return [new(line)];
        foreach (var failed in (report.Generated?.Rerun?.Runs ?? []).Where(r => r.OutputTail is not null).Take(1))
        {
            yield return [new(Escaping.Terminal($"    last output of {failed.Name}, seed {failed.Seed}:"))];
            foreach (var line in StabilitySection.Tail(failed.OutputTail!).TakeLast(5).Select(Escaping.Terminal))
                yield return [new("      " + (line.Length <= 92 ? line : line[..(char.IsHighSurrogate(line[90]) ? 90 : 91)] + "…"), TextStyle.Dim)];
        }
        foreach (var line in words.Limits.Take(2).SelectMany(s => TextReport.Wrapped(Escaping.Terminal(s), "    ", "      ")))
            yield return [new(line, TextStyle.Dim)];
    }

    private static IEnumerable<string> Facts(StabilitySummary stability, StabilityWords words)
    {
        if (stability.Measures is { Runs: > 1 } m)
        {
            yield return $"recovery R {Text(m.Recovery.LeaveOneOut)} (to {Text(m.Recovery.InSample)}), lower limit L {Floor(m.Recovery.Lower)} where stable needs {Text(m.Threshold)}, agreement A {Text(m.Agreement.DiceMean)} ({Text(m.Agreement.DiceMin)} to {Text(m.Agreement.DiceMax)}), chance {Text(m.Chance)}{(m.Agreement.RandomTest is { } p ? $", p against random {StabilityWords.Probability(p)}" : "")}";
            yield return $"{Summary.Count(m.Collapse.DistinctRaw, "different result")}, {m.Collapse.CollapsedRuns} of {m.Runs} collapsed, {(m.Parameters is { } known ? $"{Text(known.DecidedShare)} of the edges decided" : "architecture parameters not known")}, same seed twice: {stability.Repeat.Answer switch { RepeatAnswer.Bitwise => "bit-identical", RepeatAnswer.Numeric => "the same but for rounding", RepeatAnswer.SameArchitecture => "the same architecture", RepeatAnswer.Different => "another architecture", _ => stability.Repeat.Seed is null ? "not tried" : "could not be compared" }}";
        }
        if (stability.Runs.Count > 0)
            yield return $"{Summary.Count(stability.Runs.Count, "run")} of at most {stability.Plan.Rules.MaximumSeeds}, {Seeds([.. stability.Runs.Select(r => r.Seed)])}; {stability.Runs.Count(r => r.Failure is not null)} failed; it ended because {words.End}";
        foreach (var recipe in stability.Recipes.Take(5))
            yield return $"recipe {recipe.Recipe.Id} ({recipe.Recipe.Purpose}): {(recipe.Run.Failure is { } failure ? $"failed: {failure.Message}" : "ran to its end")}{recipe.Met switch { true => ", met what it expects", false => ", did not meet what it expects", null => "" }}";
        var environment = stability.Environment;
        yield return $"{(words.IsProxy ? "nothing of the repository was executed" : $"isolation {environment.Isolation}")}{(environment.Python is { } python ? $", Python {python}" : "")}, plan {stability.Plan.Sha256[..Math.Min(12, stability.Plan.Sha256.Length)]}";
    }

    private static TextStyle Style(StabilityAnswer verdict) => verdict switch
    {
        StabilityAnswer.Stable => TextStyle.Good,
        StabilityAnswer.Unstable => TextStyle.Error,
        StabilityAnswer.Degenerate or StabilityAnswer.Invalid => TextStyle.Warning,
        _ => TextStyle.Info,
    };
}
