namespace DnasRepro.Architectures;

/// <summary>An edge that an architecture keeps.</summary>
/// <param name="Cell">The cell's id.</param>
/// <param name="Node">The node that receives, counted from 0 with the inputs first.</param>
/// <param name="From">The node that gives.</param>
/// <param name="Operation">The operation on the way.</param>
public sealed record ArchitectureEdge(string Cell, int Node, int From, string Operation);

/// <summary>A discrete architecture made of cells, as a set of edges.</summary>
public sealed record Architecture(IReadOnlyList<ArchitectureEdge> Edges);

/// <summary>How alike two architectures are; 1 means the same. The definitions are those of docs/stability.md.</summary>
public static class ArchitectureAgreement
{
    /// <summary>1 when both hold exactly the same edges, else 0.</summary>
    public static double ExactMatch(Architecture a, Architecture b) => a.Edges.ToHashSet().SetEquals(b.Edges) ? 1 : 0;

    /// <summary>Shared (cell, node, input, operation) over those of either.</summary>
    public static double OperationJaccard(Architecture a, Architecture b) => Jaccard(a.Edges.ToHashSet(), b.Edges.ToHashSet());

    /// <summary>Shared (cell, node, input) over those of either.</summary>
    public static double EdgeJaccard(Architecture a, Architecture b) => Jaccard(Places(a), Places(b));

    /// <summary>The share of edges that both keep on which both have the same operation; 1 when they share no edge.</summary>
    public static double OperationAgreementOnSharedEdges(Architecture a, Architecture b)
    {
        var shared = Places(a).Intersect(Places(b)).Count();
        return shared == 0 ? 1 : (double)a.Edges.ToHashSet().Intersect(b.Edges).Count() / shared;
    }

    /// <summary>The mean of a measure over all pairs; null with fewer than two architectures.</summary>
    public static double? MeanOverPairs(IReadOnlyList<Architecture> architectures, Func<Architecture, Architecture, double> measure)
    {
        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < architectures.Count; i++)
        {
            for (var j = i + 1; j < architectures.Count; j++)
            {
                sum += measure(architectures[i], architectures[j]);
                pairs++;
            }
        }
        return pairs == 0 ? null : sum / pairs;
    }

    private static HashSet<(string Cell, int Node, int From)> Places(Architecture a) => [.. a.Edges.Select(e => (e.Cell, e.Node, e.From))];

    private static double Jaccard<T>(HashSet<T> a, HashSet<T> b)
    {
        var shared = a.Count(b.Contains);
        var either = a.Count + b.Count - shared;
        return either == 0 ? 1 : (double)shared / either;
    }
}
