using System.Text.Json;
using DnasRepro.Results;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

/// <summary>The probe finds architecture parameters in searches of every build, and takes nothing else for them.</summary>
public class ProbeFindsTests
{
    [Fact]
    public void The_example_gives_the_values_that_it_writes_itself_and_stays_the_same()
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("example");
        var search = Path.Combine(Repository.Root, "examples", "unet-darts", "search.py");
        string[] Arguments(string folder) => [search, "--epochs", "3", "--warmup", "1", "--seed", "4", "--out", Path.Combine(run.Results, folder)];

        Assert.Equal(0, run.RunWithoutProbe(Arguments("without")).ExitCode);
        Assert.Equal(0, run.Run(Arguments("with")).ExitCode);

        var written = File.ReadAllText(Path.Combine(run.Results, "with", "architecture.json"));
        Assert.Equal(File.ReadAllText(Path.Combine(run.Results, "without", "architecture.json")), written);
        var own = JsonDocument.Parse(written).RootElement;
        var seen = run.Seen();
        Assert.Equal(["Supernet.architecture.down", "Supernet.architecture.up"], seen.Parameters.Select(p => p.Final.Name).Order());
        foreach (var parameter in seen.Parameters)
        {
            var kind = parameter.Final.Name.Split('.')[^1];
            Assert.Equal([5, 5], parameter.Final.Shape);
            Assert.Equal(Flat(own.GetProperty("architecture_parameters").GetProperty(kind)), parameter.Final.Values);
            Assert.Equal([1, 2, 3], parameter.History.Select(e => e.Epoch));
            foreach (var (epoch, theirs) in parameter.History.Zip(own.GetProperty("history").EnumerateArray()))
                Assert.Equal(Flat(theirs.GetProperty("architecture").GetProperty(kind)), epoch.Values);
            Assert.NotEqual(parameter.Initial!.Values, parameter.Final.Values);
            Assert.Equal(parameter.Initial.Values, parameter.History[0].Values);
            Assert.False(parameter.IsInWeightOptimizer);
        }
        Assert.Equal((8, 12, 3, "lr_scheduler.step"), (seen.Steps.Architecture, seen.Steps.Weights, seen.Steps.Epochs, seen.Steps.EpochsBy));
        Assert.Contains(seen.OperationLists, o => o.Values.SequenceEqual(["none", "skip_connect", "avg_pool_3x3", "conv_3x3", "dil_conv_3x3"]));
        Assert.Equal([("numpy.random.seed", "4", 1), ("random.seed", "4", 1), ("torch.manual_seed", "4", 1)], seen.Seeds.Select(s => (s.Call, s.Value, s.Count)).Order());
        Assert.Empty(seen.Nondeterminism);
        Assert.Equal(["{out}/with/architecture.json.part"], seen.FilesWritten);
        Assert.Equal(("torch", "exit", 1), (seen.Framework, seen.How, seen.Threads));
        Assert.InRange(seen.FirstLoss!.Value, 0.5, 3);
        Assert.InRange(seen.Steps.PeakBytes, 50_000_000, 4_000_000_000);
        Assert.Empty(seen.Notes);
    }

    [Fact]
    public void Plain_tensors_in_a_list_with_vectors_warm_up_and_copies_in_every_step()
    {
        using var run = Ended("finds_variables.py", "out.txt");
        var seen = run.Seen();

        Assert.Equal(["Network.alphas_normal", "Network.alphas_reduce", "Network.betas_normal"], Names(seen));
        Assert.Equal((6, 12, 4), (seen.Steps.Architecture, seen.Steps.Weights, seen.Steps.Epochs));
        var alphas = seen.Parameters.Single(p => p.Final.Name == "Network.alphas_normal");
        Assert.Equal(alphas.Initial!.Values, alphas.History[1].Values);
        Assert.NotEqual(alphas.History[1].Values, alphas.History[2].Values);
        Assert.Equal(alphas.Final.Values, alphas.History[3].Values);
        Assert.Equal("Network.genotype", seen.GenotypeMethod);
        Assert.Equal(seen.Genotype, alphas.History[3].Genotype);
        Assert.StartsWith("Genotype(normal=[('", alphas.History[0].Genotype, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_of_the_model_that_the_weights_optimiser_holds_too()
    {
        using var run = Ended("finds_shared.py");
        var seen = run.Seen();

        Assert.Equal(["Net.alphas_down", "Net.alphas_normal"], Names(seen));
        Assert.All(seen.Parameters, p => Assert.True(p.IsInWeightOptimizer));
        Assert.Equal((9, 9, 3, "DataLoader"), (seen.Steps.Architecture, seen.Steps.Weights, seen.Steps.Epochs, seen.Steps.EpochsBy));
        Assert.Equal(["__main__.CELL", "__main__.DOWN"], seen.OperationLists.Select(o => o.Name).Order());
    }

    [Fact]
    public void A_list_with_one_table_a_node_beside_a_copy_for_the_virtual_step()
    {
        using var run = Ended("finds_nodes.py");
        var seen = run.Seen();

        Assert.Equal(["Controller.alpha_normal.0", "Controller.alpha_normal.1"], Names(seen));
        Assert.Equal([2, 4], seen.Parameters.Single(p => p.Final.Name.EndsWith('0')).Final.Shape);
        Assert.StartsWith("[[('", seen.Genotype, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_that_are_sampled_by_gumbel_softmax()
    {
        using var run = Ended("finds_gumbel.py");
        var seen = run.Seen();

        Assert.Equal(["Sequential.0.thetas", "Sequential.1.thetas"], Names(seen));
        Assert.All(seen.Parameters, p => Assert.StartsWith("flows into a softmax", p.Why, StringComparison.Ordinal));
        Assert.Null(seen.Steps.Epochs);
    }

    [Fact]
    public void A_table_that_the_program_updates_by_hand()
    {
        using var run = Ended("finds_by_hand.py");
        var seen = run.Seen();

        var alphas = Assert.Single(seen.Parameters);
        Assert.Equal("__main__.alphas", alphas.Final.Name);
        Assert.NotEqual(alphas.Initial!.Values, alphas.Final.Values);
        Assert.Equal((0, 6, 2), (seen.Steps.Architecture, seen.Steps.Weights, seen.Steps.Epochs));
    }

    [Theory]
    [InlineData("traps_attention.py")]
    [InlineData("traps_gates.py")]
    [InlineData("traps_adversaries.py")]
    public void Attention_gates_normalisation_adversaries_and_masks_are_no_architecture(string program)
    {
        using var run = Ended(program);
        var seen = run.Seen();

        Assert.Empty(seen.Parameters);
        Assert.Equal(0, seen.Steps.Architecture);
        Assert.True(seen.Steps.Weights >= 6);
        Assert.Null(seen.ParametersSha256);
        Assert.Empty(seen.Notes);
    }

    private static ProbeRun Ended(string program, params string[] arguments)
    {
        ProbeRun.RequireTorch();
        var run = new ProbeRun(program);
        var (exit, _, error) = run.Run([run.Program(program), .. arguments]);
        Assert.True(exit == 0, error);
        return run;
    }

    private static IEnumerable<string> Names(ProbeResult seen) => seen.Parameters.Select(p => p.Final.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<double> Flat(JsonElement rows) => rows.EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(v => v.GetDouble());
}
