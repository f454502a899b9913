using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Recipes;

namespace DnasRepro.Runs;

/// <summary>Declared metrics of a recipe against measured ones.</summary>
/// <param name="Expected">Those that could be compared.</param>
/// <param name="WithoutTolerance">Names of outputs whose declared value has no tolerance and gets none by default: nothing is said of them.</param>
public sealed record MetricComparison(IReadOnlyList<ExpectedValue> Expected, IReadOnlyList<string> WithoutTolerance)
{
    /// <summary>True when every declared value was met, false when one was not; null when nothing was declared or one could not be compared.</summary>
    public bool? IsMet => Expected.Any(e => !e.IsMet) ? false : Expected.Count > 0 && WithoutTolerance.Count == 0 ? true : null;
}

/// <summary>A found genotype against the card's.</summary>
/// <param name="Comparator">exact, operation_jaccard or edge_jaccard.</param>
/// <param name="Threshold">From which value on it counts as met; 1 for exact.</param>
/// <param name="Value">How alike both are, from 0 to 1.</param>
public sealed record GenotypeComparison(string Comparator, double Threshold, double Value)
{
    public bool IsMet => Value >= Threshold;
}

/// <summary>Compares what a run gave with what recipe and card declare.</summary>
public static class RecipeOutcome
{
    /// <summary>From this operation Jaccard on two architectures count as the same when nothing else is stated (docs/levels.md, grade 4).</summary>
    public const double DefaultJaccard = 0.5;

    /// <summary>How far a Dice coefficient between 0 and 1 may lie off when no tolerance and no spread is stated (docs/levels.md, grade 4).</summary>
    public const double DefaultDice = 0.01;

    private const double SameValue = 1e-9;

    /// <summary>Compares the declared metrics. The tolerance is the recipe's; else twice the spread over seeds or searches that the card declares for that value; else 0.01 for Dice; else none.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="metrics">What was measured, by the output's name.</param>
    /// <param name="card">The card; <see cref="CardValue.Nowhere"/> without one.</param>
    public static MetricComparison Compare(Recipe recipe, IReadOnlyDictionary<string, double> metrics, CardValue card)
    {
        var (expected, without) = (new List<ExpectedValue>(), new List<string>());
        foreach (var output in recipe.Outputs.Where(o => o.Expected is not null))
        {
            if ((output.Tolerance ?? Default(output, card)) is { } tolerance)
                expected.Add(new ExpectedValue(output.Name, output.Expected!.Value, tolerance, metrics.TryGetValue(output.Name, out var measured) && double.IsFinite(measured) ? measured : null));
            else
                without.Add(output.Name);
        }
        return new MetricComparison(expected, without);
    }

    /// <summary>
    /// Compares a found architecture with the card's; null when the recipe says <c>none</c>. Without a word of the recipe: exact where the
    /// card says that runs are bitwise the same, else operation Jaccard of at least 0.5.
    /// </summary>
    public static GenotypeComparison? Compare(Recipe recipe, Architecture found, Architecture declared, CardValue card)
    {
        var comparator = recipe.GenotypeComparator ?? (card.At("search_protocol.determinism").Text == "bitwise_verified" ? "exact" : "operation_jaccard");
        var threshold = recipe.GenotypeThreshold ?? DefaultJaccard;
        Architecture[] pair = [found, declared];
        return comparator switch
        {
            "exact" => new GenotypeComparison(comparator, 1, ArchitectureAgreement.ExactMatch(pair)!.Value),
            "operation_jaccard" => new GenotypeComparison(comparator, threshold, ArchitectureAgreement.OperationJaccard(pair)!.Value),
            "edge_jaccard" => new GenotypeComparison(comparator, threshold, ArchitectureAgreement.EdgeJaccard(pair)!.Value),
            _ => null,
        };
    }

    /// <summary>
    /// The card's genotype with which a run of a seed is compared: the one that states this seed; else the selected one when it states
    /// no seed; else none, for two seeds need not find the same.
    /// </summary>
    public static Architecture? Declared(CardValue card, long seed)
    {
        var genotypes = card.At("architecture.genotypes").Items.ToList();
        var own = genotypes.Where(g => g["seed"].Number == seed).ToList();
        var chosen = own.Find(g => g["selected"].Flag == true) ?? own.FirstOrDefault() ?? genotypes.Find(g => g["selected"].Flag == true && !g["seed"].IsStated);
        return chosen is null ? null : CardArchitectures.Read(card, chosen);
    }

    private static double? Default(RecipeOutput output, CardValue card)
    {
        var metric = card.At("evaluation.metrics").Items.FirstOrNowhere(m => Speaks(m, output));
        if (metric["spread"].Number is { } spread && metric["spread_over"].Text is "seeds" or "searches")
            return 2 * spread;
        if (!IsDice(output.Name) && metric["name"].Text != "dice")
            return null;
        return output.Expected > 1 ? 100 * DefaultDice : DefaultDice;
    }

    /// <summary>True when a metric of the card declares the same value under a name that the output's holds.</summary>
    private static bool Speaks(CardValue metric, RecipeOutput output) =>
        metric["name"].Text is { } name && output.Name.Contains(name, StringComparison.OrdinalIgnoreCase)
        && metric["value"].Number is { } value && Math.Abs(value - output.Expected!.Value) <= SameValue;

    private static bool IsDice(string name) =>
        name.Split('_', '-', '.').Any(part => part.Equals("dice", StringComparison.OrdinalIgnoreCase) || part.Equals("dsc", StringComparison.OrdinalIgnoreCase));
}
