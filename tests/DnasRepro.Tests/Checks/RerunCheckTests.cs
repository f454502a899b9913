using DnasRepro.Checks;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Recipes;
using DnasRepro.Results;
using DnasRepro.Statistics;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks;

/// <summary>What the checks of a rerun say of reruns that differ in one thing.</summary>
public class RerunCheckTests
{
    public static TheoryData<string> Slugs => [.. CheckCatalog.All.Where(c => c.Info.Id.StartsWith("DNAS3", StringComparison.Ordinal)).Select(c => c.Info.Slug)];

    private static readonly string[] Fine = ["search-not-stable", "run-failed", "seed-has-no-effect", "search-collapsed", "same-seed-not-repeatable", "undecided-architecture", "rerun-needed-changes", "sandbox-contained", "search-does-not-run", "architecture-parameters-did-not-move", "weight-optimiser-moves-architecture", "unseeded-randomness", "printed-architecture-stale"];

    public static TheoryData<string, string, Severity> Violations => new()
    {
        { "search-does-not-run", "does not run", Severity.Warning },
        { "result-not-repeated", "eventful", Severity.Error },
        { "search-not-stable", "unstable", Severity.Error },
        { "search-not-stable", "unstable and undecided", Severity.Warning },
        { "search-not-stable", "too few", Severity.Info },
        { "search-not-stable", "out of reach", Severity.Info },
        { "search-not-stable", "undecided", Severity.Info },
        { "search-not-stable", "degenerate", Severity.Warning },
        { "architecture-parameters-did-not-move", "not moved", Severity.Warning },
        { "same-seed-not-repeatable", "eventful", Severity.Warning },
        { "seed-has-no-effect", "invalid", Severity.Warning },
        { "seed-has-no-effect", "same first loss", Severity.Info },
        { "search-collapsed", "degenerate", Severity.Warning },
        { "search-collapsed", "eventful", Severity.Info },
        { "printed-architecture-stale", "eventful", Severity.Warning },
        { "run-failed", "does not run", Severity.Warning },
        { "run-failed", "outside cause", Severity.Info },
        { "weight-optimiser-moves-architecture", "eventful", Severity.Warning },
        { "undecided-architecture", "undecided", Severity.Warning },
        { "undecided-architecture", "none leads", Severity.Warning },
        { "rerun-needed-changes", "eventful", Severity.Info },
        { "sandbox-contained", "eventful", Severity.Warning },
    };

    [Fact]
    public void The_same_architecture_of_all_seeds_is_no_sign_that_the_seed_has_an_effect()
    {
        var stable = RerunExamples.Stable;
        var unseen = stable with { Runs = [.. stable.Runs.Select(r => r with { Probe = null, Architectures = stable.Runs[0].Architectures })] };

        Assert.Equal(Outcome.NotDetermined, Finding("seed-has-no-effect", unseen).Outcome);
    }

    [Fact]
    public void A_repeat_that_failed_is_not_said_to_be_missing()
    {
        var stable = RerunExamples.Stable;
        var failed = stable with
        {
            Repeat = RerunExamples.Failed(stable.Runs[0], FailureKind.MemoryLimit, "It needed too much memory."),
            Repeatability = new RepeatabilityFacts(RepeatabilityLevel.NotKnown, null, null),
        };

        var finding = Finding("same-seed-not-repeatable", failed);

        Assert.Equal(Outcome.NotDetermined, finding.Outcome);
        Assert.Contains("It needed too much memory.", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_the_tool_guessed_is_not_held_against_the_repository()
    {
        var broken = RerunExamples.DoesNotRun;
        var guessed = broken with { Recipe = broken.Recipe with { Origin = new RecipeOrigin("proposed", null) } };

        var finding = Finding("search-does-not-run", guessed);

        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Contains("proposed by this tool", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Without_a_rerun_nothing_is_determined(string slug) => Assert.Equal(Outcome.NotDetermined, Finding(slug, null).Outcome);

    [Theory]
    [MemberData(nameof(Slugs))]
    public void A_reference_engine_says_nothing_of_the_repository(string slug)
    {
        foreach (var rerun in new[] { RerunExamples.Stable, RerunExamples.Unstable, RerunExamples.DoesNotRun, RerunExamples.Eventful })
            Assert.Equal(Outcome.NotApplicable, Finding(slug, rerun with { Engine = "reference" }).Outcome);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void A_good_rerun_violates_nothing(string slug)
    {
        var finding = Finding(slug, RerunExamples.Stable);

        Assert.Equal(Fine.Contains(slug), finding.Outcome == Outcome.Satisfied);
        Assert.NotEqual(Outcome.Violated, finding.Outcome);
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void What_is_wrong_is_said_with_a_fix(string slug, string example, Severity severity)
    {
        var finding = Findings(slug, Example(example)).First();

        Assert.Equal((Outcome.Violated, severity), (finding.Outcome, finding.Severity));
        Assert.False(string.IsNullOrWhiteSpace(finding.Fix));
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Every_check_answers_every_rerun(string slug)
    {
        foreach (var rerun in new[] { RerunExamples.Stable, RerunExamples.Unstable, RerunExamples.OutOfReach, RerunExamples.TooFew, RerunExamples.Degenerate, RerunExamples.Invalid, RerunExamples.Undecided, RerunExamples.UnknownSpace, RerunExamples.DoesNotRun, RerunExamples.Eventful, Empty })
            Assert.NotEmpty(Findings(slug, rerun));
    }

    [Theory]
    [InlineData("too few")]
    [InlineData("out of reach")]
    [InlineData("undecided")]
    public void Inconclusive_blames_nobody(string example)
    {
        var finding = Finding("search-not-stable", Example(example));

        Assert.StartsWith("Inconclusive after", finding.Message, StringComparison.Ordinal);
        Assert.StartsWith("Nothing need be mended", finding.Fix, StringComparison.Ordinal);
        Assert.Equal(example == "out of reach" || example == "undecided", finding.Message.Contains("not a finding of instability", StringComparison.Ordinal));
    }

    [Fact]
    public void A_seed_without_effect_leaves_stability_undetermined()
    {
        var finding = Finding("search-not-stable", RerunExamples.Invalid);

        Assert.Equal(Outcome.NotDetermined, finding.Outcome);
        Assert.Contains("one run", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_space_gives_no_verdict_and_says_why() =>
        Assert.Contains("chance level", Finding("search-not-stable", RerunExamples.UnknownSpace).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(RepeatabilityLevel.Bitwise, 0.0, Outcome.Satisfied)]
    [InlineData(RepeatabilityLevel.Numeric, 2e-7, Outcome.Satisfied)]
    [InlineData(RepeatabilityLevel.SameArchitecture, 0.2, Outcome.Violated)]
    [InlineData(RepeatabilityLevel.NotKnown, null, Outcome.NotDetermined)]
    public void Repeating_a_seed_is_judged_by_what_came_out(RepeatabilityLevel level, double? difference, Outcome outcome)
    {
        var finding = Finding("same-seed-not-repeatable", RerunExamples.Stable with { Repeatability = new RepeatabilityFacts(level, difference, 1) });

        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(level == RepeatabilityLevel.Numeric, finding.Message.Contains("2E-07", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_source_of_chance_is_named_and_threads_are_none()
    {
        var findings = Findings("unseeded-randomness", RerunExamples.Eventful);

        Assert.Equal([Severity.Info, Severity.Warning], findings.Select(f => f.Severity));
        Assert.All(findings, f => Assert.Equal(Outcome.Violated, f.Outcome));
    }

    [Theory]
    [InlineData(0.9042, 0.01, true, Outcome.Satisfied)]
    [InlineData(0.9042, 0.01, null, Outcome.NotDetermined)]
    [InlineData(0.88, 0.01, false, Outcome.Violated)]
    public void Declared_results_are_met_or_not(double measured, double tolerance, bool? met, Outcome outcome)
    {
        var rerun = RerunExamples.Stable;
        var recipe = new RecipeRunFacts(rerun.Recipe with { Id = "evaluate", Purpose = RecipePurpose.Evaluate }, RerunExamples.Run, [new ExpectedValue("dice", 0.91, tolerance, measured)], met);

        Assert.Equal(outcome, Finding("result-not-repeated", rerun with { Recipes = [recipe] }).Outcome);
    }

    [Fact]
    public void A_smoke_recipe_alone_makes_a_search_functional()
    {
        var rerun = RerunExamples.Eventful;
        var smoke = rerun with { Runs = [], Repeat = null, Stability = null, End = RerunEnd.RecipesOnly, Recipes = [rerun.Recipes[0]] };

        Assert.Equal(Outcome.Satisfied, Finding("search-does-not-run", smoke).Outcome);
        Assert.Equal(Outcome.NotDetermined, Finding("search-not-stable", smoke).Outcome);
        Assert.DoesNotContain("clean", Finding("search-does-not-run", smoke).Message, StringComparison.Ordinal);
        Assert.Contains("clean", Finding("search-does-not-run", smoke with { Environment = smoke.Environment with { Clean = true } }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, Outcome.NotApplicable)]
    [InlineData("none", null, Outcome.NotApplicable)]
    [InlineData("operation_jaccard", null, Outcome.NotApplicable)]
    [InlineData("operation_jaccard", 0.01, Outcome.Violated)]
    [InlineData("edge_jaccard", 0.0, Outcome.Satisfied)]
    [InlineData("exact", null, Outcome.Violated)]
    public void The_claimed_architecture_is_asked_for_only_where_the_recipe_says_so(string? comparator, double? threshold, Outcome outcome)
    {
        var rerun = RerunExamples.Stable;

        Assert.Equal(outcome, Finding("claimed-architecture-not-found", rerun with { Recipe = rerun.Recipe with { GenotypeComparator = comparator, GenotypeThreshold = threshold } }).Outcome);
    }

    private static RerunFacts Empty => RerunExamples.DoesNotRun with { Runs = [], End = RerunEnd.Incomplete, Missing = [0, 1] };

    private static RerunFacts Example(string name)
    {
        var stable = RerunExamples.Stable;
        return name switch
        {
            "unstable" => RerunExamples.Unstable,
            "none leads" => RerunExamples.Stable with { Stability = RerunExamples.Stable.Stability! with { Parameters = RerunExamples.Stable.Stability!.Parameters! with { DecidedShare = 1, NoneLeads = 1, DecidedShareOfChoice = 0.1 } } },
            "unstable and undecided" => RerunExamples.Unstable with { Stability = RerunExamples.Unstable.Stability! with { Gates = [StabilityGate.Undecided] } },
            "too few" => RerunExamples.TooFew,
            "out of reach" => RerunExamples.OutOfReach,
            "undecided" => RerunExamples.Undecided,
            "degenerate" => RerunExamples.Degenerate,
            "invalid" => RerunExamples.Invalid,
            "does not run" => RerunExamples.DoesNotRun,
            "eventful" => RerunExamples.Eventful,
            "not moved" => stable with { Runs = [RerunExamples.Failed(stable.Runs[0], FailureKind.NotMoved, "The architecture parameters ended where they began."), .. stable.Runs.Skip(1)] },
            "same first loss" => stable with { Runs = [.. stable.Runs.Select(r => r with { Probe = r.Probe! with { FirstLoss = 1.5 } })] },
            "outside cause" => stable with { Runs = [RerunExamples.Failed(stable.Runs[0], FailureKind.OutsideCause, "The disk of this machine was full."), .. stable.Runs.Skip(1)] },
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such example."),
        };
    }

    private static List<Finding> Findings(string slug, RerunFacts? rerun) => [.. CheckCatalog.Find(slug)!.Run(CheckExample.Base.Facts() with { Rerun = rerun })];

    private static Finding Finding(string slug, RerunFacts? rerun) => Findings(slug, rerun)[0];
}
