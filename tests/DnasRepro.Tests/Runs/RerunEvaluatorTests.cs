using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Results;
using DnasRepro.Runs;
using DnasRepro.Statistics;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

public class RerunEvaluatorTests
{
    private static readonly string[] Operations = [.. Spaces.Darts.Cells[0].Operations];
    private static readonly RunPlan Plan = RunExamples.Plan(seeds: 10) with { Space = Spaces.Darts, SpaceOrigin = "the card" };

    [Fact]
    public void Agreement_that_rests_on_rounding_is_not_called_stable()
    {
        var facts = Evaluate([.. Enumerable.Range(0, 10).Select(seed => Run(seed, FirstOfAll(), Table(1e-9, seed)))]);

        Assert.Equal(StabilityVerdict.Stable, facts.Stability!.RawVerdict);
        Assert.Equal(StabilityVerdict.Inconclusive, facts.Stability.Verdict);
        Assert.Contains(StabilityGate.Undecided, facts.Stability.Gates);
        Assert.All(facts.Runs, r => Assert.NotNull(r.Parameters));
    }

    [Fact]
    public void Parameters_that_say_something_else_than_the_architecture_are_not_taken_for_its_own()
    {
        var facts = Evaluate([.. Enumerable.Range(0, 10).Select(seed => Run(seed, FirstOfAll(), Table(0.1, seed)))]);

        Assert.Equal(StabilityVerdict.Stable, facts.Stability!.Verdict);
        Assert.All(facts.Runs, r => Assert.Null(r.Parameters));
    }

    [Fact]
    public void The_order_of_the_records_and_records_without_a_place_change_nothing()
    {
        List<RunRecord> records = [.. Enumerable.Range(0, 10).Select(seed => Run(seed, FirstOfAll(), Table(1e-9, seed)))];
        var strange = records[0] with { Position = 10, Role = RunRole.Search };

        var facts = Evaluate([strange, .. Enumerable.Reverse(records), records[3], records[0] with { Position = -1 }, records[0] with { Position = 0, Role = RunRole.Recipe }]);

        Assert.Equal(Evaluate(records).Runs.Select(r => r.Seed), facts.Runs.Select(r => r.Seed));
        Assert.DoesNotContain(facts.Extra, r => r.Position is < 0 or > 9);
        Assert.Empty(facts.Recipes);
    }

    private static RerunFacts Evaluate(IReadOnlyList<RunRecord> records) =>
        new RerunEvaluator(Plan, CardValue.Nowhere).Evaluate(new RerunBundle(RunPlan.CurrentForm, Plan, records, null, RunSurroundings.NotKnown));

    /// <summary>What DARTS keeps when all weights are the same: the first operation but none, of the first two edges of each node.</summary>
    private static Architecture FirstOfAll() => new([.. Spaces.Darts.Cells.Select(c =>
        new ArchitectureCell(c.Id, [.. c.Edges.Where(e => e.From < 2).Select(e => new ArchitectureEdge(e.Node, e.From, "max_pool_3x3"))]))]);

    /// <summary>Parameters that differ from each other by as much as is said, another way for each seed.</summary>
    private static double[] Table(double difference, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 14 * Operations.Length).Select(_ => difference * random.NextDouble())];
    }

    private static RunRecord Run(int seed, Architecture architecture, double[] table)
    {
        var task = Plan.Tasks().First(t => t.Role == RunRole.Search && t.Seed == seed);
        return RunExamples.Record(Plan, task) with
        {
            Architectures = [new FoundArchitecture(architecture, 1, true, "genotype", "stdout", ResultPrecision.Discrete, null)],
            Tables = [.. ((string[])["alphas_normal", "alphas_reduce"]).Select(n => new NamedTensor(n, [14, Operations.Length], table, "float32"))],
        };
    }
}
