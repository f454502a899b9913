using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>One trainable tensor of a network; its values lie in the network's one long vector.</summary>
/// <param name="Name">Unique in the network.</param>
/// <param name="Rows">The edges whose weights are stacked along the first axis, in order; empty where there is one owner only.</param>
internal sealed record Weight(string Name, IReadOnlyList<int> Rows)
{
    /// <summary>The values; a leaf of automatic differentiation.</summary>
    public Tensor Value { get; internal set; } = null!;
}

/// <summary>
/// The weights of a network. They share one long vector, so that optimisers and the unrolled step act on one tensor, while each weight stays a leaf of its own.
/// </summary>
internal sealed class Weights(Generator generator, ScalarType type, Device device) : IDisposable
{
    private readonly List<Weight> all = [];
    private readonly List<Norm> norms = [];

    /// <summary>All weights, in the order of the vector.</summary>
    public IReadOnlyList<Weight> All => all;

    /// <summary>All normalisations, whose running statistics are no weights but are kept too.</summary>
    public IReadOnlyList<Norm> Norms => norms;

    /// <summary>The vector; null until <see cref="Join"/>.</summary>
    public Tensor Vector { get; private set; } = null!;

    public ScalarType Type => type;

    /// <summary>A convolution's weights, uniform in ±1/√(inputs of one output), which is PyTorch's default.</summary>
    public Weight Kernel(string name, long[] shape, IReadOnlyList<int>? rows = null) => Uniform(name, shape, shape.Skip(1).Aggregate(1L, (a, b) => a * b), rows);

    /// <summary>Weights uniform in ±1/√inputs.</summary>
    public Weight Uniform(string name, long[] shape, long inputs, IReadOnlyList<int>? rows = null)
    {
        var bound = 1 / Math.Sqrt(inputs);
        return Keep(name, empty(shape, type).uniform_(-bound, bound, generator), rows);
    }

    /// <summary>Weights drawn from a normal distribution around 0.</summary>
    public Weight Normal(string name, long[] shape, double deviation) => Keep(name, empty(shape, type).normal_(0, deviation, generator), null);

    /// <summary>Weights that are all one number.</summary>
    public Weight Constant(string name, long[] shape, double value, IReadOnlyList<int>? rows = null) => Keep(name, full(shape, value, type), rows);

    public Norm Norm(string name, long channels, bool isAffine = false)
    {
        var norm = new Norm(
            name, zeros(channels, type, device).DetachFromDisposeScope(), ones(channels, type, device).DetachFromDisposeScope(), isAffine ? Constant(name + ".weight", [channels], 1) : null, isAffine ? Constant(name + ".bias", [channels], 0) : null);
        norms.Add(norm);
        return norm;
    }

    /// <summary>Lays all weights into one vector; no weight can be added afterwards.</summary>
    public void Join()
    {
        var separate = all.ConvertAll(w => w.Value);
        using var scope = NewDisposeScope();
        Vector = cat(separate.ConvertAll(v => v.reshape(-1))).to(device).DetachFromDisposeScope();
        long start = 0;
        foreach (var weight in all)
        {
            var shape = weight.Value.shape;
            var length = weight.Value.numel();
            weight.Value = Vector.narrow(0, start, length).view(shape).detach().requires_grad_(true).DetachFromDisposeScope();
            start += length;
        }
        separate.ForEach(v => v.Dispose());
    }

    /// <summary>Gradients of all weights as one vector in the order of <see cref="Vector"/>.</summary>
    public static Tensor Flat(IEnumerable<Tensor> gradients)
    {
        using var scope = NewDisposeScope();
        return cat([.. gradients.Select(g => g.reshape(-1))]).MoveToOuterDisposeScope();
    }

    /// <summary>Takes over the values of the other network's weights of the same names; of those that are stacked over edges, the edges that are here.</summary>
    public void TakeFrom(Weights other)
    {
        using var grad = no_grad();
        var given = other.All.ToDictionary(w => w.Name, StringComparer.Ordinal);
        foreach (var weight in all)
        {
            using var scope = NewDisposeScope();
            var from = given[weight.Name];
            if (weight.Rows.Count == 0)
                weight.Value.copy_(from.Value);
            else
                weight.Value.copy_(Chosen(from, weight.Rows).view(weight.Value.shape));
        }
    }

    public void Dispose()
    {
        all.ForEach(w => w.Value.Dispose());
        norms.ForEach(n => n.Dispose());
        Vector?.Dispose();
    }

    /// <summary>Of a weight that is stacked over edges the parts of some of them.</summary>
    private static Tensor Chosen(Weight weight, IReadOnlyList<int> rows)
    {
        var places = weight.Rows.Select((row, place) => (row, place)).ToDictionary(p => p.row, p => (long)p.place);
        using var numbers = tensor(rows.Select(r => places[r]).ToArray(), device: weight.Value.device);
        return weight.Value.reshape(weight.Rows.Count, -1).index_select(0, numbers);
    }

    private Weight Keep(string name, Tensor value, IReadOnlyList<int>? rows)
    {
        var weight = new Weight(name, rows ?? []) { Value = value };
        all.Add(weight);
        return weight;
    }
}
