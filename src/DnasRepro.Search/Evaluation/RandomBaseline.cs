using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Searching;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Evaluation;

/// <summary>A found architecture among random ones of its space that were trained in the same way: the comparison that tells whether the search chose anything (Li and Talwalkar 2019, Yu et al. 2020).</summary>
/// <param name="Found">The found architecture's scores.</param>
/// <param name="Random">The random ones'.</param>
internal sealed record RandomBaseline(Retrained Found, IReadOnlyList<(Architecture Architecture, Retrained Scores)> Random)
{
    /// <summary>How many draws that only repeat what is there end the drawing: the space has no more.</summary>
    private const int MostRepeats = 1000;

    /// <summary>Keeps the draws apart from others that begin with the same seed.</summary>
    private const ulong Stream = 0xA5C3_91E7_42D8_6F0B;

    private IEnumerable<double> Dice => Random.Select(r => r.Scores.Validation.Dice);

    /// <summary>Mean validation Dice of the random ones.</summary>
    public double Mean => Dice.Average();

    /// <summary>Its standard deviation (n − 1); null for fewer than two.</summary>
    public double? Deviation => Random.Count < 2 ? null : Math.Sqrt(Dice.Sum(d => (d - Mean) * (d - Mean)) / (Random.Count - 1));

    public double Best => Dice.Max();

    /// <summary>The found architecture's place by validation Dice, from 1: how many random ones are better, plus one.</summary>
    public int Rank => 1 + Dice.Count(d => d > Found.Validation.Dice);

    /// <summary>
    /// Random architectures: what the settings' rule reads off parameters that are i.i.d. N(0, 1), as DARTS' own random architectures are. With the
    /// rule of the strongest inputs each set of inputs and each operation but none is equally likely. None is drawn twice, nor the found one.
    /// </summary>
    /// <returns>As many as asked for, or fewer where the space has no more.</returns>
    public static IReadOnlyList<Architecture> Draw(SearchSettings settings, Architecture found, int count, long seed)
    {
        var random = new Randomness((ulong)seed ^ Stream);
        var drawn = new List<Architecture>();
        for (var repeats = 0; drawn.Count < count && repeats < MostRepeats;)
        {
            var next = Discretisation.Of(settings, Parameters(ReferenceSpace.Of(settings), random));
            if (drawn.Prepend(found).Any(a => a.Choices.SetEquals(next.Choices)))
                repeats++;
            else
                drawn.Add(next);
        }
        return drawn;
    }

    private static ArchitectureParameters Parameters(SearchSpace space, Randomness random) => new(space.Cells.ToDictionary(c => c.Id, c => (IReadOnlyList<IReadOnlyList<double>>)[.. c.Edges.Select((_, e) => Row(c.OperationsOf(e).Count, random))]))
    {
        Edges = space.HasPathParameters ? space.Cells.ToDictionary(c => c.Id, c => (IReadOnlyList<double>)Row(c.Edges.Count, random)) : null,
    };

    private static double[] Row(int length, Randomness random) => [.. Enumerable.Range(0, length).Select(_ => random.Normal())];
}
