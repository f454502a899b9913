namespace DnasRepro.Audits;

/// <summary>Joins numbers into groups (union-find) and keeps the least share that joined two of a group.</summary>
internal sealed class Links
{
    private readonly int[] parents;
    private readonly double[] shares;

    public Links(int count)
    {
        parents = [.. Enumerable.Range(0, count)];
        shares = new double[count];
        Array.Fill(shares, 1);
    }

    public void Join(int one, int other, double share)
    {
        var (a, b) = (Root(one), Root(other));
        var (first, second) = (Math.Min(a, b), Math.Max(a, b));
        shares[first] = Math.Min(share, Math.Min(shares[first], shares[second]));
        parents[second] = first;
    }

    /// <summary>The groups in the order of their first members, members in their order.</summary>
    public IEnumerable<(IReadOnlyList<int> Members, double Share)> Groups() =>
        Enumerable.Range(0, parents.Length).GroupBy(Root).Select(g => ((IReadOnlyList<int>)[.. g], shares[g.Key]));

    public int Root(int member)
    {
        while (parents[member] != member)
        {
            parents[member] = parents[parents[member]];
            member = parents[member];
        }
        return member;
    }
}
