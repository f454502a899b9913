using DnasRepro.ReferenceSearch;
using DnasRepro.Results;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.PyTorch;

/// <summary>Our stacked weights under the names that they have, edge by edge, in the oracle.</summary>
internal static class NetworkMapping
{
    /// <summary>A network of ours with the weights and architecture parameters that the oracle began with.</summary>
    public static SearchedNetwork Network(SearchSettings settings, OracleAnswer answer, ScalarType type, int inputs = 1, int classes = 2)
    {
        using var generator = new Generator(0);
        var network = new SearchedNetwork(settings, inputs, classes, generator, type);
        Fill(Parts(settings, network.Supernet.Weights), answer.Group("initial.weights"));
        Fill(Parts(settings, network.Architecture), answer.Group("initial.architecture"));
        return network;
    }

    /// <summary>Batch number i of the oracle.</summary>
    /// <param name="set">train or valid.</param>
    public static Batch Batch(SearchedNetwork network, OracleAnswer answer, int number, string set, ScalarType type)
    {
        var images = answer.Tensor($"batch.{number}.{set}.images");
        var labels = answer.Tensor($"batch.{number}.{set}.labels");
        using var map = tensor(images.Values.ToArray()).view([.. images.Shape.Select(s => (long)s)]).to_type(type);
        return new Batch(network.Supernet.Spatial.ChannelsFastest(map), tensor(labels.Values.Select(v => (long)v).ToArray()));
    }

    /// <summary>The weights, or a vector of their gradients, by the oracle's names.</summary>
    /// <param name="vector">In the order of the weights; null for the weights themselves.</param>
    public static IReadOnlyList<NamedTensor> Named(SearchSettings settings, Weights weights, Tensor? vector = null)
    {
        using var scope = NewDisposeScope();
        return [.. Parts(settings, weights, vector).Select(p => new NamedTensor(p.Name, [.. Shape(p, settings.Space.Dimensions).Select(s => (int)s)], Numbers(p.Value), "float64"))];
    }

    /// <summary>Scores (pixels, classes) in the shape of the oracle's output.</summary>
    public static NamedTensor Output(Tensor scores, NamedTensor theirs)
    {
        using var scope = NewDisposeScope();
        long[] axes = [.. theirs.Shape.Skip(2).Select(s => (long)s)];
        var last = scores.detach().view([theirs.Shape[0], .. axes, theirs.Shape[1]]);
        return new NamedTensor(theirs.Name, theirs.Shape, Numbers(new Spatial(axes.Length).First(last).contiguous()), "float64");
    }

    private static void Fill(IEnumerable<(string Name, Tensor Value)> parts, IReadOnlyList<NamedTensor> from)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        var mine = parts.ToList();
        Assert.Equal(from.Select(t => t.Name).Order(StringComparer.Ordinal), mine.Select(p => p.Name).Order(StringComparer.Ordinal));
        var byName = from.ToDictionary(t => t.Name);
        foreach (var (name, value) in mine)
            value.copy_(tensor(byName[name].Values.ToArray()).view(value.shape));
    }

    private static IEnumerable<(string Name, Tensor Value)> Parts(SearchSettings settings, Weights weights, Tensor? vector = null)
    {
        long start = 0;
        foreach (var weight in weights.All)
        {
            var value = vector is null ? weight.Value : vector.narrow(0, start, weight.Value.numel()).view(weight.Value.shape);
            start += weight.Value.numel();
            var share = weight.Rows.Count == 0 ? value.shape[0] : value.shape[0] / weight.Rows.Count;
            for (var i = 0; i < Math.Max(1, weight.Rows.Count); i++)
                yield return (weight.Rows.Count == 0 ? OwnName(weight.Name) : EdgeName(settings, weight, i), value.narrow(0, i * share, share));
        }
    }

    private static string OwnName(string name) => name switch
    {
        ReferenceSpace.Down or ReferenceSpace.Up => $"alpha_{name}",
        "down.edges" or "up.edges" => $"beta_{name.Split('.')[0]}",
        _ => name.EndsWith(".weight", StringComparison.Ordinal) || name.EndsWith(".bias", StringComparison.Ordinal) ? name : name + ".weight",
    };

    /// <summary>down1.from0.conv_3x3.1 → down1.edges.2.4.1.weight; the layers of squeeze and excitation are at place 2 of their operation.</summary>
    private static string EdgeName(SearchSettings settings, Weight weight, int edge)
    {
        var parts = weight.Name.Split('.');
        var operations = parts[0].StartsWith(ReferenceSpace.Down, StringComparison.Ordinal) ? settings.Space.DownOperations : settings.Space.UpOperations;
        var index = operations.Select((o, i) => (o, i)).Single(p => p.o == parts[2]).i;
        var end = parts[3] is "squeeze" or "excite" ? $"2.{parts[3]}.{parts[4]}" : $"{parts[3]}.weight";
        return $"{parts[0]}.edges.{weight.Rows[edge]}.{index}.{end}";
    }

    /// <summary>Linear layers of ours are matrices; the oracle's are 1×1 convolutions.</summary>
    private static long[] Shape((string Name, Tensor Value) part, int dimensions) => part switch
    {
        { Name: var n, Value.shape: [1, var o, var i] } when n.EndsWith("weight", StringComparison.Ordinal) => [o, i, .. Enumerable.Repeat(1L, dimensions)],
        { Name: var n, Value.shape: [1, 1, var o] } when n.EndsWith("bias", StringComparison.Ordinal) => [o],
        _ => part.Value.shape,
    };

    private static double[] Numbers(Tensor value)
    {
        using var scope = NewDisposeScope();
        return [.. value.detach().to_type(ScalarType.Float64).contiguous().data<double>()];
    }
}
