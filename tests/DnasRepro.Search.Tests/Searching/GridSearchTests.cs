using System.Text.Json.Nodes;
using DnasRepro.Architectures;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.ReferenceSearch;
using DnasRepro.Results;
using DnasRepro.Results.Json;
using DnasRepro.Schemas;
using DnasRepro.Search.Searching;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Tests.Searching;

public class GridSearchTests
{
    public static TheoryData<int, Relaxation, BilevelOrder, double> Searches => new()
    {
        { 2, Relaxation.Softmax, BilevelOrder.First, 0 },
        { 2, Relaxation.Softmax, BilevelOrder.Second, 0.3 },
        { 2, Relaxation.Gumbel, BilevelOrder.First, 0.2 },
        { 3, Relaxation.Softmax, BilevelOrder.SingleLevel, 0 },
    };

    [Theory, MemberData(nameof(Searches))]
    public void Every_parameter_moves_and_a_resumed_search_ends_as_one_without_a_break(int dimensions, Relaxation relaxation, BilevelOrder order, double dropout)
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        var settings = SmallGrid.Settings(new StrategySettings { Relaxation = relaxation, Order = order, OperationDropout = dropout, EntropyWeight = 0.1 }, dimensions, memoryWeight: 0.5);

        var whole = SmallSearch.Run(settings, folder);
        SmallSearch.Run(settings, other, stopAfter: 1);
        var resumed = SmallSearch.Run(settings, other, resumes: true);

        Assert.Equal(whole.Epochs, resumed.Epochs);
        var (start, end) = (whole.History!.Epochs[0].Parameters, whole.History.Epochs[^1].Parameters);
        Assert.Equal(8, start.Edges!["grid"].Count);
        Assert.All(start.Edges["grid"].Zip(end.Edges!["grid"]), p => Assert.NotEqual(p.First, p.Second));
        Assert.All(start.ByCell["grid"].SelectMany(r => r).Zip(end.ByCell["grid"].SelectMany(r => r)), p => Assert.NotEqual(p.First, p.Second));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_file_fits_the_schema_and_is_read_as_the_path_that_was_found(int dimensions)
    {
        using var folder = new TempFolder();
        var settings = SmallGrid.Settings(new StrategySettings(), dimensions, epochs: 1, blocks: 3, levels: 3);

        var found = SearchRun.Run(settings, new SearchRunOptions(1, folder.Path, 1, "cpu", false), _ => { }, CancellationToken.None);

        var text = System.IO.File.ReadAllText(folder["architecture.json"]);
        Assert.Empty(new SchemaWalker(JsonSchema.Load("architecture.schema.json")).Validate(JsonReader.Read(text, RepoPath.Parse("architecture.json")).Root!));
        var read = Assert.IsType<ReadResult.Found>(ArchitectureJsonReader.Read(text, "architecture.json"));
        Assert.Equal(1, ArchitectureAgreement.ExactMatch([found, read.Architectures[^1].Architecture]));
        Assert.Equal(2, read.Architectures.Count);
        var space = ReferenceSpace.Of(settings);
        Assert.All(read.Architectures, a => Assert.Empty(Stability.Outside(space, a.Architecture)));
        var path = found.Cells.Single().Edges;
        Assert.Equal(3, path.Count);
        Assert.All(path.Zip(path.Skip(1)), e => Assert.Equal(e.First.Node, e.Second.From));
        // The tables are those of the space, so that reruns can check the decoding.
        var mapping = Results.Spaces.ParameterTables.ByName(space, read.Tensors.Where(t => t.Name.StartsWith("architecture_parameters", StringComparison.Ordinal)).ToList());
        Assert.NotNull(Results.Spaces.ParameterTables.Checked(space, mapping!, read.Tensors, found, out var why));
        Assert.Null(why);
        Assert.Equal([7, 7, 7], JsonNode.Parse(text)!["grid"]!["edge_active"]!.AsArray().Select(b => b!.AsArray().Count));
    }

    [Fact]
    public void Memory_that_weighs_much_leads_to_a_path_of_coarse_maps()
    {
        using var folder = new TempFolder();
        IReadOnlyList<ArchitectureEdge> Path(double weight) =>
            SmallSearch.Run(SmallGrid.Settings(new StrategySettings(), memoryWeight: weight, epochs: 6, blocks: 3), folder).History!.Architecture.Cells[0].Edges;

        var (free, bound) = (Path(0), Path(1000));

        // Level 1 before the first block and behind each of them.
        Assert.Equal([1, 3, 5], bound.Select(e => e.From));
        Assert.Equal([3, 5, 7], bound.Select(e => e.Node));
        Assert.All(bound, e => Assert.Equal("skip_connect", e.Operation));
        Assert.NotEqual(free, bound);
    }

    [Fact]
    public void The_path_is_trained_from_scratch_beside_random_ones()
    {
        using var folder = new TempFolder();
        var settings = SmallGrid.Settings(new StrategySettings(), epochs: 1) with { Evaluation = new EvaluationSettings { RetrainEpochs = 2, RandomArchitectures = 3, Eigenvalue = true } };

        SearchRun.Run(settings, new SearchRunOptions(1, folder.Path, 1, "cpu", false), _ => { }, CancellationToken.None);

        var measures = JsonNode.Parse(System.IO.File.ReadAllText(folder["architecture.json"]))!["measures"]!;
        Assert.Null(measures["not_measured"]);
        Assert.InRange(measures["retrained"]!["validation_dice"]!.GetValue<double>(), 0, 1);
        Assert.InRange(measures["discretisation_gap"]!["derived_validation_dice"]!.GetValue<double>(), 0, 1);
        Assert.InRange(measures["random"]!["rank_of_found"]!.GetValue<int>(), 1, 4);
        Assert.All(measures["random"]!["architectures"]!.AsArray(), a => Assert.Equal(2, a!["cells"]!["grid"]!.AsArray().Count));
    }

    [Fact]
    public void Latencies_are_measured_at_the_places_of_the_grid()
    {
        using var folder = new TempFolder();
        var settings = SmallGrid.Settings(new StrategySettings { Resources = [new ResourceTerm(Resource.Latency, 1)] }, epochs: 1);

        SearchRun.Run(settings, new SearchRunOptions(1, folder.Path, 1, "cpu", false), _ => { }, CancellationToken.None);

        // Levels of 16 and 8 pixels: the edges 0→0 and 1→0 work at 16, 0→1 halves 16, 1→1 works at 8; four operations each.
        Assert.Equal(3 * 4, JsonNode.Parse(System.IO.File.ReadAllText(folder[LatencyTable.Name]))!["seconds"]!.AsObject().Count);
    }
}
