using System.Text.Json.Nodes;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks.Operations;
using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Searching;

public class ArchitectureTermsTests
{
    private static readonly string[] Operations = ["none", "conv_1x1"];

    /// <summary>
    /// One level, one node: two edges a cell, 1×1 convolutions of two channels. Down cells halve 4 × 4 pixels: 2·2·4 = 16 multiply-adds an edge; up cells
    /// keep them: 2·2·16 = 64. All edges together have 160, so the shares are 0.1 and 0.4.
    /// </summary>
    [Fact]
    public void The_share_of_multiply_adds_and_its_gradient_are_those_computed_by_hand()
    {
        var (value, down, up) = Term(new StrategySettings { Resources = [new ResourceTerm(Resource.Macs, 3)] });

        // softmax(0, ln 3) = (1/4, 3/4) on all edges; the slope of 3/4 is 3/4 · 1/4.
        Assert.Equal(3 * 0.75, value, 1e-12);
        Close([-3 * 0.1 * 0.1875, 3 * 0.1 * 0.1875, -3 * 0.1 * 0.1875, 3 * 0.1 * 0.1875], down);
        Close([-3 * 0.4 * 0.1875, 3 * 0.4 * 0.1875, -3 * 0.4 * 0.1875, 3 * 0.4 * 0.1875], up);
    }

    /// <summary>A 1×1 convolution of two channels has four parameters on every one of the four edges: shares of 0.25.</summary>
    [Fact]
    public void Terms_of_several_resources_and_the_entropy_add_up()
    {
        var strategy = new StrategySettings { EntropyWeight = 2, Resources = [new ResourceTerm(Resource.Macs, 3), new ResourceTerm(Resource.Parameters, 1)] };
        var entropy = -(0.25 * Math.Log(0.25) + 0.75 * Math.Log(0.75));
        // dH/dα = −p (ln p + H), the mean over four edges, twice.
        var slope = 2 * -0.75 * (Math.Log(0.75) + entropy) / 4;

        var (value, down, up) = Term(strategy);

        Assert.Equal(4 * 0.75 + 2 * entropy, value, 1e-12);
        Assert.Equal((3 * 0.1 + 0.25) * 0.1875 + slope, down[1], 1e-12);
        Assert.Equal((3 * 0.4 + 0.25) * 0.1875 + slope, up[3], 1e-12);
    }

    [Fact]
    public void Latencies_weigh_by_their_share_of_all()
    {
        var settings = Settings(new StrategySettings { Resources = [new ResourceTerm(Resource.Latency, 1)] });
        var table = LatencyTable.Measure(settings, (operation, at) => operation.Id == "none" ? 0 : at.Stride == 2 ? 3e-4 : 1e-4, []);

        var (value, down, up) = Term(settings.Strategy, table);

        Assert.Equal(0.75, value, 1e-12);
        Assert.Equal(0.375 * 0.1875, down[1], 1e-12);
        Assert.Equal(0.125 * 0.1875, up[1], 1e-12);
    }

    [Fact]
    public void Without_weights_there_is_no_term()
    {
        TorchLibrary.Require("cpu");
        using var generator = new Generator(0);
        using var network = new SearchedNetwork(Settings(new StrategySettings()), 1, 2, generator);

        Assert.Null(network.Terms());
    }

    [Fact]
    public void Multiply_adds_that_weigh_much_lead_to_an_architecture_with_few()
    {
        using var folder = new TempFolder();
        NetworkCost Found(double weight)
        {
            var settings = SmallSearch.Settings(new StrategySettings { Resources = weight == 0 ? [] : [new ResourceTerm(Resource.Macs, weight)] });
            return ArchitectureCosts.Of(SmallSearch.Run(settings, folder).History!.Architecture, settings.Space, new NetworkEnds(settings.Data.Size));
        }

        var (free, bound) = (Found(0), Found(100));

        Assert.True(bound.Total.Macs < free.Total.Macs, $"{bound.Total.Macs} with the term, {free.Total.Macs} without");
    }

    [Fact]
    public void Latencies_are_measured_once_and_read_from_the_folder_afterwards()
    {
        TorchLibrary.Require("cpu");
        using var folder = new TempFolder();
        var settings = SmallSearch.Settings(new StrategySettings { Resources = [new ResourceTerm(Resource.Latency, 1)] });
        var asked = new List<(string, OperationPlace)>();
        var measured = LatencyTable.Measure(settings, (o, at) => { asked.Add((o.Id, at)); return OperationLatency.Measure(o, at, CPU); }, new JsonObject { ["threads"] = 1 });
        folder.Write(LatencyTable.Name, measured.Text);
        var kept = LatencyTable.Find(folder.Path, settings)!;

        Assert.Equal(asked.Count, asked.Distinct().Count());
        Assert.Equal(measured.Sha256, kept.Sha256);
        Assert.All(asked, a => Assert.Equal(measured.Of(OperationRegistry.Find(a.Item1)!, a.Item2), kept.Of(OperationRegistry.Find(a.Item1)!, a.Item2)));
        Assert.All(asked, a => Assert.InRange(kept.Of(OperationRegistry.Find(a.Item1)!, a.Item2), a.Item1 == "none" ? 0 : 1e-9, a.Item1 == "none" ? 0 : 5));
    }

    [Fact]
    public void A_second_run_in_the_folder_uses_the_same_latencies_and_the_file_says_that_they_matter()
    {
        using var folder = new TempFolder();
        var settings = SmallSearch.Settings(new StrategySettings { Resources = [new ResourceTerm(Resource.Latency, 20)] }, epochs: 2);
        string Found()
        {
            SearchRun.Run(settings, new SearchRunOptions(1, folder.Path, 1, "cpu", Resumes: false), _ => { }, CancellationToken.None);
            return File.ReadAllText(folder["architecture.json"]);
        }

        var (first, table) = (JsonNode.Parse(Found())!.AsObject(), File.ReadAllText(folder[LatencyTable.Name]));
        var again = JsonNode.Parse(Found())!.AsObject();

        Assert.Equal(table, File.ReadAllText(folder[LatencyTable.Name]));
        Assert.Equal(LatencyTable.Find(folder.Path, settings)!.Sha256, (string)first["generated"]!["latency"]!["sha256"]!);
        Assert.Contains("depends on the machine", (string)first["generated"]!["latency"]!["note"]!, StringComparison.Ordinal);
        Assert.Equal(first["history"]!.ToJsonString(), again["history"]!.ToJsonString());
    }

    [Theory]
    [InlineData("{", "is no table of latencies")]
    [InlineData("[]", "is no table of latencies")]
    [InlineData("""{"seconds": {"none": "x"}}""", "is no table of latencies")]
    [InlineData("""{"seconds": {"none": -1}}""", "takes -1 seconds")]
    [InlineData("""{"seconds": {"none": 1e999}}""", "∞|Infinity|no table")]
    [InlineData("""{"seconds": {"none": 1}}""", "has no latency of skip_connect|has no latency of none")]
    public void A_file_that_is_no_such_table_is_refused(string text, string says)
    {
        using var folder = new TempFolder();
        folder.Write(LatencyTable.Name, text);

        var error = Assert.Throws<UserErrorException>(() => LatencyTable.Find(folder.Path, SmallSearch.Settings(new StrategySettings())));

        Assert.Contains(says.Split('|'), s => error.Message.Contains(s, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_the_file_has_no_table()
    {
        using var folder = new TempFolder();

        Assert.Null(LatencyTable.Find(folder.Path, SmallSearch.Settings(new StrategySettings())));
    }

    /// <summary>The terms' value and gradients where every edge weighs its operations 1/4 and 3/4.</summary>
    private static (double Value, double[] Down, double[] Up) Term(StrategySettings strategy, LatencyTable? latency = null)
    {
        TorchLibrary.Require("cpu");
        using var scope = NewDisposeScope();
        using var terms = new ArchitectureTerms(Settings(strategy), latency, ScalarType.Float64, CPU);
        var (down, up) = (Alpha(), Alpha());
        var value = terms.Of(down, up)!;
        var gradients = autograd.grad([value], [down, up]);
        return (value.ToDouble(), [.. gradients[0].data<double>()], [.. gradients[1].data<double>()]);
    }

    private static Tensor Alpha() => tensor([0, Math.Log(3), 0, Math.Log(3)]).view(2, 2).requires_grad_(true);

    private static void Close(double[] expected, double[] found) => Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-12));

    private static SearchSettings Settings(StrategySettings strategy) => new()
    {
        Space = new SpaceSettings { Levels = 1, Nodes = 1, Channels = 2, DownOperations = Operations, UpOperations = Operations },
        Strategy = strategy,
        Data = new DataSettings { Size = 4 },
    };
}
