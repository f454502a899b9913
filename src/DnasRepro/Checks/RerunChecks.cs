using DnasRepro.Facts;
using DnasRepro.Findings;

namespace DnasRepro.Checks;

/// <summary>The criteria of grades 3 to 5. Without a rerun the answer is "not determined", never "fine".</summary>
internal static class RerunChecks
{
    public static readonly ICheck[] All =
    [
        new FactCheck(
            new("DNAS3001", "search-does-not-run", "The search was not seen to run", Severity.Info, "ACM badging v1.1, Artifacts Evaluated - Functional"),
            "A search that nobody but its authors has run may need something that the repository lacks.",
            "Rerun the card's smoke recipe.", NotRerun),
        new FactCheck(
            new("DNAS3002", "result-not-repeated", "The declared results were not met by a rerun", Severity.Info, "ACM badging v1.1, Results Reproduced"),
            "Numbers that a rerun meets within their tolerance are numbers that a reader can build on.",
            "Rerun the card's retrain or evaluate recipe with expected values and tolerances.", NotRerun),
        new FactCheck(
            new("DNAS3003", "search-not-stable", "The search was not seen to be stable over seeds", Severity.Info, "Lindauer & Hutter 2020, practice 9; Li & Talwalkar 2019"),
            "A search that finds something else with every seed says little about the architecture that it found.",
            "Rerun the search over several seeds.", NotRerun),
    ];

    private static IEnumerable<Finding> NotRerun(CheckInfo check, RepositoryFacts facts) =>
        facts.Rerun is null ? [Finding.NotDetermined(check, "Nothing was rerun.")] : [];
}
