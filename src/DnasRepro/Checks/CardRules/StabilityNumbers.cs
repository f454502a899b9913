using DnasRepro.Architectures;
using DnasRepro.Cards;

namespace DnasRepro.Checks.CardRules;

/// <summary>Recomputes agreement and dispersion from the runs that the card lists.</summary>
internal static class StabilityNumbers
{
    public static void Recompute(CardRuleRun run)
    {
        var runs = run.Card.At("stability.runs");
        Dispersion(run, [.. runs.Items]);
        var agreement = run.Card.At("stability.agreement");
        run.IsOpen(agreement);
        foreach (var declared in agreement.Items.Where(a => a["scope"].Text == "across_seeds" && run.Knows(a["metric"], a["value"])))
            Agreement(run, declared, [.. runs.Items]);
    }

    private static void Dispersion(CardRuleRun run, IReadOnlyList<CardValue> runs)
    {
        var dispersion = run.Card.At("stability.performance_dispersion");
        if (!Known(run, dispersion["mean"]) & !Known(run, dispersion["sd"]))
            return;
        var scores = runs.Select(r => r["retrained_metric"].Number).OfType<double>().ToList();
        if (WhyNotAll(runs.Count, dispersion["n_searches"]) is { } why)
            run.Undecided(dispersion, why);
        else if (scores.Count < runs.Count)
            run.Undecided(dispersion, $"{runs.Count - scores.Count} of {runs.Count} runs have no retrained_metric");
        else
        {
            var mean = scores.Average();
            Compare(run, dispersion["mean"], mean, "mean");
            Compare(run, dispersion["sd"], Math.Sqrt(scores.Sum(s => (s - mean) * (s - mean)) / (scores.Count - 1)), "sample standard deviation");
        }
    }

    private static void Agreement(CardRuleRun run, CardValue declared, IReadOnlyList<CardValue> runs)
    {
        if (WhyNotAll(runs.Count, declared["n_runs"]) is { } why)
        {
            run.Undecided(declared["value"], why);
            return;
        }
        var found = runs.Select(r => Found(run.Card, r)).OfType<Architecture>().ToList();
        if (found.Count < runs.Count)
            run.Undecided(declared["value"], $"{runs.Count - found.Count} of {runs.Count} runs have no genotype of cells in this card");
        else if (Measure(declared["metric"].Text!, found, CandidateEdges(run.Card)) is { } value)
            Compare(run, declared["value"], value, $"{declared["metric"].Text} over all pairs");
        else
            run.Undecided(declared["value"], $"'{declared["metric"].Text}' cannot be recomputed from the card");
    }

    /// <summary>Why the listed runs are not those that a number is about, or null when they are.</summary>
    private static string? WhyNotAll(int listed, CardValue counted) =>
        listed < 2 ? "stability.runs does not list the runs"
        : counted.IsStated && counted.Number != listed ? $"it is over {counted.Text} runs, but stability.runs lists {listed}"
        : null;

    private static Architecture? Found(CardValue card, CardValue run)
    {
        var genotype = card.At("architecture.genotypes").Items.FirstOrNowhere(g => g["id"].Text is { } id && id == run["genotype"].Text);
        return CardArchitectures.Read(card, genotype);
    }

    /// <summary>All edges that the space offers; null when one cell does not say.</summary>
    private static int? CandidateEdges(CardValue card)
    {
        var edges = card.At("search_space.cells").Items.Select(c => c["candidate_edges"].Integer).ToList();
        return edges.Count == 0 || edges.Contains(null) ? null : edges.Sum();
    }

    private static double? Measure(string name, IReadOnlyList<Architecture> found, int? candidateEdges) => name switch
    {
        "exact_match" => ArchitectureAgreement.ExactMatch(found),
        "operation_jaccard" => ArchitectureAgreement.OperationJaccard(found),
        "edge_jaccard" => ArchitectureAgreement.EdgeJaccard(found),
        "operation_agreement_on_shared_edges" => ArchitectureAgreement.OperationAgreementOnSharedEdges(found),
        "hamming" => candidateEdges is { } edges ? ArchitectureAgreement.Hamming(found, edges) : null,
        _ => null,
    };

    private static bool Known(CardRuleRun run, CardValue place) => !place.IsAbsent && run.Knows(place);

    private static void Compare(CardRuleRun run, CardValue declared, double recomputed, string what)
    {
        if (declared.Number is { } stated && CardNumbers.Differ(stated, recomputed))
            run.Breach(declared, $"{declared.Field} is '{declared.Text}'; the {what} of the listed runs is {CardNumbers.Text(recomputed)}.");
    }
}
