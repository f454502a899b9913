using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Results;
using DnasRepro.Statistics;

namespace DnasRepro.Checks.RerunRules;

/// <summary>What single runs of the search show: whether they searched, whether the seed steers them, what they gave out.</summary>
internal static class RerunSearch
{
    /// <summary>Chances that make two runs with one seed differ. Threads and workers are part of the recipe and only listed in the report.</summary>
    private static readonly Dictionary<string, (string Words, Severity Severity)> Chances = new(StringComparer.Ordinal)
    {
        ["unseeded_random"] = ("Python's random was used without a seed", Severity.Warning),
        ["unseeded_numpy"] = ("NumPy's generator was used without a seed", Severity.Warning),
        ["unseeded_torch"] = ("the framework's generator was used without a seed", Severity.Warning),
        ["unsorted_listdir"] = ("a directory was listed without sorting, so what is taken in that order follows the file system", Severity.Warning),
        ["cudnn.benchmark"] = ("cudnn.benchmark chooses kernels by their speed of the moment", Severity.Info),
        ["hash_seed"] = ("the order of sets follows Python's random hash seed", Severity.Info),
    };

    public static IEnumerable<Finding> DidNotMove(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var runs = facts.Rerun!.Runs;
        var still = runs.Where(r => r.Failure?.Kind == FailureKind.NotMoved || r.Moved == 0).ToList();
        if (still.Count > 0)
        {
            var least = facts.Rerun.Recipe.MinimumEpochs is { } minimum ? $" The recipe states that fewer than {minimum.Epochs} epochs search nothing: {minimum.Reason}" : "";
            return [Finding.Violated(
                check, $"The architecture parameters of {RerunSubject.Words(still.Select(r => r.Seed))} ended where they began.{least}", "Give the run more epochs than the warm-up, or shorten the warm-up in the recipe.", RerunSubject.Place(facts))];
        }
        var moved = runs.Where(r => r.Moved is not null).Select(r => r.Moved!.Value).ToList();
        return moved.Count == 0
            ? [Finding.NotDetermined(check, "Whether the architecture parameters moved could not be seen.")]
            : [Finding.Satisfied(check, $"The architecture parameters moved in every run where that could be seen, by {RerunSubject.Number(moved.Min())} at least.")];
    }

    public static IEnumerable<Finding> NotRepeatable(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.LackingSearch(check, facts) is { } lacking)
            return [lacking];
        var (repeat, seed) = (facts.Rerun!.Repeatability, facts.Rerun.Repeat?.Seed);
        var difference = repeat.MaximumDifference is { } most ? $"; an architecture parameter differs by up to {RerunSubject.Number(most)}" : "";
        var isClaimed = facts.Card.Valid?.Root.At("search_protocol.determinism").Text == "bitwise_verified";
        var claim = isClaimed ? " The card says that repetition was verified bit by bit; another machine may differ from the study's." : "";
        const string Fix = "Seed every generator, sort directory listings, fix the number of threads, and use deterministic kernels.";
        return repeat.Level switch
        {
            RepeatabilityLevel.Bitwise => [Finding.Satisfied(check, $"Seed {seed}, run twice, gave bit-identical architecture parameters.")],
            RepeatabilityLevel.Numeric when !isClaimed => [Finding.Satisfied(check, $"Seed {seed}, run twice, gave the same architecture{difference}.")],
            RepeatabilityLevel.SameArchitecture when repeat.MaximumDifference is null => [Finding.Satisfied(check, $"Seed {seed}, run twice, gave the same architecture; its parameters are not known.")],
            RepeatabilityLevel.Numeric or RepeatabilityLevel.SameArchitecture =>
                [Finding.Violated(check, $"Seed {seed}, run twice, gave the same architecture{difference}.{claim}", Fix, RerunSubject.Place(facts)) with { Severity = Severity.Info }],
            RepeatabilityLevel.Different =>
                [Finding.Violated(check, $"Seed {seed}, run twice, gave two architectures{(repeat.Dice is { } dice ? $" that share {RerunSubject.Number(dice)} of their choices" : "")}{difference}.{claim}", Fix, RerunSubject.Place(facts))],
            _ when facts.Rerun.Repeat is { Failure: { } failure } => [Finding.NotDetermined(check, $"Seed {seed} was run twice, but the second run does not count: {failure.Message}")],
            _ => [Finding.NotDetermined(check, facts.Rerun.Repeat is null ? "No seed was run twice." : $"Seed {seed} was run twice, but the two runs could not be compared.")],
        };
    }

    public static IEnumerable<Finding> SeedIneffective(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.LackingSearch(check, facts) is { } lacking)
            return [lacking];
        var runs = RerunSubject.Completed(facts);
        if (runs.Select(r => r.Seed).Distinct().Count() < 2)
            return [Finding.NotDetermined(check, "Fewer than two seeds gave a result.")];
        var twins = runs.Where(r => r.Probe?.ParametersSha256 is not null).GroupBy(r => r.Probe!.ParametersSha256).FirstOrDefault(g => g.Select(r => r.Seed).Distinct().Count() > 1);
        if (twins is not null || facts.Rerun!.Stability?.Gates.Contains(StabilityGate.SeedIneffective) == true)
        {
            var which = RerunSubject.Sentence((twins ?? runs.AsEnumerable()).Select(r => r.Seed));
            var passing = facts.Rerun!.Recipe.Seed == SeedPassing.None ? " The recipe passes no seed to the program." : "";
            return [Finding.Violated(check, $"{which} gave bit-identical architecture parameters, so the runs are one run.{passing}", "Pass the seed to the generators of the search, or correct how the recipe passes it.", RerunSubject.Place(facts))];
        }
        if (runs.All(r => r.Probe?.ParametersSha256 is null && r.Probe?.FirstLoss is null) && ArchitecturesAreOne(runs))
            return [Finding.NotDetermined(check, "All seeds gave the same architecture, and nothing else was seen of the runs that would show whether the seed has an effect.")];
        var losses = runs.Select(r => r.Probe?.FirstLoss).ToList();
        return losses.TrueForAll(l => l is not null && l == losses[0])
            ? [Finding.Violated(
                check, "All seeds begin with the same loss: neither the initial weights nor the first batch depend on the seed, though the results differ.", "Seed the generators before the network and the loaders are made.", RerunSubject.Place(facts)) with
            {
                Severity = Severity.Info,
                Confidence = Confidence.Medium,
            }]
            : [Finding.Satisfied(check, "Different seeds gave different runs.")];
    }

    public static IEnumerable<Finding> Stale(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.LackingSearch(check, facts) is { } lacking)
            return [lacking];
        var runs = RerunSubject.Completed(facts).Where(r => r.Architectures.Count > 0).ToList();
        var stale = runs.Where(IsStale).ToList();
        if (stale.Count > 0)
            return [Finding.Violated(
                check, $"In {stale.Count} of {RerunSubject.Runs(runs.Count)} the last architecture that the program gives out is not that of the end of the search; {RerunSubject.Words(stale.Select(r => r.Seed))}.",
                "Print or save the architecture once more after the last epoch.", RerunSubject.Place(facts))];
        return runs.Exists(r => r.Printed is not null || r.Architectures[0] is { IsFinal: true, Reader: not "probe" })
            ? [Finding.Satisfied(check, "The last architecture that the program gives out is that of the end of the search.")]
            : [Finding.NotDetermined(check, "What the program gives out could not be compared with the end of the search.")];
    }

    public static IEnumerable<Finding> Unseeded(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var probes = facts.Rerun!.Runs.Select(r => r.Probe).OfType<ProbeResult>().ToList();
        if (probes.Count == 0)
            return [Finding.NotDetermined(check, "No run was looked into, so what it drew on could not be seen.")];
        var met = probes.SelectMany(p => p.Nondeterminism).Where(s => Chances.ContainsKey(s.Name)).Distinct().GroupBy(s => s.Name).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var seeded = facts.Rerun.Recipe.Seed == SeedPassing.Inject ? " The recipe seeds the generators at start, which the program by itself does not." : "";
        return met.Count == 0
            ? [Finding.Satisfied(check, $"No randomness was seen that no seed controls.{seeded}")]
            : met.Select(seen => Finding.Violated(check, $"While the search ran, {Chances[seen.Key].Words}{Where(seen)}.{seeded}", "Seed or sort it; for runs that are to be repeated, use deterministic kernels.", RerunSubject.Place(facts)) with { Severity = Chances[seen.Key].Severity });
    }

    public static IEnumerable<Finding> WeightOptimiser(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var parameters = facts.Rerun!.Runs.SelectMany(r => r.Probe?.Parameters ?? []).ToList();
        if (parameters.Count == 0)
            return [Finding.NotDetermined(check, "No architecture parameters were seen in the running program.")];
        var held = parameters.Where(p => p.IsInWeightOptimizer).Select(p => p.Final.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return held.Count == 0
            ? [Finding.Satisfied(check, "The optimiser of the weights holds no architecture parameter.")]
            : [Finding.Violated(check, $"The optimiser that trains the weights also held {string.Join(", ", held.Take(5).Select(n => $"'{Evidence.Cut(n)}'"))}.", "Give the weights' optimiser all parameters but those of the architecture.", RerunSubject.Place(facts))];
    }

    /// <summary>What the probe noted of each, so that an author can look there.</summary>
    private static string Where(IEnumerable<ProbedSource> seen)
    {
        var details = seen.Select(s => s.Detail).Where(d => d.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return details.Count == 0 ? "" : $" ({string.Join("; ", details.Take(3).Select(Evidence.Cut))}{(details.Count > 3 ? $"; and {details.Count - 3} more" : "")})";
    }

    private static bool ArchitecturesAreOne(IReadOnlyList<RunRecord> runs) =>
        runs.All(r => r.Architectures.Count == 1 && r.Architectures[0].Architecture.Choices.SetEquals(runs[0].Architectures[0].Architecture.Choices));

    private static bool IsStale(RunRecord run) => run.Printed is { } printed
        ? !printed.Architecture.Choices.SetEquals(run.Architectures[0].Architecture.Choices)
        : run.Architectures[0].IsFinal == false;
}
