using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>The declared stability, recomputed where the card gives what is needed.</summary>
internal static class StabilityRules
{
    private const double Tolerance = 0.01;
    private const string Source = "Lindauer & Hutter 2020, practice 9; the review's figure on search stability";

    public static readonly CardRule[] All =
    [
        CardRule.Row(1081, "stab-level", Severity.Error, "The stability claim is not what the card shows", Source,
            "Substantive means three searches, their dispersion and one diagnostic; fewer is partial.", "Correct stability.investigated, or report what is missing.", Level),
        CardRule.Row(1082, "stab-n", Severity.Error, "More runs than searches", Source,
            "Agreement over more runs than there were searches counts some search twice.", "Correct n_runs, n_searches or independent_searches.", Counts),
        CardRule.Row(1083, "stab-retrain", Severity.Warning, "Scatter of retraining is given as scatter of the search", Source,
            "Training one architecture with several seeds says nothing about what another search would find.", "Report the dispersion over searches, or spread_over: searches only for them.", Retraining),
        CardRule.Row(1084, "stab-recompute", Severity.Error, "A number differs from what the runs give", Source,
            "Agreement, mean and deviation follow from the listed runs and genotypes.", "Correct the number, or the runs.", Recompute),
        CardRule.Row(1085, "parameter-free-cell", Severity.Warning, "A cell with hardly any weights", "Zela et al. 2020: collapse to skip connections",
            "A cell of skips and pools can be a sign that the search collapsed; in reduction cells pooling alone is common, so this is a reason to look, not a verdict.", "Check the search for collapse and report it under stability.collapse.", ParameterFree),
        CardRule.Row(1086, "stab-stable-collapse", Severity.Warning, "The runs agree on a degenerate cell", "Zela et al. 2020",
            "Agreement is no virtue when all runs collapse in the same way.", "Report the collapse beside the agreement.", StableCollapse),
        CardRule.Row(1087, "stab-random", Severity.Warning, "The random baseline is too weak for the claim", "Yang et al. 2020; Yu et al. 2020; Li & Talwalkar 2019",
            "An improvement within the scatter of random architectures may be chance.", "Draw at least ten random architectures with the same training, and compare with their scatter.", RandomBaseline),
        CardRule.Row(1088, "stab-gap", Severity.Error, "A discretisation gap that cannot be computed", "the review on the discretisation gap",
            "The gap is the difference of two values of one metric.", "Give supernet_value and discrete_value.", Gap),
    ];

    private static void Level(CardRuleRun run)
    {
        var declared = run.Card.At("stability.investigated");
        var searches = run.Card.At("search_protocol.independent_searches");
        if (declared.IsAbsent || !run.Knows(declared, searches))
            return;
        var dispersion = run.Card.At("stability.performance_dispersion.n_searches");
        var met = new[] { searches.Number >= 3, dispersion.Number >= 3, HasDiagnostic(run.Card) }.Count(m => m);
        var noted = run.Card.At("statement.evidence").Items.Any(e => e["fields"].Texts.Any(f => f.StartsWith("/stability", StringComparison.Ordinal)));
        var recomputed = met == 3 ? "substantive" : met > 0 ? "partial" : noted ? "mentioned" : "none";
        if (declared.Text != recomputed)
            run.Breach(declared, $"'{declared.Text}' is declared; the card shows '{recomputed}' ({met} of 3: three searches, dispersion over three, one diagnostic).");
    }

    private static bool HasDiagnostic(CardValue card)
    {
        var stability = card["stability"];
        return stability["agreement"].Items.Any(a => a["scope"].Text == "across_seeds")
            || stability["rank_correlation"]["value"].IsStated
            || stability["discretisation_gap"]["measured"].Flag == true
            || stability["collapse"]["checked"].Flag == true
            || (stability["random_baseline"]["performed"].Flag == true && stability["random_baseline"]["same_training"].Flag == true);
    }

    private static void Counts(CardRuleRun run)
    {
        var searches = run.Card.At("search_protocol.independent_searches");
        CardValue[] counts = [run.Card.At("stability.performance_dispersion.n_searches"), .. run.Card.At("stability.agreement").Items.Where(a => a["scope"].Text == "across_seeds").Select(a => a["n_runs"])];
        foreach (var count in counts.Where(c => c.IsStated))
        {
            if (run.Knows(count, searches) && count.Number > searches.Number)
                run.Breach(count, $"{count.Text} runs of {searches.Text} searches.", null, null, Confidence.High, searches.Evidence());
        }
    }

    private static void Retraining(CardRuleRun run)
    {
        var searches = run.Card.At("search_protocol.independent_searches");
        var dispersion = run.Card.At("stability.performance_dispersion");
        if (!dispersion["sd"].IsStated || !run.Knows(dispersion["n_searches"], searches))
            return;
        if (dispersion["n_searches"].Number == 1)
            run.Breach(dispersion["sd"], "A standard deviation over one search is that of its retraining.", null, null, Confidence.High, dispersion["n_searches"].Evidence());
    }

    private static void Recompute(CardRuleRun run)
    {
        var runs = run.Card.At("stability.runs").Items.ToList();
        if (runs.Count < 2)
            return;
        var scores = runs.Select(r => r["retrained_metric"].Number ?? double.NaN).ToList();
        var dispersion = run.Card.At("stability.performance_dispersion");
        if (!scores.Exists(double.IsNaN) && (dispersion["n_searches"].Integer ?? runs.Count) == runs.Count)
        {
            var mean = scores.Average();
            Compare(run, dispersion["mean"], mean);
            Compare(run, dispersion["sd"], Math.Sqrt(scores.Sum(s => (s - mean) * (s - mean)) / (runs.Count - 1)));
        }
        var genotypes = run.Card.At("architecture.genotypes").Items.Where(g => g["id"].Text is not null).GroupBy(g => g["id"].Text!).ToDictionary(g => g.Key, g => CardArchitectures.Read(g.First()));
        var found = runs.Select(r => genotypes.GetValueOrDefault(r["genotype"].Text ?? "")).OfType<Architecture>().ToList();
        foreach (var agreement in run.Card.At("stability.agreement").Items.Where(a => a["scope"].Text == "across_seeds" && found.Count == runs.Count && (a["n_runs"].Integer ?? runs.Count) == runs.Count))
        {
            if (Measure(agreement["metric"].Text) is { } measure)
                Compare(run, agreement["value"], ArchitectureAgreement.MeanOverPairs(found, measure)!.Value);
        }
    }

    private static Func<Architecture, Architecture, double>? Measure(string? name) => name switch
    {
        "exact_match" => ArchitectureAgreement.ExactMatch,
        "operation_jaccard" => ArchitectureAgreement.OperationJaccard,
        "edge_jaccard" => ArchitectureAgreement.EdgeJaccard,
        "operation_agreement_on_shared_edges" => ArchitectureAgreement.OperationAgreementOnSharedEdges,
        _ => null,
    };

    private static void Compare(CardRuleRun run, CardValue declared, double recomputed)
    {
        if (!declared.IsStated || !run.Knows(declared))
            return;
        if (Math.Abs(declared.Number!.Value - recomputed) > Tolerance)
            run.Breach(declared, $"{declared.Field} is {declared.Text}; recomputed from the runs it is {recomputed:0.####}.");
    }

    /// <summary>A cell with its edges, and those of them without weights.</summary>
    private sealed record CellCount(CardValue At, string Cell, int Free, int All);

    /// <summary>The cells of the selected architectures.</summary>
    private static IEnumerable<CellCount> Cells(CardValue card)
    {
        var free = card.At("search_space.operations").Items.Where(o => o["parametric"].Flag == false).Select(o => o["id"].Text).ToHashSet(StringComparer.Ordinal);
        if (free.Count == 0)
            yield break;
        foreach (var genotype in card.At("architecture.genotypes").Items.Where(g => g["selected"].Flag == true))
        {
            foreach (var cell in genotype["cells"].Items)
            {
                var edges = cell["edges"].Items.ToList();
                if (edges.Count > 0)
                    yield return new CellCount(cell["cell"], cell["cell"].Text ?? "", edges.Count(e => free.Contains(e["op"].Text)), edges.Count);
            }
            if (genotype["grid"]["edge_active"].Count > 0)
                yield return GridCell(card, genotype, free);
        }
    }

    private static CellCount GridCell(CardValue card, CardValue genotype, HashSet<string?> free)
    {
        var ids = card.At("search_space.operations").Items.Select(o => o["id"].Text).ToList();
        var active = genotype["grid"]["edge_active"].Items.SelectMany(r => r.Items.Select(i => i.Integer == 1));
        var operations = genotype["grid"]["edge_operation"].Items.SelectMany(r => r.Items.Select(i => i.Integer is { } o && o >= 0 && o < ids.Count ? ids[o] : null));
        var kept = active.Zip(operations).Where(e => e.First).Select(e => e.Second).ToList();
        return new CellCount(genotype["grid"]["edge_operation"], "grid", kept.Count(free.Contains), kept.Count);
    }

    private static void ParameterFree(CardRuleRun run)
    {
        var cells = Cells(run.Card).ToList();
        foreach (var cell in cells)
        {
            run.Looked();
            if (cell.Free >= 0.75 * cell.All)
                run.Breach(cell.At, $"The cell '{cell.Cell}': {cell.Free} of {cell.All} edges have no weights.");
        }
        var declared = run.Card.At("stability.collapse.parameter_free_fraction");
        if (cells.Count == 0 || declared.Number is not { } fraction)
            return;
        var recomputed = (double)cells.Sum(c => c.Free) / cells.Sum(c => c.All);
        if (Math.Abs(fraction - recomputed) > Tolerance)
            run.Breach(declared, $"The parameter-free fraction is {declared.Text}; recomputed from the selected architecture it is {recomputed:0.####}.", "Correct the fraction.", Severity.Error);
    }

    private static void StableCollapse(CardRuleRun run)
    {
        var agreement = run.Card.At("stability.agreement").Items.FirstOrNowhere(a => a["scope"].Text == "across_seeds" && a["value"].Number >= 0.9 && a["metric"].Text is not ("hamming" or "graph_edit_distance" or "alpha_js_divergence"));
        if (!Cells(run.Card).Any() || run.Card.At("stability.agreement").Count == 0)
            return;
        run.Looked();
        if (!agreement.IsAbsent && Cells(run.Card).Any(c => c.Free >= 0.75 * c.All))
            run.Breach(agreement["value"], $"The runs agree ({agreement["value"].Text}) on a cell that has hardly any weights.");
    }

    private static void RandomBaseline(CardRuleRun run)
    {
        var baseline = run.Card.At("stability.random_baseline");
        if (!run.Knows(baseline["performed"]) || baseline["performed"].Flag != true)
            return;
        if (baseline["n_architectures"].Number < 10)
            run.Breach(baseline["n_architectures"], $"The baseline has {baseline["n_architectures"].Text} random architectures.");
        if (baseline["same_training"].Flag == false)
            run.Breach(baseline["same_training"], "The random architectures were trained in another way.");
        var mean = run.Card.At("stability.performance_dispersion.mean");
        if (mean.Number is { } found && baseline["mean"].Number is { } random && baseline["sd"].Number is { } scatter && Math.Abs(found - random) < scatter)
            run.Breach(baseline["mean"], $"The found architectures ({found}) and random ones ({random}) differ by less than random ones scatter ({scatter}).", null, null, Confidence.High, mean.Evidence());
    }

    private static void Gap(CardRuleRun run)
    {
        var gap = run.Card.At("stability.discretisation_gap");
        if (!run.Knows(gap["measured"]) || gap["measured"].Flag != true)
            return;
        foreach (var value in new[] { gap["supernet_value"], gap["discrete_value"] })
        {
            if (!value.IsStated)
                run.Breach(gap["measured"], $"The gap is said to be measured, but {value.Field} is missing.");
        }
    }
}
