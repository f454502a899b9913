namespace DnasRepro.Architectures;

/// <summary>
/// How alike the architectures of several searches are. Each measure of a list takes two or more architectures and is the mean over
/// all pairs, except for <see cref="OperationAgreementOnSharedEdges"/>; all are null with fewer than two.
/// </summary>
public static class ArchitectureAgreement
{
    /// <summary>The share of pairs that are the same.</summary>
    public static double? ExactMatch(IReadOnlyList<Architecture> architectures) => Mean(architectures, (a, b) => a.Choices.SetEquals(b.Choices) ? 1 : 0);

    /// <summary>Shared choices of two architectures over the mean of both: 2|A∩B| / (|A| + |B|), and 1 for two that are empty.</summary>
    public static double Dice(Architecture a, Architecture b)
    {
        var all = a.Choices.Count + b.Choices.Count;
        return all == 0 ? 1 : 2.0 * a.Choices.Count(b.Choices.Contains) / all;
    }

    /// <summary>Shared edges with the same operation over those of either: |A∩B| / |A∪B|, and 1 for two that are empty.</summary>
    public static double? OperationJaccard(IReadOnlyList<Architecture> architectures) => Mean(architectures, (a, b) => Jaccard(a.Choices, b.Choices));

    /// <summary>Shared edges, whatever their operation, over those of either.</summary>
    public static double? EdgeJaccard(IReadOnlyList<Architecture> architectures) => Mean(architectures, (a, b) => Jaccard(a.Places, b.Places));

    /// <summary>
    /// Of the edges that two architectures share, the part that has the same operation in both, counted over all pairs together
    /// (a pair that shares more edges weighs more); null when no pair shares an edge.
    /// </summary>
    public static double? OperationAgreementOnSharedEdges(IReadOnlyList<Architecture> architectures)
    {
        var (same, shared) = (0, 0);
        foreach (var (a, b) in Pairs(architectures))
        {
            same += a.Choices.Count(b.Choices.Contains);
            shared += a.Places.Count(b.Places.Contains);
        }
        return shared == 0 ? null : (double)same / shared;
    }

    /// <summary>The share of the space's candidate edges whose state differs: another operation, or kept in only one of the two.</summary>
    /// <param name="architectures">The architectures.</param>
    /// <param name="candidateEdges">How many edges the space offers in all cells together.</param>
    public static double? Hamming(IReadOnlyList<Architecture> architectures, int candidateEdges) =>
        candidateEdges <= 0 ? null : Mean(architectures, (a, b) => (double)Differing(a, b) / candidateEdges);

    private static int Differing(Architecture a, Architecture b)
    {
        var differing = new HashSet<(string Cell, int Node, int From)>();
        foreach (var (cell, node, from, _) in a.Choices.Except(b.Choices).Concat(b.Choices.Except(a.Choices)))
            differing.Add((cell, node, from));
        return differing.Count;
    }

    private static double? Mean(IReadOnlyList<Architecture> architectures, Func<Architecture, Architecture, double> measure)
    {
        var (sum, pairs) = (0.0, 0);
        foreach (var (a, b) in Pairs(architectures))
        {
            sum += measure(a, b);
            pairs++;
        }
        return pairs == 0 ? null : sum / pairs;
    }

    private static IEnumerable<(Architecture A, Architecture B)> Pairs(IReadOnlyList<Architecture> architectures)
    {
        for (var i = 0; i < architectures.Count; i++)
        {
            for (var j = i + 1; j < architectures.Count; j++)
                yield return (architectures[i], architectures[j]);
        }
    }

    private static double Jaccard<T>(HashSet<T> a, HashSet<T> b)
    {
        var shared = a.Count(b.Contains);
        var either = a.Count + b.Count - shared;
        return either == 0 ? 1 : (double)shared / either;
    }
}
