using DnasRepro.Checks.CardRules;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.SearchCode;

namespace DnasRepro.Checks.SearchRules;

/// <summary>What the search optimises, and on which data.</summary>
internal static class SearchObjective
{
    private const int MostPlaces = 5;

    public static IEnumerable<Finding> ResourceTermAbsent(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Card.Valid is not { } card)
            return [Finding.NotApplicable(check, "There is no card that fits the schema.")];
        var claimed = card.Root.At("objectives.terms").Items.Where(t => ObjectiveRules.IsInLoss(t)).ToList();
        if (claimed.Count == 0)
            return [Finding.NotApplicable(check, "The card puts no resource into the loss of the search.")];
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        if (!facts.SearchCode[SearchPart.SearchEntryPoint].IsFound)
            return [Finding.NotDetermined(check, "No program was found that runs the search, so its loss cannot be followed.")];
        return facts.SearchCode[SearchPart.ResourceTerm].Evidence is [var first, ..]
            ? [Finding.Satisfied(check, "A resource term is in the loss of the search.", first)]
            : claimed.Take(MostPlaces).Select(t => Finding.Violated(
                check, $"The card makes {t["quantity"].Text} a {t["role"].Text}, but no term for latency, memory, FLOPs or parameters was found in a loss that the search reaches.",
                "Point to the term in the code under objectives, or correct its role.", [t["role"].Evidence(), .. facts.SearchCode[SearchPart.ArchitectureUpdate].Evidence.Take(1)]) with { Confidence = Confidence.Medium });
    }

    public static IEnumerable<Finding> TestData(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        var practice = facts.SearchCode.Practice;
        if (practice.TestDataInSearch.Count == 0)
            return practice.DataSplits is [var split, ..]
                ? [Finding.Satisfied(check, "The training data are split for the search, and it was not seen to read the test data.", split) with { Confidence = Confidence.Medium }]
                : [Finding.NotDetermined(check, "Which data the search reads could not be followed.")];
        var declared = facts.Card.Valid?.Root.At("search_protocol.test_data_used_in_search");
        if (declared?.Flag == true)
            return [Finding.Violated(check, "The search reads the test data, as the card says.", "Nothing in the card need be changed.", [declared.Evidence(), .. practice.TestDataInSearch.Take(MostPlaces)]) with { Severity = Severity.Info }];
        return [Finding.Violated(
            check, declared?.Flag == false ? "The card says that no test data are used in the search, but it reads them." : "The data that the search reads for its architecture step or its validation are the test data.",
            "Split the training data for the search, and keep the test data for the end.", [.. practice.TestDataInSearch.Take(MostPlaces)]) with { Confidence = Confidence.Medium }];
    }
}
