using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Reports;

namespace DnasRepro.Tests.Support;

/// <summary>Reports that tests write by hand.</summary>
internal static class SampleReports
{
    private const string Sha = "38f54d6e3698211e8c19a1161a4bda16b9ac3268";
    private const string Remote = "https://github.com/owner/study";

    private static readonly CheckSummary Card = new("DNAS1001", "card-missing", "No Reporting Card", Severity.Warning, "this project", "https://example.org/DNAS1001");
    private static readonly CheckSummary Commits = new("DNAS1022", "card-id-commit", "The card speaks of another commit", Severity.Error, "this project", "https://example.org/DNAS1022");
    private static readonly CheckSummary Commands = new("DNAS4003", "command-names-missing-file", "A documented command names a file that is not there", Severity.Warning, "practice 1", "https://example.org/DNAS4003");
    private static readonly CheckSummary Citation = new("DNAS4007", "citation-unreadable", "The citation file cannot be read", Severity.Warning, "CFF", "https://example.org/DNAS4007");
    private static readonly CheckSummary Licence = new("DNAS4001", "licence-missing", "No licence", Severity.Error, "CLAIM 2024 item 43", "https://example.org/DNAS4001");
    private static readonly CheckSummary Pinned = new("DNAS4004", "versions-not-pinned", "Versions are not pinned", Severity.Warning, "practice 11", "https://example.org/DNAS4004");
    private static readonly CheckSummary Archive = new("DNAS4010", "archive-missing", "No archived copy is named", Severity.Info, "ACM", "https://example.org/DNAS4010");
    private static readonly CheckSummary Rerun = new("DNAS3001", "search-does-not-run", "The search was not seen to run", Severity.Info, "ACM", "https://example.org/DNAS3001");

    /// <summary>What most repositories look like: no card, some things to mend, one thing suppressed.</summary>
    public static Report Usual => Report(
        [
            new("DNAS4007", "citation-unreadable", Outcome.CheckFailed, Severity.Warning, Confidence.High, "The check broke: InvalidOperationException.", null, [], null),
            new("DNAS4001", "licence-missing", Outcome.Violated, Severity.Error, Confidence.High, "The repository has no licence file.", "Add a LICENSE file.", [], null),
            new("DNAS1001", "card-missing", Outcome.Violated, Severity.Warning, Confidence.High, "The repository has no Reporting Card.", "Add nas-reporting-card.yml.", [], null),
            new("DNAS4004", "versions-not-pinned", Outcome.Violated, Severity.Warning, Confidence.High, "7 of 7 requirements of requirements.txt leave their version open.", "Pin each.",
                [.. new[] { "torch", "numpy>=1.20", "scipy", "tqdm", "pyyaml", "pillow", "h5py" }.Select((name, i) => Evidence("requirements.txt", i + 1, name))], null),
            new("DNAS4003", "command-names-missing-file", Outcome.Violated, Severity.Warning, Confidence.High, "README.md runs 'train.py', which is not there.", "Name a file that is there.", [Evidence("README.md", 83, "python train.py --seed 1 | tee log")], null),
            new("DNAS4003", "command-names-missing-file", Outcome.Violated, Severity.Warning, Confidence.Medium, "README.md runs 'eval.py', which is not there; did you mean 'evaluate.py'?", "Write evaluate.py.", [Evidence("README.md", 90, "python eval.py")], null),
            new("DNAS4010", "archive-missing", Outcome.Violated, Severity.Info, Confidence.High, "No archived copy is named.", "Archive a release.", [], null),
            new("DNAS4004", "versions-not-pinned", Outcome.Violated, Severity.Warning, Confidence.High, "1 of 1 requirements of dev/requirements.txt leave their version open.", "Pin each.",
                [Evidence("dev/requirements.txt", 1, "pytest")], new SuppressionSummary("development tools may float", "A. Author", "2027-01-31")),
            new("DNAS1022", "card-id-commit", Outcome.NotDetermined, Severity.Error, Confidence.High, "There is no card that fits the schema.", null, [], null),
            new("DNAS3001", "search-does-not-run", Outcome.NotDetermined, Severity.Info, Confidence.High, "Nothing was rerun.", null, [], null),
        ], []) with
    {
        Host = Host("owner/old-study", "main", "v1.0"),
    };

    /// <summary>Nothing to mend.</summary>
    public static Report Clean => Usual with
    {
        Host = null,
        Findings = [],
        Card = new CardSummary(CardStatus.Valid, "nas-reporting-card.yml", new string('a', 64), "core", new CompletenessSummary(48, 49)),
        Level = new LevelSummary(2, "available", new NextLevelSummary(3, "functional", ["DNAS3001"])),
        SearchCode = new SearchCodeSummary(
            SearchCodeVerdict.Full, Differentiable.Yes, "search.py trains the architecture parameters of a supernet by gradients, and an architecture is read off them.",
            [
                Part("supernet", Evidence("net.py", 27, "return sum(w * op(x) for w, op in zip(weights, self._ops))", "The outputs of the candidates are weighted by a relaxation of the architecture parameters.")),
                Part("architecture_parameters", Evidence("net.py", 40, "self.alphas = nn.Parameter(torch.zeros(k, n))", "A learnable tensor that weights the candidates and does not depend on the input.")),
                Part("architecture_update", Evidence("architect.py", 31, "self.optimizer.step()", "The optimiser that holds the architecture parameters steps."), Evidence("architect.py", 12, "torch.optim.Adam(net.arch())", "An optimiser is made for the architecture parameters.")),
                Part("discretisation", Evidence("net.py", 61, "k_best = alphas.argmax()", "A choice is read off the architecture parameters (argmax).")),
                Part("search_entry_point", Evidence("search.py", 90, "if __name__ == '__main__':", "Started here, it reaches both the relaxed choice and the update of its parameters.")),
                Part("found_architecture"),
            ],
            new EntryPointSummary(Evidence("search.py", 90, "if __name__ == '__main__':"), [Evidence("README.md", 12, "python search.py --seed 1")], [new OptionSummary("--seed", "2", Evidence("search.py", 14, "parser.add_argument('--seed', default=2)")), new OptionSummary("--epochs", null, Evidence("search.py", 15, "parser.add_argument('--epochs')"))]),
            [new SearchProjectSummary("", SearchCodeVerdict.Full, Differentiable.Yes, "search.py trains the architecture parameters of a supernet by gradients, and an architecture is read off them."), new SearchProjectSummary("others/evo", SearchCodeVerdict.Partial, Differentiable.No, "Architectures are searched by evolution and not by gradients.")],
            new CoverageSummary(3, 3, [])),
        ExitCode = 0,
        ExitMeaning = "passed",
    };

    /// <summary>The clean repository after a rerun; the card declares an agreement and claims an architecture.</summary>
    public static Report After(RerunFacts rerun) => Clean with
    {
        Stability = RerunReport.Of(rerun, null, e => new ReportEvidence(e.Location.Path.Value, e.Location.StartLine, e.Location.EndLine, e.Location.StartColumn, e.Excerpt, e.Note, null)) with
        {
            Declared = [new DeclaredAgreementSummary("operation_jaccard", 0.9, 3, rerun.Stability is null ? null : 0.1234567, rerun.Runs.Count, Evidence("nas-reporting-card.yml", 120, "value: 0.9"))],
            Claimed = new ClaimedSummary("SEED0", "none", null, [.. rerun.Runs.Where(r => r.Architectures.Count > 0).Select(r => new SeedValue(r.Seed, 0.25))], Evidence("nas-reporting-card.yml", 160, "id: SEED0")),
        },
        Level = rerun.End == RerunEnd.DoesNotRun ? Clean.Level : new LevelSummary(3, "functional", new NextLevelSummary(4, "repeated", ["DNAS3002"])),
        Generated = new GeneratedSummary("2026-11-24T10:00:00Z", 83.2, RerunReport.Measured(rerun)),
    };

    /// <summary>A rerun that puts one text wherever it can.</summary>
    public static StabilitySummary HostileStability(string text)
    {
        var found = new FoundSummary(1, false, text, text, "decoded_rounded", [new CellSummary(text, [new ChoiceSummary(2, 0, text)]), new CellSummary(text, [])]);
        var run = new RunSummary(
            1, "failed", new FailureSummary(text, text), text, null, [found], found, [new OperationCount(text, 3)], [new CellCount(text, 2, 1, 0, 2)], null, null,
            new RunSearchSummary(0.1, 0.5, 1.5, 3, 4, [text]), new RunStabilitySummary(0.5, 0.5, 0.1, 0.5, null, true), [new MetricValue(text, 1), new MetricValue(text, 2)],
            [new EpochSummary(0, 0, 1), new EpochSummary(1, 0.5, 0.5)], new RunConditions(1, [new SeedingSummary(text, text, 1)], [new SourceSummary(text, text)], [text], [text], [text], [text]));
        var recipe = new RecipeSummary(text, "search", text, text, "inject", 3, 5, text, 1, 60, text, text, new ReportEvidence(text, 1, 1, 1, text, text, null), [text]);
        return RerunReport.Of(RerunExamples.TooFew, null, e => new ReportEvidence(e.Location.Path.Value, 1, 1, 1, null, null, null)) with
        {
            Reason = text,
            Plan = new PlanSummary(new string('c', 64), [1, 2], text, new RulesSummary(0.05, 0.5, 0.5, 0.33, 0.01, 0.5, 10, 8), new SpaceSummary(text, false, [new SpaceCellSummary(text, 2, 3, 9, [text], 2, 6)]), text, new ProspectsSummary(0.1, 0.55, [6, 7, null, 9], 8, 7, true)),
            Recipe = recipe,
            Environment = new RerunEnvironmentSummary(text, text, [text], text, [new PackageSummary(text, text)], new string('d', 64), true),
            Runs = [run, run with { Seed = 2 }],
            Edges = [new EdgeSummary(text, 0, 2, 0, 2, [new EdgeOperation(text, 1, true), new EdgeOperation(text, 1, false)], 0.1)],
            Consensus = [new ConsensusSummary(text, 2, 0, text, 1, 2, 0.5)],
            Recipes = [new RecipeRunSummary(recipe, run, [new ExpectedSummary(text, 1, 0.1, null, false)], false)],
            Declared = [new DeclaredAgreementSummary(text, 1, 3, null, 2, new ReportEvidence(text, 1, 1, 1, text, null, null))],
            Claimed = new ClaimedSummary(text, text, 0.5, [new SeedValue(1, 0.5)], new ReportEvidence(text, 1, 1, 1, null, null, null)),
        };
    }

    /// <summary>A repository that puts one text wherever it can.</summary>
    public static Report Hostile(string text) => Report(
        [
            new("DNAS4001", "licence-missing", Outcome.Violated, Severity.Error, Confidence.High, text, text, [new ReportEvidence(text, 1, 1, 1, text, text, null)], null),
            new("DNAS4010", "archive-missing", Outcome.Violated, Severity.Info, Confidence.High, text, text, [new ReportEvidence(text, 1, 1, 1, text, null, null)], new SuppressionSummary(text, text, null)),
            new("DNAS3001", "search-does-not-run", Outcome.NotDetermined, Severity.Info, Confidence.High, text, null, [], null),
        ],
        [new SkippedSummary(text, text)]) with
    {
        Host = Host("owner/study", text, text),
        Stability = HostileStability(text),
        Generated = new GeneratedSummary("2026-11-24T10:00:00Z", 1, new RerunMeasured([new RunMeasured(text, 1, 1, null, 3, 4, text + "\n" + text)], [])) { Host = new HostMeasured("2026-11-24T09:59:58Z", "2025-01-02T03:04:05Z") },
        Target = new TargetSummary(text, Sha, Dirty: true, WorkingTree: true, Remote: null),
        Card = new CardSummary(CardStatus.Invalid, text, null, "core", null),
        SearchCode = new SearchCodeSummary(
            SearchCodeVerdict.Full, Differentiable.Yes, text,
            [new ComponentSummary("supernet", ComponentStatus.Found, [new ReportEvidence(text, 1, 1, 1, text, text, null)])],
            new EntryPointSummary(new ReportEvidence(text, 1, 1, 1, text, text, null), [new ReportEvidence(text, 1, 1, 1, text, text, null)], [new OptionSummary(text, text, new ReportEvidence(text, 1, 1, 1, text, text, null))]),
            [new SearchProjectSummary(text, SearchCodeVerdict.Full, Differentiable.Yes, text), new SearchProjectSummary("", SearchCodeVerdict.Partial, Differentiable.No, text)],
            new CoverageSummary(3, 2, [new SkippedSummary(text, text)])),
    };

    /// <summary>A report that no program of ours wrote: one text wherever the types allow one. Reading refuses it; writing must survive it.</summary>
    public static Report Forged(string text) => Hostile(text) with
    {
        Host = new HostSummary(text, text, text, false, false, false, text, text, text, [text, text], -1, true, [text], -1, true, true),
        Tool = new ToolSummary(text, text, text),
        Stability = HostileStability(text) with { Engine = text, Verdict = StabilityAnswer.Stable, Edges = [new EdgeSummary(text, 0, 1, 0, 1, [new EdgeOperation(text, 9, true)], 5)], Consensus = [new ConsensusSummary(text, -1, 0, text, 9, 1, 7)] },
        Target = new TargetSummary(text, text, Dirty: true, WorkingTree: true, Remote: "https://github.com/" + text),
        Card = new CardSummary(CardStatus.Unreadable, text, text, text, null),
        Level = new LevelSummary(7, text, new NextLevelSummary(-1, text, [text, text])),
        SearchCode = new SearchCodeSummary(
            SearchCodeVerdict.Partial, Differentiable.Yes, text,
            [new ComponentSummary(text, ComponentStatus.Found, [new ReportEvidence(text, 1, 1, 1, text, text, "https://" + text), new ReportEvidence(text, 1, 1, 1, text, text, text)])],
            new EntryPointSummary(new ReportEvidence(text, 1, 1, 1, text, text, text), [new ReportEvidence(text, 1, 1, 1, text, text, "https://" + text)], [new OptionSummary(text, text, new ReportEvidence(text, 1, 1, 1, text, text, text))]),
            [new SearchProjectSummary(text, SearchCodeVerdict.None, Differentiable.No, text), new SearchProjectSummary("", SearchCodeVerdict.Full, Differentiable.Undecided, text)],
            new CoverageSummary(3, 2, [new SkippedSummary(text, text)])),
        Checks = [new CheckSummary(text, text, text, Severity.Error, text, text), new CheckSummary(text, text, text, Severity.Error, text, "https://" + text)],
        Findings =
        [
            new(text, text, Outcome.CheckFailed, Severity.Error, Confidence.Low, text, null, [], null),
            new(text, text, Outcome.Violated, Severity.Warning, Confidence.Low, text, text, [new ReportEvidence(text, 1, 1, 1, text, text, "https://" + text)], null),
            new(text, text, Outcome.Violated, Severity.Error, Confidence.Low, text, text, [], new SuppressionSummary(text, text, text)),
            new(text, text, Outcome.NotDetermined, Severity.Info, Confidence.Low, text, null, [], null),
        ],
        ExitMeaning = text,
        Generated = new GeneratedSummary(text, 1, new RerunMeasured([new RunMeasured(text, 1, 1, null, 3, 4, text)], [])) { Host = new HostMeasured(text, text) },
    };

    private static HostSummary Host(string asked, string branch, string tag) => new(
        asked, "owner/study", branch, Archived: true, Disabled: false, Private: false, "quark0/darts", "quark0/darts", "NOASSERTION", ["darts", "segmentation"], 12, true, [tag], 1000, false, true);

    private static ComponentSummary Part(string name, params IReadOnlyList<ReportEvidence> places) => new(name, places.Count == 0 ? ComponentStatus.NotFound : ComponentStatus.Found, places);

    private static ReportEvidence Evidence(string path, int line, string excerpt, string? note = null) => new(path, line, line, 1, excerpt, note, $"{Remote}/blob/{Sha}/{path}#L{line}");

    private static Report Report(IReadOnlyList<ReportFinding> findings, IReadOnlyList<SkippedSummary> skipped) => new(
        ReportJson.SchemaVersion,
        new ToolSummary("dnas-repro", "0.1.0", "1"),
        new TargetSummary("study", Sha, Dirty: false, WorkingTree: false, Remote),
        new CardSummary(CardStatus.Missing, null, null, "core", null),
        new LevelSummary(0, "none", new NextLevelSummary(1, "declared", ["DNAS1001"])),
        new SearchCodeSummary(SearchCodeVerdict.NotDetermined, Differentiable.Undecided, "The code is in Julia (12 files), which is not analysed.", [], null, [], new CoverageSummary(3, 2, [new SkippedSummary("big.py", "larger than 2 MiB (3 MiB)")])),
        Stability: null,
        [Card, Commits, Rerun, Licence, Commands, Pinned, Citation, Archive],
        findings,
        [new SkippedSummary("big.py", "larger than 2 MiB (3 MiB)"), new SkippedSummary("figure.png", "not a kind of file that is analysed"), .. skipped],
        1,
        "findings at or above the severity that fails the run",
        Generated: null);
}
