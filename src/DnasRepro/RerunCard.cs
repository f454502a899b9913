using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Results;

namespace DnasRepro;

/// <summary>What a card declares about stability, beside what a rerun measured.</summary>
internal static class RerunCard
{
    private const int MostRows = 50;

    public static IReadOnlyList<DeclaredAgreementSummary> Declared(RerunFacts rerun, ReportingCard? card, Func<Evidence, ReportEvidence> row)
    {
        if (card is null)
            return [];
        var found = rerun.Runs.Where(r => r is { Status: RunStatus.Completed, Architectures.Count: > 0 }).Select(r => r.Architectures[0].Architecture).ToList();
        return
        [
            .. card.Root.At("stability.agreement").Items
                .Where(a => a["scope"].Text == "across_seeds" && a["metric"].Text is not null && a["value"].Number is not null).Take(MostRows)
                .Select(a => new DeclaredAgreementSummary(
                    a["metric"].Text!, RerunReport.Finite(a["value"].Number), a["n_runs"].Integer, RerunReport.Finite(Measure(a["metric"].Text!, found, rerun)), found.Count, row(a["value"].Evidence()))),
        ];
    }

    public static ClaimedSummary? Claimed(RerunFacts rerun, ReportingCard? card, Func<Evidence, ReportEvidence> row) => ClaimedArchitecture.Of(rerun, card) is { } claimed
        ? new ClaimedSummary(claimed.Id, claimed.Comparator, RerunReport.Finite(claimed.Threshold), [.. claimed.Values.Select(v => new SeedValue(v.Seed, v.Value))], row(claimed.Genotype["id"].Evidence()))
        : null;

    private static double? Measure(string metric, List<Architecture> found, RerunFacts rerun) => metric switch
    {
        "exact_match" => ArchitectureAgreement.ExactMatch(found),
        "operation_jaccard" => ArchitectureAgreement.OperationJaccard(found),
        "edge_jaccard" => ArchitectureAgreement.EdgeJaccard(found),
        "operation_agreement_on_shared_edges" => ArchitectureAgreement.OperationAgreementOnSharedEdges(found),
        "hamming" => rerun.Plan.Space is { } space ? ArchitectureAgreement.Hamming(found, space.Cells.Sum(c => c.Edges.Count)) : null,
        "alpha_kendall_tau" => rerun.Stability?.Parameters?.KendallTauB,
        "alpha_js_divergence" => rerun.Stability?.Parameters?.JensenShannonNats,
        _ => null,
    };
}
