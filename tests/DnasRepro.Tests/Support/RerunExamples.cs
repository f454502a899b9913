using System.Text.Json;
using DnasRepro.Architectures;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Results;
using DnasRepro.Statistics;

namespace DnasRepro.Tests.Support;

/// <summary>
/// Reruns that tests write down. Architectures, parameters and measures are cases of the method's own reference (Fixtures/reruns/cases.json),
/// so that the numbers of a report belong together; what surrounds them is made up.
/// </summary>
internal static class RerunExamples
{
    private const int Epochs = 8;
    private static readonly string Sha = new('b', 64);
    private static readonly Lazy<JsonElement> Fixture = new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "reruns", "cases.json"))).RootElement);

    public static RerunFacts Stable => Of("stable", RerunEnd.Decided);

    public static RerunFacts Unstable => Of("unstable", RerunEnd.Decided);

    public static RerunFacts OutOfReach => Of("out-of-reach", RerunEnd.OutOfReach);

    public static RerunFacts TooFew => Of("too-few", RerunEnd.Budget);

    public static RerunFacts Degenerate => Of("degenerate", RerunEnd.Decided);

    public static RerunFacts Invalid => Of("invalid", RerunEnd.Decided);

    public static RerunFacts Undecided => Of("undecided", RerunEnd.MaximumSeeds);

    /// <summary>Architectures were found, but nobody knows what else could have been.</summary>
    public static RerunFacts UnknownSpace => Stable is var known ? known with
    {
        Plan = known.Plan with { Space = null, SpaceOrigin = null, Prospects = null },
        Stability = null,
        Reason = "The search space could not be told, so there is no chance level to hold the agreement against.",
        End = RerunEnd.MaximumSeeds,
    } : throw new InvalidOperationException();

    /// <summary>The first run ended at once.</summary>
    public static RerunFacts DoesNotRun => Stable is var known ? known with
    {
        Runs = [Failed(known.Runs[0], FailureKind.ExitCode, "The program ended with exit code 1: ModuleNotFoundError: No module named 'tensorboardX'.")],
        Repeat = null,
        Repeatability = new RepeatabilityFacts(RepeatabilityLevel.NotKnown, null, null),
        Stability = null,
        End = RerunEnd.DoesNotRun,
        Reason = "The first run ended with exit code 1, and no further seed can mend that.",
    } : throw new InvalidOperationException();

    /// <summary>Everything that can be told at once: an unstable search with a failed seed, recipes, surplus runs, changes and attempts.</summary>
    public static RerunFacts Eventful
    {
        get
        {
            var plain = Unstable;
            var runs = plain.Runs.Select((r, i) => i == 0 ? Eventfully(r) : r).ToList();
            return plain with
            {
                Runs = runs,
                Extra = [Failed(runs[1] with { Seed = 8, Position = 8 }, FailureKind.TimeLimit, "It ran longer than 2 minutes.")],
                Repeat = runs[0] with { Role = RunRole.Repeat },
                Repeatability = new RepeatabilityFacts(RepeatabilityLevel.Different, 0.0031, 0.75),
                Recipes = [Recipe(plain, "smoke", RecipePurpose.Smoke, [], null), Recipe(plain, "evaluate", RecipePurpose.Evaluate, [new("dice", 0.91, 0.005, 0.9042), new("hd95", 4.2, 0.5, null)], false)],
                Missing = [],
            };
        }
    }

    /// <summary>A completed run without anything special.</summary>
    public static RunRecord Run => Stable.Runs[0];

    public static RunRecord Failed(RunRecord run, FailureKind kind, string message) => run with
    {
        Status = RunStatus.Failed, Failure = new RunFailure(kind, message, "Traceback (most recent call last):\n" + message), ExitCode = kind == FailureKind.ExitCode ? 1 : null, Architectures = [], Parameters = null, Moved = null, Metrics = new Dictionary<string, double>(), Probe = null,
    };

    /// <summary>The report of a case as the reference has it.</summary>
    public static RerunFacts Of(string name, RerunEnd end)
    {
        var example = Fixture.Value.GetProperty("cases").GetProperty(name);
        var space = Space(example.GetProperty("space").GetString()!);
        var rules = Rules(example.GetProperty("config"));
        var runs = example.GetProperty("runs").EnumerateArray().Select((r, i) => Read(r, i, space)).ToList();
        var report = Report(example, runs);
        var recipe = new Recipe(
            "search", RecipePurpose.Search, ["python", "search.py", "--seed", "{seed}", "--epochs", "{epochs}", "--out", "{out}"], null, SeedPassing.Argument, [], TimeSpan.FromMinutes(2), [],
            new RecipeOrigin("card", new SourceLocation(RepoPath.Parse("nas-reporting-card.yml"), 210, 9, 210, 20))) { Epochs = Epochs };
        return new RerunFacts(
            "repository", recipe,
            new RerunPlanFacts(Sha, [.. Enumerable.Range(0, rules.MaximumSeeds).Select(i => (long)i)], "decided", rules, space, "the card", Prospects(report.Chance, report.Threshold, rules)),
            runs, [], runs[0] with { Role = RunRole.Repeat }, new RepeatabilityFacts(RepeatabilityLevel.Bitwise, 0, 1), [], end, [], report,
            report.Verdict == StabilityVerdict.Inconclusive ? "The runs are too few to say." : null,
            new RerunEnvironment("bubblewrap", "it is there and starts", ["10 minutes a run (watchdog)", "4 GiB memory (watchdog)"], "3.11.2", new Dictionary<string, string> { ["torch"] = "1.13.1", ["numpy"] = "1.24.2" }, Sha, false));
    }

    private static RunRecord Eventfully(RunRecord run) => run with
    {
        Compatibility = ["torch.cuda.is_available answered False, 3 times", "async= rewritten in train.py (sha256 5d41402a)"],
        Contained = ["a symbolic link out of the copy was removed: data/raw"],
        Printed = run.Architectures[0] with { Architecture = new Architecture([.. run.Architectures[0].Architecture.Cells.Take(1)]), Epoch = Epochs - 1, IsFinal = false, Reader = "genotype", Source = "search-EXP-20261124-022243/log.txt:77" },
        Probe = run.Probe! with
        {
            Nondeterminism = [new ProbedSource("unseeded_random", "random.random, 12 calls"), new ProbedSource("cudnn.benchmark", "True"), new ProbedSource("workers", "2")],
            Parameters = [.. run.Probe.Parameters.Select(p => p with { IsInWeightOptimizer = true })],
            Stubs = ["tensorboardX"],
        },
    };

    private static RecipeRunFacts Recipe(RerunFacts rerun, string id, RecipePurpose purpose, IReadOnlyList<ExpectedValue> expected, bool? met) => new(
        rerun.Recipe with { Id = id, Purpose = purpose, Command = ["python", id + ".py"] }, Run with { Role = RunRole.Recipe, Command = $"python {id}.py", Architectures = [], Parameters = null, Probe = null }, expected, met);

    private static RunRecord Read(JsonElement run, int position, SearchSpace space)
    {
        var seed = run.GetProperty("seed").GetInt64() - 1;
        var architecture = new Architecture([.. space.Cells.Select(c => new ArchitectureCell(c.Id, [.. run.GetProperty("genotype").GetProperty(c.Id).EnumerateArray().Select(e => new ArchitectureEdge(e[0].GetInt32(), e[1].GetInt32(), e[2].GetString()!))]))]);
        var alphas = run.GetProperty("alphas");
        var parameters = alphas.ValueKind == JsonValueKind.Null ? null : new ArchitectureParameters(space.Cells.ToDictionary(c => c.Id, c => (IReadOnlyList<IReadOnlyList<double>>)[.. alphas.GetProperty(c.Id).EnumerateArray().Select(Numbers)]));
        return new RunRecord(
            Sha, RunRole.Search, position, seed, RunStatus.Completed, null, $"python search.py --seed {seed} --epochs {Epochs} --out {{out}}", 0,
            [new FoundArchitecture(architecture, Epochs, true, "architecture_json", "architecture.json", ResultPrecision.Discrete, null)],
            parameters, 0.05 + (0.01 * position), null, new Dictionary<string, double> { ["valid_dice"] = 0.8 + (0.013 * ((position * 7) % 5)) },
            parameters is null ? null : Probe(parameters, seed), [], new RunMeasurements(8.5 + position, 8.2, 300_000_000, 12_345));
    }

    private static ProbeResult Probe(ArchitectureParameters parameters, long seed) => new(
        "3.11.2", "torch", new Dictionary<string, string> { ["torch"] = "1.13.1" }, 1,
        [.. parameters.ByCell.Select(c => Probed(c.Key, c.Value))],
        null, null, null, [], new ProbedSteps(80, 80, 0.02, 0.03), [new ProbedSeed("torch.manual_seed", $"{seed}", 1), new ProbedSeed("numpy.random.seed", $"{seed}", 1), new ProbedSeed("random.seed", $"{seed}", 1)], [], new Dictionary<string, int>(), [], [])
    {
        ParametersSha256 = RerunRows.Hash(new Architecture([new ArchitectureCell(string.Join(',', parameters.ByCell.Values.SelectMany(t => t).SelectMany(r => r)), [new ArchitectureEdge(0, 0, string.Join(',', parameters.ByCell.Values.SelectMany(t => t).SelectMany(r => r)))])])),
        FirstLoss = 1.6 + (0.001 * seed),
    };

    private static ProbedParameter Probed(string cell, IReadOnlyList<IReadOnlyList<double>> table)
    {
        NamedTensor At(double share) => new("Network.alphas_" + cell, [table.Count, table[0].Count], [.. table.SelectMany(r => r).Select(v => v * share)], "float32");
        return new ProbedParameter(
            At(1), At(0.01), [.. Enumerable.Range(1, Epochs).Select(e => new ProbedEpoch(e, At(Math.Pow((double)e / Epochs, 1.5)).Values))], "an optimiser of its own holds it, and the relaxed choice reads it", false);
    }

    private static SearchSpace Space(string name)
    {
        var space = Fixture.Value.GetProperty("spaces").GetProperty(name);
        HashSet<string> Set(string key) => [.. space.GetProperty(key).EnumerateArray().Select(o => o.GetString()!)];
        return new SearchSpace(name, [.. space.GetProperty("cells").EnumerateArray().Select(Cell)], Set("noneOps"), Set("skipOps"), Set("paramFreeOps"), space.GetProperty("canonical").GetBoolean());
    }

    private static SpaceCell Cell(JsonElement cell)
    {
        var sites = cell.GetProperty("site").EnumerateArray().Select(s => s.GetInt32()).ToList();
        return new SpaceCell(
            cell.GetProperty("name").GetString()!, cell.GetProperty("nInputs").GetInt32(), cell.GetProperty("nNodes").GetInt32(), [.. cell.GetProperty("ops").EnumerateArray().Select(o => o.GetString()!)],
            [.. cell.GetProperty("edges").EnumerateArray().Select((e, i) => new SpaceEdge(e[0].GetInt32(), e[1].GetInt32(), sites[i]))],
            cell.GetProperty("perSite") is { ValueKind: JsonValueKind.Number } n ? n.GetInt32() : null, cell.GetProperty("slots").GetInt32());
    }

    private static StabilityRules Rules(JsonElement config) => StabilityRules.Default with
    {
        MaximumSeeds = config.TryGetProperty("kMax", out var most) ? most.GetInt32() : 10,
    };

    private static Prospects Prospects(double chance, double threshold, StabilityRules rules)
    {
        int? Needed(double recovery) => recovery > threshold ? 1 + (int)Math.Ceiling(Math.Log(1 / rules.Alpha) / Math.Log(recovery / threshold)) : null;
        return new Prospects(chance, threshold, [Needed(1), Needed(0.95), Needed(0.9), Needed(0.8)], rules.LeastForUnstable, 7, Needed(0.9) <= rules.MaximumSeeds);
    }

    private static StabilityReport Report(JsonElement example, List<RunRecord> runs)
    {
        var e = example.GetProperty("expected");
        double? N(string name) => e.GetProperty(name) is { ValueKind: JsonValueKind.Number } v ? v.GetDouble() : null;
        int I(string name) => (int)(N(name) ?? 0);
        int? Maybe(string name) => (int?)N(name);
        IReadOnlyList<double> L(string name) => Numbers(e.GetProperty(name));
        StabilityVerdict V(string name) => Enum.Parse<StabilityVerdict>(e.GetProperty(name).GetString()!, ignoreCase: true);
        var flags = e.GetProperty("flags").EnumerateArray().Select(f => f.GetString()).ToList();
        var found = runs.Select(r => r.Architectures[0].Architecture).ToList();
        return new StabilityReport(
            V("verdict"), V("rawVerdict"), [.. flags.Select(f => f switch { "collapsed" => StabilityGate.Collapsed, "undecided" => StabilityGate.Undecided, _ => StabilityGate.SeedIneffective })], Maybe("decidedAtRun"), runs.Count, example.GetProperty("theta0").GetDouble(), N("tau")!.Value,
            new RecoveryMeasures(L("recovery"), N("recoveryMean"), N("recoveryLoo"), N("recoveryInSample"), N("kappaRecoveryLoo"), L("bestMatch"), L("wealthStable"), L("wealthUnstable"), L("lower"), L("upper")) { KappaLower = N("kappaLower"), KappaUpper = N("kappaUpper") },
            new AgreementMeasures(
                N("diceMean"), N("diceMin"), N("diceMax"), N("kappaDesign"), N("jaccardMean"), N("editsMean"), N("identicalPairShare"), N("topologyDiceMean"), N("opAgreementOnSharedEdges"), N("dicePlacementExpected"), N("kappaPlacement"), N("diceJackknifeSE"), N("diceT95Low"), N("diceT95High"),
                [.. found.Select(a => (IReadOnlyList<double>)[.. found.Select(b => ArchitectureAgreement.Dice(a, b))])]) { RandomTest = V("rawVerdict") == StabilityVerdict.Unstable ? 0.31 : 0.00005 },
            new LabelMeasures(N("hammingMean"), N("edgeAgreement"), N("fleissKappa"), N("krippendorffAlpha"), N("gwetAC1"), N("brennanPrediger")),
            new FormMeasures([], I("distinctCanonical"), N("isomorphicPairShare"), N("alignedDiceMean")),
            new CollapseMeasures(L("collapseShareMaxCell"), [.. e.GetProperty("paramFreeShare").EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDouble() : (double?)null)], I("collapsedRuns"), I("distinctRaw")),
            N("decidedShare") is null ? null : new ParameterMeasures(
                N("kendallTauBMean"), I("kendallDefined"), N("spearmanMean"), N("alphaTop1Agreement"), N("softmaxMarginMean"), N("softmaxMarginMedian"), N("logitMarginMedian"), N("entropyMean"), N("entropyMedian"), N("decidedShare"), N("jsdMeanNats"), N("maxAbsAlphaDiff"), I("bitIdenticalAlphaPairs")),
            new Outlook(Maybe("moreRunsStableBestCase"), Maybe("moreRunsStableIfPaceHolds"), Maybe("moreRunsUnstableIfPaceHolds"), e.GetProperty("stableReachable").GetBoolean()));
    }

    private static IReadOnlyList<double> Numbers(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetDouble())];
}
