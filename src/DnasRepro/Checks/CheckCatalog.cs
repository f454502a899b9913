using DnasRepro.Checks.CardRules;
using DnasRepro.Checks.RerunRules;
using DnasRepro.Checks.SearchRules;
using DnasRepro.Configuration;
using DnasRepro.Findings;

namespace DnasRepro.Checks;

/// <summary>All checks, ordered by id. Adding a check means one row here (or in a table of rules), its page and its example.</summary>
public static class CheckCatalog
{
    /// <summary>The rule set's name in reports; it changes whenever a verdict may change.</summary>
    public const string RuleSet = "4";

    private static readonly Lazy<IReadOnlyList<ICheck>> Checks = new(() => [.. CardChecks.All, .. Rules, .. SearchChecks.All, .. RerunChecks.All, .. RepositoryChecks.All]);

    /// <summary>All checks.</summary>
    public static IReadOnlyList<ICheck> All => Checks.Value;

    /// <summary>What all checks are, those about the settings included.</summary>
    public static IEnumerable<CheckInfo> Infos => [.. All.Select(c => c.Info), .. Suppressions.Checks.Select(c => c.Info)];

    /// <summary>The rules over the card, which are rows of tables.</summary>
    public static IEnumerable<CardRule> Rules =>
    [
        .. SentinelRules.All, .. IdentityRules.All, .. DataRules.All, .. SearchSpaceRules.All, .. SearchStrategyRules.All, .. SearchProtocolRules.All,
        .. StabilityRules.All, .. ObjectiveRules.All, .. GenotypeRules.All, .. EvaluationRules.All, .. ArtefactRules.All, .. RecipeRules.All,
        .. ClinicalRules.All, .. StatementRules.All, .. LevelChecks.All,
    ];

    /// <summary>The check with an id (DNAS1101) or a slug (card-geno-ops), or null.</summary>
    public static ICheck? Find(string idOrSlug) => All.FirstOrDefault(c =>
        c.Info.Id.Equals(idOrSlug, StringComparison.OrdinalIgnoreCase) || c.Info.Slug.Equals(idOrSlug, StringComparison.OrdinalIgnoreCase));

    /// <summary>The page that explains a check, as Markdown.</summary>
    public static string Page(CheckInfo check)
    {
        using var stream = typeof(CheckCatalog).Assembly.GetManifestResourceStream("checks/" + ProjectLinks.PageName(check))
            ?? throw new InvalidOperationException($"The page of {check.Id} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
