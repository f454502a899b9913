namespace DnasRepro.Statistics;

/// <summary>
/// Random architectures of a space: what its decoder makes of architecture parameters that are i.i.d. N(0, 1), as DARTS' own random
/// architectures are (quark0/darts, issue 7).
/// </summary>
internal sealed class RandomArchitectures
{
    private readonly SpaceIndex index;
    private readonly Decoder decoder;
    private readonly double[] parameters;

    public RandomArchitectures(SpaceIndex index)
    {
        this.index = index;
        decoder = new Decoder(index);
        parameters = new double[decoder.ParameterCount];
        IsUniform = !index.Space.IsPath && index.Sites.All(IsEven);
    }

    /// <summary>True when at every site each set of edges and each operation is equally likely, so that nothing needs to be decoded.</summary>
    public bool IsUniform { get; }

    /// <summary>The next architecture, by the shortest way to the same distribution.</summary>
    public ChoiceSet Next(Randomness random) => IsUniform ? Drawn(random) : Decoded(random);

    /// <summary>The next architecture, decoded from parameters.</summary>
    public ChoiceSet Decoded(Randomness random)
    {
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = random.Normal();
        return decoder.Decode(parameters);
    }

    /// <summary>
    /// E[Dice] of two random architectures: Σ n² / (E q) / Σ n over sites that keep n of E edges with q operations each; where a site
    /// keeps all its edges, Σ 1 / q over these. Null when the space is not uniform or the number of kept edges varies.
    /// </summary>
    public double? ExpectedDice()
    {
        if (!IsUniform || index.Sites.Any(s => s.Keeps is null && s.Edges.Any(HasNone)))
            return null;
        var (shared, kept) = (0.0, 0);
        foreach (var site in index.Sites)
        {
            var keeps = Math.Min(site.Keeps ?? site.Edges.Count, site.Edges.Count);
            shared += (double)keeps * keeps / (site.Edges.Count * (double)site.Edges.Count) * site.Edges.Sum(e => 1.0 / Offered(e));
            kept += keeps;
        }
        return kept == 0 ? 1 : shared / kept;
    }

    private ChoiceSet Drawn(Randomness random)
    {
        var chosen = new List<int>(index.Sites.Count * 2);
        foreach (var site in index.Sites)
        {
            if (site.Keeps is { } keeps && keeps < site.Edges.Count)
                DrawEdges(site, keeps, random, chosen);
            else
                DrawOperations(site, random, chosen);
        }
        return new ChoiceSet([.. chosen]);
    }

    /// <summary>Some of the edges: each is taken with the probability that the places left over give it.</summary>
    private void DrawEdges(Site site, int keeps, Randomness random, List<int> chosen)
    {
        for (var i = 0; i < site.Edges.Count && keeps > 0; i++)
        {
            if (random.Below(site.Edges.Count - i) >= keeps)
                continue;
            keeps--;
            var items = decoder.Items[site.Edges[i]];
            int item;
            do
                item = items[random.Below(items.Length)];
            while (item < 0);
            chosen.Add(item);
        }
    }

    /// <summary>All edges; where it is free how many are kept, one that draws none is not.</summary>
    private void DrawOperations(Site site, Randomness random, List<int> chosen)
    {
        foreach (var items in site.Edges.Select(e => decoder.Items[e]))
        {
            int item;
            do
                item = items[random.Below(items.Length)];
            while (item < 0 && site.Keeps is not null);
            if (item >= 0)
                chosen.Add(item);
        }
    }

    /// <summary>Every edge offers something, no operation twice; and those of a site that leaves some out are alike.</summary>
    private bool IsEven(Site site) =>
        site.Edges.All(e => Offered(e) > 0 && decoder.Items[e].Where(i => i >= 0).Distinct().Count() == Offered(e))
        && site.Items.Length == site.Edges.Sum(Offered)
        && (site.Keeps is null || site.Keeps >= site.Edges.Count || site.Edges.All(e => AreAlike(site.Edges[0], e)));

    private bool AreAlike(int a, int b) => Offered(a) == Offered(b) && decoder.Items[a].Length == decoder.Items[b].Length;

    private int Offered(int edge) => decoder.Items[edge].Count(i => i >= 0);

    private bool HasNone(int edge) => decoder.Items[edge].Contains(-1);
}
