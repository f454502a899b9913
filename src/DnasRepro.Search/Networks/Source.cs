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
    private readonly Placement place;
    private readonly List<(int Operation, EdgeOperation Is)> own = [];
    private readonly List<(int Operation, SharedOperation Is)> shared = [];

    public Source(IReadOnlyList<string> operations, int index, Placement at)
    {
        (spatial, Index, place) = (at.Spatial, index, at);
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
            Sums.Add(ref sum, operation.Forward(state, isTraining, choice.Scales(Index, k)));
        if (shared.Count > 0)
            Sums.Add(ref sum, Mixed(state, choice, isTraining));
        return sum!;
    }

    /// <summary>Each edge's one operation times its weight, where every edge takes one only; null for an edge to which nothing is passed on.</summary>
    public Tensor?[] Chosen(Tensor map, Choice choice, bool isTraining)
    {
        using var state = new State(map);
        var parts = new Tensor?[place.Rows.Count];
        foreach (var (k, operation) in own)
        {
            if (choice.Takers(Index, k) is { Count: > 0 } takers)
                Put(parts, takers, Taken(operation, state, choice.Scales(Index, k, takers), takers, isTraining));
        }
        foreach (var (k, operation) in shared)
        {
            if (choice.Takers(Index, k) is not { Count: > 0 } takers)
                continue;
            using var result = operation.Forward(state, isTraining);
            foreach (var edge in takers)
            {
                using var weight = choice.Weight(Index, k, edge);
                parts[edge] = result * weight;
            }
        }
        return parts;
    }

    public void Dispose() => shared.ForEach(s => (s.Is as IDisposable)?.Dispose());

    private Tensor[] Taken(EdgeOperation operation, State state, Tensor scales, List<int> takers, bool isTraining)
    {
        using var edges = Selection.Of(place.Rows.Count, takers, scales.device);
        using (scales)
        using (var result = operation.Forward(state, edges, isTraining, scales))
            return result.split(place.Channels, 1);
    }

    private static void Put(Tensor?[] parts, List<int> places, Tensor[] results)
    {
        for (var i = 0; i < places.Count; i++)
            parts[places[i]] = results[i];
    }

    private Tensor Mixed(State state, Choice choice, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var maps = shared.ConvertAll(s => spatial.Last(s.Is.Forward(state, isTraining)));
        var side = maps.Count == 1 ? maps[0] : cat(maps, -1);
        return spatial.First(nn.functional.linear(side, choice.Mixing(Index, [.. shared.Select(s => s.Operation)]))).MoveToOuterDisposeScope();
    }
}
