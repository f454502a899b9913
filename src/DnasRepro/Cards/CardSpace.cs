using DnasRepro.Architectures;

namespace DnasRepro.Cards;

/// <summary>A search space, or why it cannot be told, in one sentence.</summary>
public sealed record SpaceReading(SearchSpace? Space, string? Reason);

/// <summary>Reads the search space off a card, or off a recipe's block of the same form.</summary>
public static class CardSpace
{
    private const int MostNodes = 100;
    private const int MostOperations = 1000;
    private static readonly HashSet<string> WithoutWeights = new(["pooling", "interpolation", "skip", "zero", "noise"], StringComparer.Ordinal);

    /// <summary>The space that a card states under <c>search_space</c>.</summary>
    public static SpaceReading Read(CardValue card)
    {
        var block = card["search_space"];
        if (!block.IsStated)
            return None("the card does not state its search space");
        if (block["topology"].IsStated && block["topology"]["path_mode"].Text != "fixed")
            return None("the space has choices of topology (a grid of levels and blocks), which the card does not state edge by edge");
        return ReadBlock(block, mayKeepZero: card.At("search_strategy.discretisation.zero_excluded").Flag == false);
    }

    /// <summary>The space of a block with <c>operations</c> and <c>cells</c>.</summary>
    /// <param name="block">The block.</param>
    /// <param name="mayKeepZero">True when an operation that passes nothing on may be chosen also where a node keeps a fixed number of edges.</param>
    public static SpaceReading ReadBlock(CardValue block, bool mayKeepZero = false)
    {
        mayKeepZero |= block["may_keep_zero"].Flag == true;
        var operations = block["operations"].Items.Where(o => o["id"].Text is not null).DistinctBy(o => o["id"].Text).ToList();
        if (operations.Count is 0 or > MostOperations)
            return None(operations.Count == 0 ? "no candidate operations are stated" : $"more than {MostOperations} candidate operations are stated");
        if (block["cells"].Count == 0)
            return None("no cells are stated");
        var zero = Ids(operations, o => o["category"].Text == "zero");
        var cells = new List<SpaceCell>();
        foreach (var cell in block["cells"].Items)
        {
            var (read, reason) = Cell(block, cell, [.. operations.Select(o => o["id"].Text!)], zero, mayKeepZero);
            if (read is null)
                return None($"cell '{cell["id"].Text ?? "?"}': {reason}");
            cells.Add(read);
        }
        if (cells.Select(c => c.Id).Distinct(StringComparer.Ordinal).Count() < cells.Count)
            return None("two cells have the same name");
        return new SpaceReading(
            new SearchSpace(
                block["name"].Text ?? "search space",
                cells,
                zero,
                Ids(operations, o => o["category"].Text == "skip"),
                Ids(operations, o => o["category"].Text != "zero" && IsFree(o)),
                block["cells"].Items.All(c => c["output"].Text != "last") && cells.TrueForAll(c => c.OperationsByEdge is null)),
            null);
    }

    private static SpaceReading None(string reason) => new(null, reason);

    private static HashSet<string> Ids(List<CardValue> operations, Func<CardValue, bool> fits) =>
        operations.Where(fits).Select(o => o["id"].Text!).ToHashSet(StringComparer.Ordinal);

    private static bool IsFree(CardValue operation) =>
        operation["parametric"].Flag is { } parametric ? !parametric : WithoutWeights.Contains(operation["category"].Text ?? "");

    private static (SpaceCell? Cell, string? Reason) Cell(CardValue block, CardValue cell, IReadOnlyList<string> all, HashSet<string> zero, bool mayKeepZero)
    {
        if (cell["id"].Text is not { } id || cell["input_nodes"].Integer is not (>= 1 and <= MostNodes and var inputs) || cell["intermediate_nodes"].Integer is not (>= 1 and <= MostNodes and var nodes))
            return (null, $"the numbers of input nodes and intermediate nodes (1 to {MostNodes}) are not both stated");
        var count = (inputs * nodes) + (nodes * (nodes - 1) / 2);
        if (cell["candidate_edges"].Number is { } declared && declared != count)
            return (null, $"{declared:R} candidate edges are stated, and {inputs} inputs with {nodes} nodes have {count}; which are left out is not stated");
        var kept = cell["edges_kept_per_node"];
        if (kept.Sentinel is CardValue.Unknown or CardValue.NotReported)
            return (null, "how many edges a node keeps is not stated");
        if (kept.IsStated && kept.Integer is null or <= 0)
            return (null, "the number of edges that a node keeps is no positive integer");
        var own = OwnOperations(cell, all, count);
        if (own.Reason is not null)
            return (null, own.Reason);
        if (own.ByEdge is null && block["edge_specific_operations"].Flag == true)
            return (null, "its edges have operations of their own, which the card does not state edge by edge; a recipe's 'space' can, with edge_operations");
        var mayBeEmpty = own.Operations!.Any(zero.Contains);
        var (edges, perSite, slots) = Edges(inputs, nodes, kept.Integer, mayBeEmpty, mayBeEmpty && mayKeepZero);
        return (new SpaceCell(id, inputs, nodes, own.Operations!, edges, perSite, slots) { OperationsByEdge = own.ByEdge }, null);
    }

    /// <summary>Where each node keeps a fixed number of edges, the node is the site of the decision; otherwise each edge is.</summary>
    private static (IReadOnlyList<SpaceEdge> Edges, int? PerSite, int Slots) Edges(int inputs, int nodes, int? kept, bool mayBeEmpty, bool mayKeepZero)
    {
        var isByNode = kept < inputs + nodes - 1;
        var edges = new List<SpaceEdge>();
        for (var node = inputs; node < inputs + nodes; node++)
        {
            for (var from = 0; from < node; from++)
                edges.Add(new SpaceEdge(from, node, isByNode ? node - inputs : edges.Count));
        }
        if (!isByNode)
            return (edges, kept is null ? (mayBeEmpty ? null : 1) : (mayKeepZero ? null : 1), edges.Count);
        var slots = Enumerable.Range(inputs, nodes).Sum(candidates => Math.Min(kept!.Value, candidates));
        return (edges, mayKeepZero || kept > inputs ? null : kept, slots);
    }

    private static (IReadOnlyList<string>? Operations, IReadOnlyList<IReadOnlyList<string>>? ByEdge, string? Reason) OwnOperations(CardValue cell, IReadOnlyList<string> all, int edges)
    {
        IReadOnlyList<string> named = cell["operations"].Count > 0 ? [.. cell["operations"].Texts] : all;
        IReadOnlyList<IReadOnlyList<string>> byEdge = [.. cell["edge_operations"].Items.Select(e => (IReadOnlyList<string>)[.. e.Texts])];
        var known = all.ToHashSet(StringComparer.Ordinal);
        if (named.Concat(byEdge.SelectMany(e => e)).FirstOrDefault(o => !known.Contains(o)) is { } stranger)
            return (null, null, $"the operation '{Locations.Evidence.Cut(stranger)}' is not among the space's operations");
        if (named.Distinct().Count() < named.Count || byEdge.Any(e => e.Distinct().Count() < e.Count))
            return (null, null, "an operation is listed twice");
        if (byEdge.Count == 0)
            return (named, null, null);
        return byEdge.Count == edges
            ? (named, byEdge, null)
            : (null, null, $"edge_operations has {byEdge.Count} lists, and the cell has {edges} edges");
    }
}
