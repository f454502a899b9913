using System.Security.Cryptography;
using System.Text;
using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Recipes;
using DnasRepro.Results;
using DnasRepro.Statistics;

namespace DnasRepro.Runs;

/// <summary>What the runs of a plan show. Pure: the same plan and records give the same facts, whenever and in whatever order the records came.</summary>
/// <param name="plan">The plan.</param>
/// <param name="card">The card, which may state tolerances; <see cref="CardValue.Nowhere"/> without one.</param>
public sealed class RerunEvaluator(RunPlan plan, CardValue card)
{
    private readonly Dictionary<SearchSpace, ChanceLevel> chances = new(ReferenceEqualityComparer.Instance);
    private PlanSpace? space;

    /// <summary>Whether no further seed has to be run.</summary>
    public SessionEnd? Decide(IReadOnlyList<RunRecord> records)
    {
        if (plan.Stop == StopRule.Never)
            return null;
        var runs = Prefix(Valid(records));
        return DoesNotRun(runs) ? SessionEnd.DoesNotRun : Walk(runs) is { Decision: not (null or Decision.Continue) } ? SessionEnd.Verdict : null;
    }

    /// <summary>Everything that the report tells of a rerun.</summary>
    public RerunFacts Evaluate(RerunBundle bundle)
    {
        var records = Valid(bundle.Records);
        var prefix = Prefix(records);
        var walk = Walk(prefix);
        var counted = prefix.Take(walk.Runs).ToList();
        var repeat = records.FirstOrDefault(r => r.Role == RunRole.Repeat);
        var known = Space(prefix);
        return new RerunFacts(
            plan.Engine,
            plan.Recipe,
            new RerunPlanFacts(
                plan.Sha256(), plan.Seeds, plan.Stop.ToString().ToLowerInvariant(), Rules, known.Space, known.Origin,
                known.Space is { } s ? Prospects.Of(ChanceOf(s).Value, Rules) : null),
            [.. counted.Select(r => Mapped(r, known))],
            [.. records.Where(r => r.Role == RunRole.Search && !counted.Contains(r)).OrderBy(r => r.Position)],
            repeat is null ? null : Mapped(repeat, known),
            RepeatabilityOf(counted.FirstOrDefault(), repeat, known),
            [.. records.Where(r => r.Role == RunRole.Recipe).OrderBy(r => r.Position).Select(r => OutcomeOf(plan.Others[r.Position], r))],
            EndOf(bundle, prefix, walk),
            Missing(records),
            WithRandomTest(walk.Report, known.Space),
            Reason(prefix, walk, known),
            EnvironmentOf(bundle with { Records = records }))
        {
            Notes = plan.Notes ?? [],
        };
    }

    private StabilityRules Rules => plan.Rules;

    /// <summary>The records that belong to a place of the plan, one for each: a file may hold others.</summary>
    private List<RunRecord> Valid(IReadOnlyList<RunRecord> records) =>
        [.. records.Where(r => r.Position >= 0 && r.Position < (r.Role == RunRole.Recipe ? plan.Others.Count : plan.Seeds.Count)).DistinctBy(r => (r.Role, r.Position))];

    /// <summary>The runs in the order of the plan's seeds, up to the first one that is missing.</summary>
    private List<RunRecord> Prefix(IReadOnlyList<RunRecord> records)
    {
        var byPosition = records.Where(r => r.Role == RunRole.Search).ToDictionary(r => r.Position);
        return [.. Enumerable.Range(0, plan.Seeds.Count).TakeWhile(byPosition.ContainsKey).Select(p => byPosition[p])];
    }

    /// <summary>Seeds whose runs are missing although those of later seeds, or of later shards, were to be there.</summary>
    private List<long> Missing(IReadOnlyList<RunRecord> records)
    {
        var there = records.Where(r => r.Role == RunRole.Search).Select(r => r.Position).ToHashSet();
        var last = plan.Stop == StopRule.Never ? plan.Seeds.Count : there.Count == 0 ? 0 : there.Max();
        return [.. Enumerable.Range(0, last).Where(p => !there.Contains(p)).Select(p => plan.Seeds[p])];
    }

    /// <summary>Goes through the runs in order and stops where the rule does.</summary>
    private Walked Walk(List<RunRecord> runs)
    {
        var known = Space(runs);
        if (known.Space is null && known.IsOpen)
            return new Walked(runs.Count, null, null);
        if (known.Space is null)
            return new Walked(Math.Min(runs.Count, 2), null, runs.Count >= 2 ? Decision.MaximumReached : null);
        var chance = ChanceOf(known.Space).Value;
        for (var k = 2; k <= runs.Count; k++)
        {
            var report = Stability.Evaluate(known.Space, [.. runs.Take(k).Select(r => RunOf(r, known))], chance, Rules);
            var decision = SequentialRule.After(report, Rules, plan.Stop == StopRule.Hopeless ? SequentialRule.Hopeless : SequentialRule.Decided);
            if (decision != Decision.Continue || k == runs.Count)
                return new Walked(k, report, decision);
        }
        return new Walked(runs.Count, null, null);
    }

    private static bool DoesNotRun(List<RunRecord> runs) =>
        runs is [{ Failure.Kind: FailureKind.NotStarted or FailureKind.NoResult or FailureKind.SeveralResults or FailureKind.NotMoved }, ..]
        || (runs.Count >= 2 && runs.Take(2).All(r => !IsCompleted(r)));

    /// <summary>Told once; runs that come later change nothing but what the first ones left open.</summary>
    private PlanSpace Space(List<RunRecord> runs)
    {
        if (space is { IsOpen: false })
            return space;
        return space = PlanSpace.Of(plan, runs.FindAll(IsCompleted));
    }

    private ChanceLevel ChanceOf(SearchSpace of) => chances.TryGetValue(of, out var chance) ? chance : chances[of] = Chance.Of(of);

    private static StabilityRun RunOf(RunRecord record, PlanSpace known) =>
        new(record.Seed, IsCompleted(record) ? record.Architectures[0].Architecture : null, IsCompleted(record) ? known.ParametersOf(record) : null)
        {
            ParametersSha256 = record.Probe?.ParametersSha256,
        };

    private static RunRecord Mapped(RunRecord record, PlanSpace known) => IsCompleted(record)
        ? record with { Parameters = known.ParametersOf(record), Initial = record.Initial ?? known.InitialOf(record) }
        : record;

    private static RepeatabilityFacts RepeatabilityOf(RunRecord? first, RunRecord? again, PlanSpace known)
    {
        if (first is null || again is null || !IsCompleted(first) || !IsCompleted(again))
            return new RepeatabilityFacts(RepeatabilityLevel.NotKnown, null, null);
        var hashes = first.Probe?.ParametersSha256 is { } a && again.Probe?.ParametersSha256 is { } b && a == b;
        var (one, other) = (RunOf(first, known), RunOf(again, known));
        var same = Repeatability.Of(one, other, hashes || (one.Parameters is not null && Repeatability.Of(one, other, false).MaximumDifference == 0));
        var level = same switch
        {
            { IsBitwise: true } => RepeatabilityLevel.Bitwise,
            { IsNumeric: true } => RepeatabilityLevel.Numeric,
            { IsSameArchitecture: true } => RepeatabilityLevel.SameArchitecture,
            { IsSameArchitecture: false } => RepeatabilityLevel.Different,
            _ => RepeatabilityLevel.NotKnown,
        };
        return new RepeatabilityFacts(level, same.MaximumDifference, same.Dice);
    }

    private RecipeRunFacts OutcomeOf(Recipe recipe, RunRecord run)
    {
        var compared = RecipeOutcome.Compare(recipe, run.Metrics, card);
        return new RecipeRunFacts(recipe, run, compared.Expected, compared.IsMet is null ? null : run.Status == RunStatus.Completed && compared.IsMet.Value);
    }

    private RerunEnd EndOf(RerunBundle bundle, List<RunRecord> prefix, Walked walk) => walk.Decision switch
    {
        _ when plan.Seeds.Count == 0 => RerunEnd.RecipesOnly,
        _ when DoesNotRun(prefix) => RerunEnd.DoesNotRun,
        Decision.Stable or Decision.Unstable or Decision.Invalid => RerunEnd.Decided,
        Decision.OutOfReach => RerunEnd.OutOfReach,
        _ when bundle.Ended == "budget" && prefix.Count < plan.Seeds.Count => RerunEnd.Budget,
        _ when walk.Report is null && walk.Decision == Decision.MaximumReached => RerunEnd.SpaceUnknown,
        _ when prefix.Count == plan.Seeds.Count => RerunEnd.MaximumSeeds,
        _ => RerunEnd.Incomplete,
    };

    private static StabilityReport? WithRandomTest(StabilityReport? report, SearchSpace? of)
    {
        if (report?.Agreement.DiceMean is not { } agreement || of is null)
            return report;
        return report with { Agreement = report.Agreement with { RandomTest = RandomTest.P(of, report.Agreement.Dice.Count, agreement) } };
    }

    private string? Reason(List<RunRecord> prefix, Walked walk, PlanSpace known)
    {
        if (plan.Seeds.Count == 0)
            return "No search was run over seeds.";
        if (prefix.Find(r => !IsCompleted(r)) is { } failed && DoesNotRun(prefix))
            return $"The run with seed {failed.Seed} does not count: {failed.Failure?.Message ?? "it left no architecture."}";
        if (known.Space is null)
            return known.Problem;
        return walk.Report is { } report && SequentialRule.WhyInconclusive(report, Rules) is { } why ? Words(why) : prefix.Count < 2 ? "Fewer than two seeds ran." : null;
    }

    private static string Words(InconclusiveReason why) => why switch
    {
        InconclusiveReason.Undecided => "The runs agree, but on most edges the two best candidates hardly differ, so that the choice may be read off the start or the order of the operations.",
        InconclusiveReason.MaximumReached => "All seeds that were set ran, and they are too few to say.",
        InconclusiveReason.OutOfReach => "Even perfect agreement of the remaining seeds would not have shown stability.",
        InconclusiveReason.TooFew => "With so few seeds no result at all could have given a verdict.",
        _ => "Further seeds may decide.",
    };

    private static RerunEnvironment EnvironmentOf(RerunBundle bundle)
    {
        var probe = bundle.Records.OrderBy(r => r.Role).ThenBy(r => r.Position).Select(r => r.Probe).FirstOrDefault(p => p is not null);
        var packages = probe?.Packages ?? new Dictionary<string, string>();
        var text = string.Join('\n', packages.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend($"python={probe?.Python}"));
        return new RerunEnvironment(
            bundle.Surroundings.Isolation, bundle.Surroundings.Reason, bundle.Surroundings.Limits, probe?.Python, packages,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), bundle.Surroundings.Clean);
    }

    private static bool IsCompleted(RunRecord record) => record.Status == RunStatus.Completed && record.Architectures.Count > 0;

    /// <summary>How far the walk came.</summary>
    /// <param name="Runs">How many runs count.</param>
    /// <param name="Report">The report over them; null without a space or with fewer than two.</param>
    /// <param name="Decision">What the rule said after the last of them.</param>
    private sealed record Walked(int Runs, StabilityReport? Report, Decision? Decision);
}
