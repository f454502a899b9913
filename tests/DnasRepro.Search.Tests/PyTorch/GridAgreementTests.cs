using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.PyTorch;

/// <summary>The grid of a searched topology computes what an independent one in plain PyTorch does.</summary>
public class GridAgreementTests
{
    private static readonly string[] Few = ["none", "skip_connect", "conv_3x3", "max_pool_3x3", "avg_pool_3x3"];
    private static readonly string[] Many = ["asym_conv", "sep_conv_3x3", "dil_conv_3x3", "conv_1x1", "skip_connect", "se_conv_3x3"];

    [Theory]
    [InlineData(2, 2, 3, false)]
    [InlineData(2, 3, 2, true)]
    [InlineData(3, 2, 2, false)]
    [InlineData(3, 2, 3, true)]
    public void Scores_loss_and_gradients_agree(int dimensions, int blocks, int levels, bool isMany)
    {
        TorchLibrary.Require("cpu");
        Oracle.RequireTorch();
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        string[] operations = isMany ? Many : Few;
        var settings = new SearchSettings
        {
            Space = new SpaceSettings { Dimensions = dimensions, Channels = 4, DownOperations = operations, Topology = new TopologySettings { Blocks = blocks, Levels = levels } },
            Strategy = new StrategySettings { InitialScale = 1 },
        };
        using var network = new SearchedNetwork(settings, 2, 3, generator, ScalarType.Float64);
        var images = randn([2, 2, .. Enumerable.Repeat(8L, dimensions)], ScalarType.Float64, generator: generator);
        using var batch = new Batch(network.Supernet.Spatial.ChannelsFastest(images), randint(3, [images.numel() / 2], ScalarType.Int64, generator: generator));
        folder.Write("request.json", Request(settings, network, images, batch.Labels).ToJsonString());

        Oracle.Run("grid.py", folder["request.json"], folder["answer.json"]);

        using var answer = JsonDocument.Parse(System.IO.File.ReadAllText(folder["answer.json"]));
        var scores = network.Forward(batch.Images, isTraining: true);
        var loss = Loss.Of(scores, batch.Labels);
        var all = network.Supernet.Weights.All.Concat(network.Architecture.All).ToList();
        var gradients = autograd.grad([loss], [.. all.Select(w => w.Value)]);
        Close(Numbers(scores), answer.RootElement.GetProperty("scores"), 1e-10, "scores");
        Assert.Equal(answer.RootElement.GetProperty("loss").GetDouble(), loss.ToDouble(), 1e-10);
        foreach (var (name, values) in Named(all.Zip(gradients, (w, g) => (w.Name, g)), levels))
            Close(Numbers(values), answer.RootElement.GetProperty("gradients").GetProperty(name), 1e-8, name);
        using var grad = no_grad();
        Close(Numbers(network.Forward(batch.Images, isTraining: false)), answer.RootElement.GetProperty("evaluated"), 1e-10, "scores by running statistics");
    }

    private static JsonObject Request(SearchSettings settings, SearchedNetwork network, Tensor images, Tensor labels)
    {
        var space = settings.Space;
        var parameters = new JsonObject();
        foreach (var (name, values) in Named(network.Supernet.Weights.All.Concat(network.Architecture.All).Select(w => (w.Name, w.Value)), space.Topology!.Levels))
            parameters[name] = Json(Numbers(values));
        return new JsonObject
        {
            ["dimensions"] = space.Dimensions, ["blocks"] = space.Topology.Blocks, ["levels"] = space.Topology.Levels, ["channels"] = space.Channels, ["inputs"] = 2, ["classes"] = 3, ["batch"] = 2, ["size"] = 8,
            ["operations"] = new JsonArray([.. space.DownOperations.Select(o => JsonValue.Create(o))]), ["parameters"] = parameters, ["images"] = Json(Numbers(images)),
            ["labels"] = new JsonArray([.. labels.data<long>().Select(l => JsonValue.Create(l))]),
        };
    }

    /// <summary>Our names as PyTorch's: the head's parts, one a level, are one convolution there.</summary>
    private static IEnumerable<(string Name, Tensor Values)> Named(IEnumerable<(string Name, Tensor Values)> weights, int levels)
    {
        var all = weights.ToList();
        yield return ("head.weight", cat([.. Enumerable.Range(0, levels).Select(l => all.Single(w => w.Name == $"head.{l}").Values)], 1));
        foreach (var (name, values) in all.Where(w => !w.Name.StartsWith("head.", StringComparison.Ordinal) || w.Name == "head.bias"))
        {
            yield return (name switch
            {
                "grid" => "alpha",
                "grid.edges" => "beta",
                _ when name.Contains("squeeze", StringComparison.Ordinal) || name.Contains("excite", StringComparison.Ordinal) => name.Replace(".squeeze", ".2.squeeze", StringComparison.Ordinal).Replace(".excite", ".2.excite", StringComparison.Ordinal),
                _ => name.EndsWith(".weight", StringComparison.Ordinal) || name.EndsWith(".bias", StringComparison.Ordinal) ? name : name + ".weight",
            }, values);
        }
    }

    private static void Close(double[] ours, JsonElement theirs, double limit, string what) =>
        Assert.True(Agreement.RelativeError(ours, [.. theirs.EnumerateArray().Select(v => v.GetDouble())], 1e-6) < limit, what);

    private static JsonArray Json(double[] values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static double[] Numbers(Tensor values)
    {
        using var scope = NewDisposeScope();
        return [.. values.detach().contiguous().data<double>()];
    }
}
