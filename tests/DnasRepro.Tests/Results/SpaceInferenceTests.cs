using System.Text.Json;
using DnasRepro.Architectures;
using DnasRepro.Results;
using DnasRepro.Results.Genotypes;
using DnasRepro.Results.Json;
using DnasRepro.Results.Selection;
using DnasRepro.Results.Spaces;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Results;

/// <summary>Spaces are told from what real programs held at their end: see <see cref="Reruns"/>.</summary>
public class SpaceInferenceTests
{
    private static readonly OperationList Darts = new("genotypes.PRIMITIVES", ["none", "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"]);

    /// <summary>pt.darts has the same operations in the same order but for the last.</summary>
    private static readonly OperationList PtDarts = new("genotypes.PRIMITIVES", ["max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5", "none"]);

    private static readonly OperationList[] NasUnet =
    [
        new("genotype.CellLinkDownPos", ["avg_pool", "max_pool", "down_cweight", "down_dil_conv", "down_dep_conv", "down_conv"]),
        new("genotype.CellLinkUpPos", ["up_cweight", "up_dep_conv", "up_conv", "up_dil_conv"]),
        new("genotype.CellPos", ["identity", "none", "cweight", "dil_conv", "dep_conv", "shuffle_conv", "conv"]),
    ];

    [Fact]
    public void DARTS_is_two_cells_of_fourteen_edges()
    {
        foreach (var run in Reruns.Of("darts1"))
        {
            var inferred = SpaceInference.Infer(AtExit(run), Named(run, "Network.alphas_normal", "Network.alphas_reduce"), [new("x.NAMES", ["a", "b"]), Darts]);

            var space = inferred.Space!;
            Assert.Equal(["normal", "reduce"], space.Cells.Select(c => c.Id));
            Assert.All(space.Cells, c => Assert.Equal((2, 4, 14, 2, 8), (c.Inputs, c.Nodes, c.Edges.Count, c.PerSite!.Value, c.Slots)));
            Assert.All(space.Cells, c => Assert.Equal(Darts.Values, c.Operations));
            Assert.Equal(["none"], space.NoneOperations);
            Assert.Equal(["skip_connect"], space.SkipOperations);
            Assert.Equal(3, space.ParameterFreeOperations.Count);
            Assert.Equal(new RowPlace("Network.alphas_reduce", 13), inferred.Tables!.Cells["reduce"][13]);
            Assert.NotNull(ParameterTables.Checked(space, inferred.Tables, Named(run, "Network.alphas_normal", "Network.alphas_reduce"), AtExit(run), out var why));
            Assert.Null(why);
        }
    }

    [Fact]
    public void Tables_without_names_are_told_by_what_they_decode_to()
    {
        var run = Reruns.Of("darts1")[0];

        Assert.Equal("b", SpaceInference.Infer(AtExit(run), Named(run, "b", "a"), [Darts]).Tables!.Cells["normal"][0].Tensor);
    }

    [Fact]
    public void A_stale_genotype_is_not_decoded_from_the_final_parameters()
    {
        var run = Reruns.Of("darts1")[0];
        var tensors = Named(run, "alphas_normal", "alphas_reduce");

        var inferred = SpaceInference.Infer(Architecture(run.Printed[0]), tensors, [Darts]);

        Assert.Null(inferred.Space);
        Assert.Contains("does not give the cell", inferred.Why, StringComparison.Ordinal);
        var right = SpaceInference.Infer(AtExit(run), tensors, [Darts]);
        Assert.Null(ParameterTables.Checked(right.Space!, right.Tables!, tensors, Architecture(run.Printed[0]), out var why));
        Assert.Contains("does not give the architecture", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_each_node_are_joined_and_several_runs_tell_how_edges_are_weighed()
    {
        string[] names = ["alpha_normal.0", "alpha_normal.1", "alpha_normal.2", "alpha_normal.3", "alpha_reduce.0", "alpha_reduce.1", "alpha_reduce.2", "alpha_reduce.3"];
        var observations = Reruns.Of("ptdarts").Select(r => new SpaceObservation(AtExit(r), Named(r, names))).ToList();

        var inferred = SpaceInference.Infer(observations, [PtDarts, Darts]);

        Assert.Equal(EdgeStrength.Raw, inferred.Tables!.Strength);
        Assert.Equal(PtDarts.Values, inferred.Space!.Cells[1].Operations);
        Assert.Equal(new RowPlace("alpha_reduce.3", 4), inferred.Tables.Cells["reduce"][13]);
    }

    /// <summary>RobustDARTS' space S1 gives each edge two operations of its own (Zela et al. 2020, figure 9).</summary>
    [Fact]
    public void Operations_of_each_edge_by_itself()
    {
        string[] normal = ["skip_connect,dil_conv_3x3", "skip_connect,dil_conv_5x5", "skip_connect,dil_conv_5x5", "skip_connect,sep_conv_3x3", "skip_connect,dil_conv_3x3", "max_pool_3x3,skip_connect", "skip_connect,sep_conv_3x3", "skip_connect,sep_conv_3x3", "skip_connect,dil_conv_3x3", "skip_connect,sep_conv_3x3", "max_pool_3x3,skip_connect", "skip_connect,dil_conv_3x3", "dil_conv_3x3,dil_conv_5x5", "dil_conv_3x3,dil_conv_5x5"];
        foreach (var run in Reruns.Of("robust-s1"))
        {
            var cell = AtExit(run) with { Cells = [AtExit(run).Cells[0]] };
            var lists = normal.Select((o, i) => new OperationList($"spaces.primitives_1.primitives_normal[{i}]", o.Split(','))).ToList();

            var inferred = SpaceInference.Infer(cell, Named(run, "alphas_normal", "alphas_reduce"), lists);

            Assert.Equal(normal, inferred.Space!.Cells[0].OperationsByEdge!.Select(o => string.Join(',', o)));
            Assert.Equal("alphas_normal", inferred.Tables!.Cells["normal"][0].Tensor);
        }
    }

    [Fact]
    public void NAS_Unet_has_two_tables_a_cell_and_dead_rows_are_left_out()
    {
        var observations = Reruns.Of("nasunet").Select(r => new SpaceObservation(AtExit(r), Named(r, "alphas_down", "alphas_up", "alphas_normal_down"))).ToList();

        var inferred = SpaceInference.Infer(observations, NasUnet);

        Assert.Null(inferred.Why);
        Assert.Equal(["alphas_down", "alphas_down", "alphas_down", "alphas_down", "alphas_normal_down"], inferred.Tables!.Cells["down"].Select(r => r.Tensor));
        Assert.Equal(["alphas_normal_down", "alphas_up", "alphas_normal_down", "alphas_up", "alphas_normal_down"], inferred.Tables.Cells["up"].Select(r => r.Tensor));
        Assert.Equal([6, 6, 6, 6, 7], Enumerable.Range(0, 5).Select(e => inferred.Space!.Cells[0].OperationsOf(e).Count));
        Assert.Equal(["identity"], inferred.Space!.SkipOperations);
        Assert.All(observations, o => Assert.NotNull(ParameterTables.Checked(inferred.Space, inferred.Tables, o.Tensors, o.Architecture, out _)));
    }

    [Fact]
    public void The_probe_gives_an_observation_for_each_epoch_in_which_it_asked()
    {
        var (first, last) = (Reruns.Of("nasunet")[1], Reruns.Of("nasunet")[0]);
        var tensors = Named(last, "alphas_down", "alphas_up", "alphas_normal_down");
        var parameters = tensors.Zip(Named(first, "alphas_down", "alphas_up", "alphas_normal_down"), (end, then) => new ProbedParameter(end, null, [new ProbedEpoch(1, then.Values) { Genotype = first.AtExit }, new ProbedEpoch(2, end.Values)], "Adam", false)).ToList();
        var probe = new ProbeResult("3.11", "torch", new Dictionary<string, string>(), 1, parameters, last.AtExit, "genotype", null, [], new ProbedSteps(1, 1, null, null), [], [], new Dictionary<string, int>(), [], []);

        var observations = ProbeObservations.Of(probe);

        Assert.Equal(2, observations.Count);
        Assert.Equal(parameters[0].History[0].Values, observations[1].Tensors[0].Values);
        Assert.Empty(ProbeObservations.Of(probe with { Genotype = null }));
    }

    [Fact]
    public void What_one_run_leaves_open_is_not_guessed()
    {
        var each = Reruns.Of("nasunet").Select(r => SpaceInference.Infer(AtExit(r), Named(r, "alphas_down", "alphas_up", "alphas_normal_down"), NasUnet)).ToList();

        Assert.Contains(each, i => i is { IsOpen: true, Space: null });
        Assert.All(each.Where(i => i.Tables is not null), i => Assert.Equal(["alphas_normal_down", "alphas_up", "alphas_normal_down", "alphas_up", "alphas_normal_down"], i.Tables!.Cells["up"].Select(r => r.Tensor)));
    }

    [Fact]
    public void PC_DARTS_gives_the_space_but_no_parameters_for_it_weighs_edges_too()
    {
        var run = Reruns.Of("pcdarts")[0];

        var inferred = SpaceInference.Infer(AtExit(run), Named(run, "alphas_normal", "alphas_reduce", "betas_normal", "betas_reduce"), [Darts]);

        Assert.Equal(14, inferred.Space!.Cells[0].Edges.Count);
        Assert.Null(inferred.Tables);
        Assert.Contains("not chosen by that table alone", inferred.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_is_told_from_its_own_file()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "examples", "unet-darts", "results"), "search-seed*.json"))
        {
            var found = Assert.IsType<ReadResult.Found>(ArchitectureJsonReader.Read(File.ReadAllText(file), "architecture.json"));
            var inferred = SpaceInference.Infer(found.Architectures[^1].Architecture, found.Tensors, [new("operations", ["none", "skip_connect", "avg_pool_3x3", "conv_3x3", "dil_conv_3x3"])]);

            Assert.Equal((5, 2), (inferred.Space!.Cells[0].Edges.Count, inferred.Tables!.Cells.Count));
        }
    }

    [Fact]
    public void Nothing_is_said_without_evidence()
    {
        var run = Reruns.Of("darts1")[0];

        Assert.Null(SpaceInference.Infer(AtExit(run), [], [Darts]).Space);
        Assert.Null(SpaceInference.Infer(AtExit(run), Named(run, "alphas_normal", "alphas_reduce"), []).Space);
        Assert.Null(SpaceInference.Infer(AtExit(run), Named(run, "alphas_normal", "alphas_reduce"), [PtDarts]).Space);
        Assert.Null(SpaceInference.Infer(new Architecture([new ArchitectureCell("x", [])]), Named(run, "alphas_normal", "alphas_reduce"), [Darts]).Space);
    }

    [Fact]
    public void A_space_where_each_edge_decides_for_itself()
    {
        string[] operations = ["none", "skip_connect", "conv"];
        var cell = new ArchitectureCell("cell", [new(1, 0, "conv"), new(2, 0, "none"), new(2, 1, "skip_connect")]);
        var tensor = new NamedTensor("arch_parameters", [3, 3], [0, 1, 2, 3, 1, 0, 0, 5, 1], "float32");

        var inferred = SpaceInference.Infer(new Architecture([cell]), [tensor], [new("NAS_BENCH_201", operations)]);

        Assert.Null(inferred.Space!.Cells[0].PerSite);
        Assert.Equal([0, 1, 2], inferred.Space.Cells[0].Edges.Select(e => e.Site));
        Assert.Equal([new(1, 0, "conv"), new(2, 1, "skip_connect")], Decoder.Decode(inferred.Space, ParameterTables.ToSpace(inferred.Space, inferred.Tables!, [tensor])!)!.Cells[0].Edges);
    }

    [Theory]
    [InlineData("none", true, false, false, false)]
    [InlineData("Identity", false, true, true, false)]
    [InlineData("avg_pool_3x3", false, false, true, false)]
    [InlineData("sep_conv_5x5", false, false, false, false)]
    [InlineData("mystery", false, false, false, true)]
    public void Names_are_classed(string name, bool none, bool skip, bool free, bool unknown) =>
        Assert.Equal((none, skip, free, unknown), (OperationNames.IsNone(name), OperationNames.IsSkip(name), OperationNames.IsParameterFree(name), OperationNames.IsUnknown(name)));

    private static Architecture AtExit(Reruns.Run run) => Architecture(run.AtExit);

    private static Architecture Architecture(string genotype) => Assert.IsType<ReadResult.Found>(GenotypeReader.Read(genotype, "probe")).Architectures.Single().Architecture;

    private static List<NamedTensor> Named(Reruns.Run run, params string[] names) => [.. names.Zip(run.Parameters, Tensor)];

    private static NamedTensor Tensor(string name, JsonElement table)
    {
        var first = table[0];
        return first.ValueKind == JsonValueKind.Number
            ? new NamedTensor(name, [table.GetArrayLength()], [.. table.EnumerateArray().Select(v => v.GetDouble())], "float32")
            : new NamedTensor(name, [table.GetArrayLength(), first.GetArrayLength()], [.. table.EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(v => v.GetDouble())], "float32");
    }

    [Fact]
    public void A_class_name_that_holds_a_cells_name_does_not_speak_of_it()
    {
        string[] operations = ["none", "skip_connect", "conv_3x3"];
        var space = new SearchSpace(
            "u-shaped", [Support.Spaces.Cell("down", 2, 2, operations), Support.Spaces.Cell("up", 2, 2, operations)], new HashSet<string> { "none" }, new HashSet<string> { "skip_connect" },
            new HashSet<string> { "skip_connect" }, HasCanonicalForm: true);
        NamedTensor[] tensors = [new("Supernet.architecture.down", [5, 3], new double[15], "float32"), new("Supernet.architecture.up", [5, 3], new double[15], "float32")];

        var mapping = ParameterTables.ByName(space, tensors);

        Assert.NotNull(mapping);
        Assert.All(mapping.Cells["up"], row => Assert.Equal("Supernet.architecture.up", row.Tensor));
        Assert.All(mapping.Cells["down"], row => Assert.Equal("Supernet.architecture.down", row.Tensor));
    }
}
