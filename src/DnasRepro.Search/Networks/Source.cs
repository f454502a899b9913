using DnasRepro.Search.Networks.Operations;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>
/// All operations on all edges that leave one state of a supernet's cell. Its result has the channels of every edge, each the sum of the edge's operations
/// by the choice's weights: the weights of trained operations are the scales of their normalisation, those of the others one matrix product.
/// </summary>
internal sealed class Source : IDisposable
{
    private readonly Spatial spatial;
    private readonly List<(int Operation, EdgeOperation Is)> own = [];
    private readonly List<(int Operation, SharedOperation Is)> shared = [];

    public Source(IReadOnlyList<string> operations, int index, Placement at)
    {
        (spatial, Index) = (at.Spatial, index);
        for (var k = 0; k < operations.Count; k++)
        {
            var named = at with { Name = $"{at.Name}.{operations[k]}" };
            if (Catalogue.Edge(operations[k], named) is { } edge)
                own.Add((k, edge));
            else if (Catalogue.Shared(operations[k], named) is { } passing)
                shared.Add((k, passing));
        }
    }

    /// <summary>The state's number in its cell.</summary>
    public int Index { get; }

    /// <summary>The weighted sums of all edges.</summary>
    public Tensor Forward(Tensor map, Choice choice, bool isTraining)
    {
        using var state = new State(map);
        Tensor? sum = null;
        foreach (var (k, operation) in own)
            Add(ref sum, operation.Forward(state, isTraining, choice.Scales(Index, k)));
        if (shared.Count > 0)
            Add(ref sum, Mixed(state, choice, isTraining));
        return sum!;
    }

    public void Dispose() => shared.ForEach(s => (s.Is as IDisposable)?.Dispose());

    private static void Add(ref Tensor? sum, Tensor part)
    {
        if (sum is null)
        {
            sum = part;
            return;
        }
        using (part)
            sum.add_(part);
    }

    private Tensor Mixed(State state, Choice choice, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var maps = shared.ConvertAll(s => spatial.Last(s.Is.Forward(state, isTraining)));
        var side = maps.Count == 1 ? maps[0] : cat(maps, -1);
        return spatial.First(nn.functional.linear(side, choice.Mixing(Index, [.. shared.Select(s => s.Operation)]))).MoveToOuterDisposeScope();
    }
}
