namespace DnasRepro.Statistics;

/// <summary>
/// The plurality of some runs: at each decision site the most frequent choices, as many as the site keeps; those that are tied at
/// the last place share what is left. Runs can be added and taken away.
/// </summary>
internal sealed class Consensus
{
    private readonly SpaceIndex index;
    private readonly int[] counts;
    private int runs;

    public Consensus(SpaceIndex index) => (this.index, counts) = (index, new int[index.ItemCount]);

    public bool IsEmpty => runs == 0;

    public void Add(ChoiceSet run) => Count(run, 1);

    public void Remove(ChoiceSet run) => Count(run, -1);

    /// <summary>2 Σ w of the run's choices / (Σ w + the number of its choices); 1 when nothing was chosen on either side.</summary>
    public double Score(ChoiceSet run)
    {
        var (total, found) = (0.0, 0.0);
        Span<int> frequencies = runs < 256 ? stackalloc int[runs + 1] : new int[runs + 1];
        foreach (var site in index.Sites)
        {
            var (cut, share, sum) = Plurality(site, frequencies);
            total += sum;
            foreach (var item in sum > 0 ? site.Items : [])
            {
                if (counts[item] >= cut && run.Contains(item))
                    found += counts[item] > cut ? 1 : share;
            }
        }
        return total + run.Count == 0 ? 1 : 2 * found / (total + run.Count);
    }

    /// <summary>The count from which a choice of the site belongs to the consensus, the weight of those exactly at it, and the sum of weights.</summary>
    private (int Cut, double Share, double Sum) Plurality(Site site, Span<int> frequencies)
    {
        frequencies.Clear();
        var (chosen, distinct) = (0, 0);
        foreach (var item in site.Items)
        {
            frequencies[counts[item]]++;
            chosen += counts[item];
            distinct += counts[item] > 0 ? 1 : 0;
        }
        var keeps = site.Keeps ?? (runs == 0 ? 0 : (int)Math.Floor(((double)chosen / runs) + 0.5));
        if (keeps <= 0 || distinct == 0)
            return (0, 0, 0);
        if (keeps >= distinct)
            return (1, 1, distinct);
        var (cut, above) = (runs, 0);
        while (above + frequencies[cut] < keeps)
            above += frequencies[cut--];
        return (cut, (double)(keeps - above) / frequencies[cut], keeps);
    }

    private void Count(ChoiceSet run, int step)
    {
        runs += step;
        foreach (var item in run.Members)
        {
            if (index.IsInSpace(item))
                counts[item] += step;
        }
    }
}
