namespace DnasRepro.Statistics;

/// <summary>
/// The Dice agreement that two architectures would have if each kept its edges and, cell by cell, its numbers of operations, but had
/// these placed on the edges at random. Where agreement is no higher, it only says that an operation is popular.
/// </summary>
internal static class Placement
{
    /// <param name="index">The space.</param>
    /// <param name="a">The choices of one.</param>
    /// <param name="b">The choices of the other.</param>
    /// <param name="placesOfB">The edges that the other keeps.</param>
    public static double Expected(SpaceIndex index, ChoiceSet a, ChoiceSet b, ChoiceSet placesOfB)
    {
        if (a.Count + b.Count == 0)
            return 1;
        var (countsOfA, countsOfB) = (Counts(index, a), Counts(index, b));
        var edges = SharedEdges(index, a, placesOfB);
        var shared = 0.0;
        for (var cell = 0; cell < edges.Length; cell++)
        {
            var (ofA, ofB) = (countsOfA[cell], countsOfB[cell]);
            var (sumOfA, sumOfB) = (ofA.Sum(), ofB.Sum());
            if (sumOfA > 0 && sumOfB > 0)
                shared += edges[cell] * ofA.Zip(ofB, (x, y) => (double)x * y).Sum() / ((double)sumOfA * sumOfB);
        }
        return 2 * shared / (a.Count + b.Count);
    }

    /// <summary>For each cell, how often each operation is on an edge.</summary>
    private static int[][] Counts(SpaceIndex index, ChoiceSet choices)
    {
        var counts = index.Space.Cells.Select(_ => new int[index.Operations.Count]).ToArray();
        foreach (var item in choices.Members.Where(index.IsInSpace))
            counts[index.CellOf(item)][index.OperationOf(item)]++;
        return counts;
    }

    /// <summary>For each cell, how many edges both keep.</summary>
    private static int[] SharedEdges(SpaceIndex index, ChoiceSet a, ChoiceSet placesOfB)
    {
        var edges = new int[index.Space.Cells.Count];
        foreach (var (edge, cell) in a.Members.Where(index.IsInSpace).Select(i => (Edge: index.EdgeOf(i), Cell: index.CellOf(i))).Distinct())
            edges[cell] += placesOfB.Contains(edge) ? 1 : 0;
        return edges;
    }
}
