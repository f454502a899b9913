using DnasRepro.Architectures;
using DnasRepro.Statistics;

namespace DnasRepro.Bench.Stability;

/// <summary>
/// A made-up search: draws architecture parameters of one family and decodes them. Its strength, from 0 to 1, makes it find the same
/// architecture more and more often. An instance fixes what is common to all its runs.
/// </summary>
internal sealed class SimulatedSearch
{
    /// <summary>Every edge and operation has its own signal; runs differ by unit noise, by strength, or follow one of several attractors.</summary>
    public static readonly IReadOnlyList<string> Families =
    [
        "homog", "hetero", "runvar", "bimodal", "bimodal_noisy", "outlier", "outlier_noisy", "multi", "collapse_mix", "halfcell", "product", "latent", "random",
    ];

    /// <summary>Exact attractors drown the noise, noisy ones do not.</summary>
    private const double Exact = 60, Noisy = 5;

    /// <summary>The shares of the attractors beside the first in "multi".</summary>
    private static readonly double[] Others = [0.4, 0.25, 0.15, 0.1, 0.1];

    private readonly string family;
    private readonly Decoder decoder;
    private readonly double[][] signals;
    private readonly double[] edgeStrength;
    private readonly bool[] isSkip;
    private readonly int[] siteOf;
    private readonly double[] parameters;

    public SimulatedSearch(SearchSpace space, string family, ulong instance)
    {
        (this.family, Index) = (family, new SpaceIndex(space));
        decoder = new Decoder(Index);
        parameters = new double[decoder.ParameterCount];
        var random = new Randomness(instance);
        signals = [.. Enumerable.Range(0, 12).Select(_ => parameters.Select(_ => random.Normal()).ToArray())];
        (edgeStrength, isSkip, siteOf) = (new double[parameters.Length], new bool[parameters.Length], new int[parameters.Length]);
        foreach (var (site, number) in Index.Sites.Select((s, i) => (s, i)))
            Describe(site, number, random);
    }

    public SpaceIndex Index { get; }

    /// <summary>One run.</summary>
    public ChoiceSet Run(double strength, Randomness random)
    {
        Fill(strength, random);
        return decoder.Decode(parameters);
    }

    /// <summary>ρ: the largest share of a fixed architecture's choices that a run is expected to find, from the frequencies in a sample.</summary>
    public double Recovery(double strength, Randomness random, int sample)
    {
        var counts = new int[Index.ItemCount];
        for (var i = 0; i < sample; i++)
        {
            foreach (var item in Run(strength, random).Members)
                counts[item]++;
        }
        var found = Index.Sites.Sum(s => s.Items.Select(i => counts[i]).OrderDescending().Take(s.Keeps!.Value).Sum(c => (double)c));
        return found / sample / Index.Sites.Sum(s => s.Keeps!.Value);
    }

    /// <summary>A path has one signal strength for all transitions of a layer, cells have one for each edge. The first operation, or transition, is the skip.</summary>
    private void Describe(Site site, int number, Randomness random)
    {
        var ofSite = Math.Exp(1.2 * random.Normal());
        foreach (var edge in site.Edges)
        {
            var ofEdge = Index.Space.IsPath ? ofSite : Math.Exp(1.2 * random.Normal());
            for (var i = decoder.StartOf(edge); i < decoder.StartOf(edge) + decoder.Items[edge].Length; i++)
            {
                (edgeStrength[i], siteOf[i]) = (ofEdge, number);
                isSkip[i] = i == decoder.StartOf(edge) && (!Index.Space.IsPath || edge == site.Edges[0]);
            }
        }
    }

    private void Fill(double t, Randomness random)
    {
        switch (family)
        {
            case "homog": Signal(12 * t * t, random); break;
            case "hetero": Set((i, noise) => 12 * t * t * edgeStrength[i] * signals[0][i] + noise, random); break;
            case "runvar": Signal(12 * t * t * Gamma(random), random); break;
            case "bimodal": Attractor(Exact, random.Share() > 0.5 + 0.5 * t ? 1 : 0, random); break;
            case "bimodal_noisy": Attractor(Noisy, random.Share() > 0.5 + 0.5 * t ? 1 : 0, random); break;
            case "outlier": Signal(random.Share() < t ? Exact : 0, random); break;
            case "outlier_noisy": Signal(random.Share() < t ? Noisy : 0, random); break;
            case "multi": Attractor(Exact, Mode(t, random.Share()), random); break;
            case "collapse_mix": Collapse(random.Share() < t, random); break;
            case "halfcell": HalfCell(random.Share() > 0.5 + 0.5 * t ? 2 : 1, random); break;
            case "product": Product(t, random); break;
            case "latent": Latent(12 * t * t, random.Normal(), random.Normal(), random); break;
            default: Signal(0, random); break;
        }
    }

    private void Set(Func<int, double, double> value, Randomness random)
    {
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = value(i, random.Normal());
    }

    private void Signal(double strength, Randomness random) => Set((i, noise) => strength * signals[0][i] + noise, random);

    private void Attractor(double strength, int which, Randomness random) => Set((i, noise) => strength * signals[which][i] + noise, random);

    private void Collapse(bool collapsed, Randomness random) =>
        Set((i, noise) => noise + (collapsed ? (isSkip[i] ? 18 : 0) + 8 * signals[1][i] : signals[0][i]), random);

    private void HalfCell(int which, Randomness random) =>
        Set((i, noise) => 8 * signals[i < parameters.Length / 2 ? 0 : which][i] + noise, random);

    /// <summary>Each site alone keeps its attractor or is random.</summary>
    private void Product(double t, Randomness random)
    {
        var keeps = Index.Sites.Select(_ => random.Share() < t).ToArray();
        Set((i, noise) => keeps[siteOf[i]] ? Exact * signals[0][i] : noise, random);
    }

    /// <summary>Two factors of the run move all sites together.</summary>
    private void Latent(double strength, double first, double second, Randomness random) =>
        Set((i, noise) => strength * signals[0][i] + 2.5 * (first * signals[1][i] + second * signals[2][i]) + noise, random);

    private static int Mode(double t, double share)
    {
        var (mode, left) = (0, share - t);
        while (left >= 0 && mode < Others.Length)
            left -= (1 - t) * Others[mode++];
        return mode;
    }

    /// <summary>Gamma with shape 1.5 and mean 1: half of a χ² with three degrees of freedom, over 1.5.</summary>
    private static double Gamma(Randomness random)
    {
        double Square() => random.Normal() is var x ? x * x : 0;
        return (Square() + Square() + Square()) / 2 / 1.5;
    }
}
