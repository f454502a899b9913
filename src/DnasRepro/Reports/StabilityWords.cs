using System.Globalization;

namespace DnasRepro.Reports;

/// <summary>
/// The verdict on stability in words for a reviewer: what was shown, at what error rates, and what it does not mean (docs/stability.md).
/// Text of the repository is not escaped here.
/// </summary>
internal sealed class StabilityWords(StabilitySummary stability)
{
    /// <summary>What precedes everything that a reference engine gave.</summary>
    private const string Proxy = "The built-in reference engine ran, not the repository's own search: a proxy for the search space and strategy that the card declares, of which nothing of the repository was executed. It says nothing about this repository's search and never changes the level.";

    /// <summary>From this agreement (Dice) with its start on, a result is mostly its start.</summary>
    private const double MuchOfTheStart = 0.9;

    private StabilityMeasures? M => stability.Measures;

    /// <summary>True when the built-in engine ran.</summary>
    public bool IsProxy => stability.Engine == "reference";

    /// <summary>True when most edges of these runs still read their start, which speaks of the budget and not of the method.</summary>
    private bool IsTooShort => M?.Gates.Contains("undecided") == true;

    /// <summary>The verdict in a word or two.</summary>
    public string Word => stability.Verdict switch
    {
        StabilityAnswer.Stable => "stable",
        StabilityAnswer.Unstable => IsTooShort ? "unstable at this budget" : "unstable",
        StabilityAnswer.Inconclusive => "inconclusive",
        StabilityAnswer.Degenerate => "degenerate",
        StabilityAnswer.Invalid => "invalid",
        _ => stability.End switch { RerunEnding.DoesNotRun => RanWithoutResult ? "no result" : "did not run", RerunEnding.RecipesOnly => "not run", _ => "not determined" },
    };

    /// <summary>The verdict as a mark that does not need colour.</summary>
    public string Mark => (stability.Verdict, stability.End) switch
    {
        (StabilityAnswer.Stable, _) => "✓ stable",
        (StabilityAnswer.Unstable, _) => IsTooShort ? "△ unstable at this budget" : "✗ unstable",
        (StabilityAnswer.Degenerate, _) => "△ degenerate",
        (StabilityAnswer.Invalid, _) => "△ invalid",
        (StabilityAnswer.NotDetermined, RerunEnding.DoesNotRun) => $"✗ {Word}",
        (StabilityAnswer.NotDetermined, RerunEnding.RecipesOnly) => "– search not run",
        _ => $"– {Word}",
    };

    /// <summary>The verdict in one line.</summary>
    public string Line => (IsProxy ? "reference engine, a proxy: " : "") + (stability.Verdict switch
    {
        StabilityAnswer.Stable => $"{Searches}: a further search is expected to find again at least {Floor(M!.Recovery.Lower)} of a common architecture's choices (chance {Text(M.Chance)})",
        StabilityAnswer.Unstable => $"{Searches} do not lead to a common architecture{(IsTooShort ? "; they were too short to decide most edges" : "")} (recovery {Text(M!.Recovery.LeaveOneOut)}, chance {Text(M.Chance)})",
        StabilityAnswer.Inconclusive => IsUndecided
            ? $"{Searches} agree, but their architecture parameters are undecided; that is no finding of instability"
            : $"{Searches} are too few to say; that is no finding of instability",
        StabilityAnswer.Degenerate => $"{Searches} agree, but {M!.Collapse.CollapsedRuns} of them collapsed; that is no success",
        StabilityAnswer.Invalid => "the seed has no effect, so the runs are one run",
        _ => stability.Reason ?? End,
    });

    /// <summary>The verdict in full: one paragraph a piece.</summary>
    public IEnumerable<string> Sentences
    {
        get
        {
            if (IsProxy)
            {
                yield return Proxy;
                foreach (var note in stability.Proxy ?? [])
                    yield return note;
            }
            foreach (var sentence in Verdict)
                yield return sentence;
            if (stability.Verdict is StabilityAnswer.Stable or StabilityAnswer.Unstable && SharedWithStart is { } share and >= MuchOfTheStart)
                yield return $"In this budget the search changed little: what the runs found shares on average {Text(share)} of its choices with what they began with. The verdict then speaks of the start more than of the search.";
            if (stability.Missing.Count > 0)
                yield return $"Incomplete: the runs of {Seeds(stability.Missing)} are missing. What is said rests on the runs before them; later ones do not count, and none was left out or scored in its place.";
            else if (stability.Verdict != StabilityAnswer.NotDetermined && stability.End == RerunEnding.Budget)
                yield return "The time that was set for all runs was used up before the rule had decided.";
        }
    }

    /// <summary>How alike results and starts are, over the runs where that is known; null where it is for none.</summary>
    private double? SharedWithStart => stability.Runs.Average(r => r.Search.AgreementWithStart);

    /// <summary>True when a search came to its end but gave nothing that counts.</summary>
    private bool RanWithoutResult => stability.Runs.Any(r => r.ExitCode == 0);

    /// <summary>How many searches there were.</summary>
    public string Searches => Summary.Count(M?.Runs ?? stability.Runs.Count, "search").Replace("searchs", "searches");

    private IEnumerable<string> Verdict => stability.Verdict switch
    {
        StabilityAnswer.Stable => Stable,
        StabilityAnswer.Unstable => Unstable,
        StabilityAnswer.Inconclusive => Inconclusive,
        StabilityAnswer.Degenerate => Degenerate,
        StabilityAnswer.Invalid =>
            ["Different seeds gave bit-identical architecture parameters: the seed has no effect on the search, so the runs are one run. Their agreement says nothing, and nothing can be said about stability over seeds."],
        _ => [stability.Reason is { } reason ? $"There is no verdict. {reason}" : $"There is no verdict: {End}."],
    };

    private IEnumerable<string> Stable =>
    [
        $"We repeated the search with {Summary.Count(M!.Runs, "seed")}. A further search is expected to find again at least {Floor(M.Recovery.Lower)} of the choices of a consensus architecture ({Limit}, valid under early stopping, assuming only that seeds are exchangeable); two random architectures of this space share {Text(M.Chance)}. The limit that was set before the first run was {Text(M.Threshold)}.",
    ];

    private IEnumerable<string> Unstable =>
    [
        .. IsTooShort ? (string[])[$"Mind first: on only {Text(M!.Parameters?.DecidedShare)} of the edges do the two best candidates differ by {Exact(stability.Plan.Rules.DecidedMargin)} or more before softmax. These runs hardly left their start, so what follows speaks of this budget; it is no evidence about a search that is run long enough to decide."] : [],
        $"The searches do not lead to a common architecture: even the best-matching earlier search shared on average {Text(M!.Recovery.BestMatch.Count == 0 ? null : M.Recovery.BestMatch.Average())} of the choices; two random architectures of this space share {Text(M.Chance)}. In simulations, a search whose recovery is at the limit is called unstable in at most 5 % of cases{(IsDefault ? "" : " at the default settings, which were changed here")}.",
    ];

    private IEnumerable<string> Degenerate =>
    [
        $"The searches agree, but they collapse: in {M!.Collapse.CollapsedRuns} of {M.Runs} runs, {Text(stability.Plan.Rules.CollapseShare)} or more of a cell's slots are skip connections or empty. This is not a success, however high the agreement is.",
    ];

    private IEnumerable<string> Inconclusive
    {
        get
        {
            var pace = M!.Outlook.StableAtThisPace is { } more and > 0 ? $" At this pace {more} more would be needed (at best {M.Outlook.StableAtBest})." : "";
            if (IsUndecided)
                yield return $"The searches agree, but their architecture parameters are undecided: only on {Text(M.Parameters?.DecidedShare)} of the edges do the two best candidates differ by {Exact(stability.Plan.Rules.DecidedMargin)} or more before softmax. What was read off may be the start or the order of the operations, so the agreement is not called stability.";
            else if (!M.Outlook.StableIsReachable && M.Runs < stability.Plan.Rules.MaximumSeeds)
                yield return $"{Searches} do not settle it. Even perfect agreement of the remaining seeds would not have shown stability by {stability.Plan.Rules.MaximumSeeds} seeds. This is not a finding of instability.";
            else
                yield return $"{Searches} are too few to say. Observed recovery is {Text(M.Recovery.LeaveOneOut)} (between {Text(M.Recovery.LeaveOneOut)} and {Text(M.Recovery.InSample)}).{pace}";
            if (M.Gates.Contains("undecided") && M.RawVerdict != StabilityAnswer.Stable)
                yield return $"The architecture parameters are undecided besides: only on {Text(M.Parameters?.DecidedShare)} of the edges do the two best candidates differ by {Exact(stability.Plan.Rules.DecidedMargin)} or more before softmax, so what was read off may be the start.";
            if (stability.Plan.Prospects is { } prospects && (prospects.StableAt.FirstOrDefault() is not { } least || M.Runs < least) && M.Runs < prospects.UnstableAt)
                yield return $"With {Summary.Count(M.Runs, "run")} no number of agreements or differences could have sufficed: in this space stable needs {(prospects.StableAt.FirstOrDefault() is { } first ? $"at least {first}" : "more seeds than any plan has")}, unstable at least {prospects.UnstableAt}. That is a limit of the data and not of the search.";
        }
    }

    /// <summary>What the result must not be read as.</summary>
    public IEnumerable<string> Limits
    {
        get
        {
            if (M is null)
            {
                yield return "That there is no verdict is no finding of instability, and says nothing about the published results.";
                yield break;
            }
            var epochs = stability.Recipe.Epochs is { } count ? $" ({Summary.Count(count, "epoch")})" : "";
            yield return $"It does not say what a longer search would find. It holds for the budget that was run{epochs}: a short search says little about the full one. In the published logs of RobustDARTS (70 settings, three seeds each), agreement at epoch 10 correlates only 0.24 with agreement at epoch 50.";
            yield return "It does not say that the architecture is good, or better than a random one in accuracy, nor that any accuracy or Dice score can be reproduced.";
            yield return "It does not hold for other data, splits, hyper-parameters, code, libraries or hardware than those that were run.";
            yield return "It does not rank methods: two searches' agreement must not be compared without a test.";
            if (M is { Runs: > 1, Agreement.RandomTest: not null })
                yield return "A small p of the test against random architectures says \"not random\", never \"stable\".";
            if (M is { Runs: > 1, Collapse.DistinctRaw: 1 } measures && stability.Verdict == StabilityAnswer.Stable)
                yield return $"It does not exclude rarer outcomes: {measures.Runs} identical runs leave room for another result with a probability of up to {Text(1 - Math.Pow(0.05, 1.0 / measures.Runs))}.";
            if (M is { Runs: > 1, Collapse.DistinctRaw: 1 } && stability.Verdict == StabilityAnswer.Stable && stability.Runs.All(r => r.ParametersSha256 is null))
                yield return "It does not say that the seed has an effect: the architecture parameters were not seen, and all runs gave the same.";
            if (stability.Repeat.Answer is RepeatAnswer.Different or RepeatAnswer.SameArchitecture)
                yield return "It does not say that the seed alone causes the differences: the same seed, run twice, did not give the same.";
            if (stability.Repeat.Answer == RepeatAnswer.NotKnown)
                yield return $"It does not say that the seed alone causes the differences: {(stability.Repeat.Seed is { } seed ? $"seed {seed} was run twice, but the two runs could not be compared" : "no seed was run twice")}.";
        }
    }

    /// <summary>How the rerun ended, in a sentence without its full stop.</summary>
    public string End => stability.End switch
    {
        RerunEnding.Decided => "the rule had decided",
        RerunEnding.OutOfReach => "stable had come out of reach within the seeds that were set",
        RerunEnding.MaximumSeeds => "all seeds had run",
        RerunEnding.Budget => "the time for all runs was used up",
        RerunEnding.Incomplete => "runs are missing",
        RerunEnding.DoesNotRun when stability.Runs.Count > 1 => "the first two runs failed",
        RerunEnding.DoesNotRun => "the first run failed in a way that no further seed can mend",
        RerunEnding.SpaceUnknown => "no verdict is possible without the search space, whatever further seeds find",
        _ => "only recipes were asked for, no search",
    };

    /// <summary>Seeds in a sentence.</summary>
    public static string Seeds(IReadOnlyList<long> seeds) => (seeds.Count == 1 ? "seed " : "seeds ") + string.Join(", ", seeds.Take(20)) + (seeds.Count > 20 ? $" and {seeds.Count - 20} more" : "");

    /// <summary>A probability: four digits, and no false exactness below.</summary>
    public static string Probability(double p) => p < 0.0001 ? "< 0.0001" : p.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A measure with two digits.</summary>
    public static string Text(double? value) => value is { } number ? number.ToString("0.00", CultureInfo.InvariantCulture) : "not known";

    /// <summary>A setting as it is.</summary>
    public static string Exact(double? value) => value is { } number ? number.ToString("G6", CultureInfo.InvariantCulture) : "not known";

    /// <summary>A lower limit is never rounded up.</summary>
    public static string Floor(IReadOnlyList<double> limits) => limits.Count == 0 ? "0.00" : (Math.Floor((limits[^1] * 100) + 1e-9) / 100).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The kind of limit, as its error rate has it.</summary>
    public string Limit => $"{Exact(100 * (1 - stability.Plan.Rules.Alpha))} % lower limit";

    /// <summary>True when only that the parameters are undecided keeps the verdict from stable.</summary>
    private bool IsUndecided => M is { RawVerdict: StabilityAnswer.Stable } && M.Gates.Contains("undecided");

    private bool IsDefault => stability.Plan.Rules is { Alpha: 0.05, ThresholdShare: 0.5, LeastForUnstable: >= 8, MaximumSeeds: <= 10 };
}
