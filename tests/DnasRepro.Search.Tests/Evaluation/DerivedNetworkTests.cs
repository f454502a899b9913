using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Evaluation;

public sealed class DerivedNetworkTests
{
    private static readonly IReadOnlyList<string> Everything = [.. OperationRegistry.All.Select(o => o.Id)];

    public DerivedNetworkTests() => TorchLibrary.Require("cpu");

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Has_as_many_parameters_as_are_counted(int dimensions)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var space = SpaceOf(dimensions, random);
            var architecture = Edges.Some(space, random);
            using var generator = new Generator(0);
            using var network = new DerivedNetwork(architecture, space, 1 + (seed % 3), 2 + (seed % 4), generator);

            var counted = ArchitectureCosts.Of(architecture, space, new NetworkEnds(64, 1 + (seed % 3), 2 + (seed % 4)));
            Assert.Equal(counted.Total.Parameters, network.Weights.Vector.numel());
        }
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void Is_the_supernet_whose_choice_is_made(int dimensions, bool isTraining)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var random = new Random(seed);
            var space = SpaceOf(dimensions, random);
            var architecture = Edges.Some(space, random);
            var size = 4 << space.Levels;
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)seed);
            using var supernet = new Supernet(space, 2, 3, generator, ScalarType.Float64);
            using var derived = new DerivedNetwork(architecture, space, 2, 3, generator, isAffine: false, ScalarType.Float64);
            derived.TakeWeights(supernet);
            using var images = randn([2, 2, .. Enumerable.Repeat((long)size, dimensions)], ScalarType.Float64, generator: generator);
            using var fastest = supernet.Spatial.ChannelsFastest(images);

            var theirs = supernet.Forward(fastest, new CellWeights(OneHot(architecture, space, ReferenceSpace.Down)), new CellWeights(OneHot(architecture, space, ReferenceSpace.Up)), isTraining);
            var ours = derived.Forward(fastest, isTraining);

            Assert.Equal(theirs.shape, ours.shape);
            Assert.True((theirs - ours).abs().max().ToDouble() < 1e-10, $"seed {seed}: {(theirs - ours).abs().max().ToDouble()}");
            Assert.True(theirs.std().ToDouble() > 1e-3);
        }
    }

    [Fact]
    public void A_node_without_an_edge_is_zeros()
    {
        var space = new SpaceSettings { Levels = 1, Channels = 4 };
        var cell = new ArchitectureCell("", [new ArchitectureEdge(3, 0, "conv_3x3")]);
        var without = new Architecture([cell with { Id = "down" }, cell with { Id = "up" }]);
        var none = new Architecture([.. without.Cells.Select(c => c with { Edges = [.. c.Edges, new ArchitectureEdge(2, 1, "none")] })]);

        Assert.Equal(Scores(without, space), Scores(none, space));
    }

    [Theory]
    [InlineData("conv_9x9", 2, 0, "'conv_9x9'")]
    [InlineData("conv_3x3", 4, 0, "from 0 to 4")]
    [InlineData("conv_3x3", 2, 2, "from 2 to 2")]
    public void What_it_cannot_be_is_refused(string operation, int node, int from, string words)
    {
        var cell = new ArchitectureCell("", [new ArchitectureEdge(node, from, operation)]);
        using var generator = new Generator(0);
        var error = Assert.Throws<UserErrorException>(() => new DerivedNetwork(new Architecture([cell with { Id = "down" }, cell with { Id = "up" }]), new SpaceSettings(), 1, 2, generator));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static SpaceSettings SpaceOf(int dimensions, Random random) => new()
    {
        Dimensions = dimensions,
        Levels = 1 + random.Next(2),
        Nodes = 1 + random.Next(3),
        Channels = 2 * (1 + random.Next(dimensions == 3 ? 3 : 10)),
        DownOperations = Everything,
        UpOperations = [.. Everything.Reverse()],
    };

    private static Tensor OneHot(Architecture architecture, SpaceSettings space, string type)
    {
        var operations = (type == ReferenceSpace.Down ? space.DownOperations : space.UpOperations).ToList();
        var edges = ReferenceSpace.Edges(space.Nodes).ToList();
        var table = new double[edges.Count, operations.Count];
        foreach (var edge in architecture.Cells.First(c => c.Id == type).Edges)
            table[edges.IndexOf((edge.From, edge.Node)), operations.IndexOf(edge.Operation)] = 1;
        return tensor(table);
    }

    private static float[] Scores(Architecture architecture, SpaceSettings space)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var network = new DerivedNetwork(architecture, space, 1, 2, generator);
        return network.Forward(network.Spatial.ChannelsFastest(ones([1, 1, 8, 8])), isTraining: false).data<float>().ToArray();
    }
}

/// <summary>Architectures for tests.</summary>
internal static class Edges
{
    /// <summary>About three quarters of a space's edges, each with any of its operations, none among them.</summary>
    public static Architecture Some(SpaceSettings space, Random random) => new([Cell(ReferenceSpace.Down, space.DownOperations, space, random), Cell(ReferenceSpace.Up, space.UpOperations, space, random)]);

    private static ArchitectureCell Cell(string id, IReadOnlyList<string> operations, SpaceSettings space, Random random) =>
        new(id, [.. ReferenceSpace.Edges(space.Nodes).Where(_ => random.Next(4) > 0).Select(e => new ArchitectureEdge(e.Node, e.From, operations[random.Next(operations.Count)]))]);
}
