using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.ReferenceSearch;

/// <summary>Costs against networks that are built in PyTorch and watched in one forward pass.</summary>
public class CostOracleTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly IReadOnlyList<string> All = [.. OperationRegistry.All.Select(o => o.Id)];

    private static readonly IReadOnlyList<(SpaceSettings Space, NetworkEnds Ends)> Networks =
    [
        (new SpaceSettings(), new NetworkEnds(16)),
        (new SpaceSettings { Nodes = 4 }, new NetworkEnds(16)),
        (new SpaceSettings { DownOperations = All, UpOperations = All, Levels = 3, Nodes = 3, Channels = 6 }, new NetworkEnds(24, 3, 4)),
        (new SpaceSettings { DownOperations = All, UpOperations = All, Levels = 1, Nodes = 1, Channels = 2 }, new NetworkEnds(4)),
        (new SpaceSettings { Dimensions = 3, DownOperations = All, UpOperations = All, Channels = 4 }, new NetworkEnds(16, 2, 3)),
        (new SpaceSettings { Dimensions = 3, Levels = 3, DownOperations = ["skip_connect", "conv_3x3", "asym_conv"], UpOperations = ["none", "asym_conv"], Channels = 2 }, new NetworkEnds(16)),
    ];

    [Fact]
    public void Supernets_cost_what_PyTorch_counts() => Compare(
        Networks.Select(n => (Case(n.Space, n.Ends, false, [.. ReferenceSpace.Edges(n.Space.Nodes).Select(_ => n.Space.DownOperations)], [.. ReferenceSpace.Edges(n.Space.Nodes).Select(_ => n.Space.UpOperations)]), SupernetCosts.Of(n.Space, n.Ends).Total)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Derived_networks_cost_what_PyTorch_counts(bool isAffine) => Compare(Networks.Select((n, i) =>
    {
        var (down, up) = (Chosen(n.Space, n.Space.DownOperations, i), Chosen(n.Space, n.Space.UpOperations, i + 1));
        var cost = ArchitectureCosts.Of(new Architecture([Cell("down", n.Space, down), Cell("up", n.Space, up)]), n.Space, n.Ends, isAffine);
        return (Case(n.Space, n.Ends, isAffine, down, up), cost.Total);
    }));

    /// <summary>On each edge one operation or none: every third edge is not kept.</summary>
    private static IReadOnlyList<string>[] Chosen(SpaceSettings space, IReadOnlyList<string> operations, int start) =>
        [.. ReferenceSpace.Edges(space.Nodes).Select((_, e) => (IReadOnlyList<string>)((e + start) % 3 == 2 ? [] : [operations[(start + (5 * e)) % operations.Count]]))];

    private static ArchitectureCell Cell(string id, SpaceSettings space, IReadOnlyList<string>[] chosen) =>
        new(id, [.. ReferenceSpace.Edges(space.Nodes).Zip(chosen).SelectMany(pair => pair.Second.Select(o => new ArchitectureEdge(pair.First.Node, pair.First.From, o)))]);

    private static void Compare(IEnumerable<(JsonObject Case, Cost Cost)> cases)
    {
        Requires.That("torch", IsThere());
        var all = cases.ToList();

        var counted = JsonNode.Parse(Count(new JsonArray([.. all.Select(c => c.Case)]).ToJsonString()))!.AsArray();

        Assert.Equal(
            counted.Select(c => new Cost(c!["parameters"]!.GetValue<long>(), c["macs"]!.GetValue<long>(), c["activations"]!.GetValue<long>())),
            all.Select(c => c.Cost));
    }

    private static JsonObject Case(SpaceSettings space, NetworkEnds ends, bool isAffine, IReadOnlyList<string>[] down, IReadOnlyList<string>[] up) => new()
    {
        ["dimensions"] = space.Dimensions, ["levels"] = space.Levels, ["nodes"] = space.Nodes, ["channels"] = space.Channels,
        ["size"] = ends.Size, ["inputs"] = ends.InputChannels, ["classes"] = ends.Classes, ["affine"] = isAffine,
        ["down"] = JsonSerializer.SerializeToNode(down), ["up"] = JsonSerializer.SerializeToNode(up),
    };

    private static string Count(string cases)
    {
        var script = Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "costs", "count.py");
        return string.Join('\n', ExternalTool.Lines(Python, cases, script));
    }

    private static bool IsThere() => File.Exists(Python) && ExternalTool.Run(Python, Repository.Root, "-c", "import torch").ExitCode == 0;
}
