using DnasRepro.Architectures;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Reports;
using DnasRepro.Statistics;

namespace DnasRepro;

/// <summary>Plan, recipe and environment of a rerun in the form of the report.</summary>
internal static class RerunPlanRows
{
    private const int MostPackages = 50;
    private const int MostChanges = 100;

    public static PlanSummary Plan(RerunPlanFacts plan) => new(
        plan.Sha256,
        plan.Seeds,
        plan.Stop,
        Rules(plan.Rules),
        plan.Space is { } space ? Space(space) : null,
        plan.SpaceOrigin,
        plan.Prospects is { } p ? new ProspectsSummary(p.Chance, p.Threshold, p.StableAt, p.UnstableAt, p.DataLimitUnstable, p.IsCertifiable) : null);

    public static RecipeSummary Recipe(Recipe recipe, Func<Evidence, ReportEvidence> row) => new(
        RerunReport.Cut(recipe.Id),
        RerunReport.Word(recipe.Purpose),
        RerunReport.Cut(string.Join(' ', recipe.Command.Select(Quoted))),
        recipe.WorkingDirectory?.Value ?? "",
        RerunReport.Word(recipe.Seed),
        recipe.Epochs,
        recipe.MinimumEpochs?.Epochs,
        recipe.MinimumEpochs is { } minimum ? RerunReport.Cut(minimum.Reason) : null,
        recipe.Threads,
        recipe.Timeout.TotalSeconds,
        recipe.Image,
        recipe.Origin.Kind,
        recipe.Origin.Place is { } place ? Place(recipe.Origin.Kind, row(new Evidence(place))) : null,
        [.. Changes(recipe).Take(MostChanges).Select(RerunReport.Cut)]);

    /// <summary>What a recipe changes in the private copy or around it, in words.</summary>
    public static IEnumerable<string> Changes(Recipe recipe) =>
    [
        .. recipe.Patches.Select(p => $"replaces '{p.Find}' by '{p.Replace}' in {p.Path}"),
        .. recipe.Files.Select(f => $"writes {f.Path}"),
        .. recipe.Binds.Select(b => $"shows data at {b.Target}"),
        .. recipe.Stubs.Select(s => $"stubs the module {s}"),
        .. recipe.Environment.Keys.Order(StringComparer.Ordinal).Select(k => $"sets the environment variable {k}"),
        .. recipe.Seed == SeedPassing.Inject ? ["seeds the random generators at start"] : Array.Empty<string>(),
    ];

    public static RerunEnvironmentSummary Environment(RerunEnvironment environment) => new(
        environment.Isolation,
        RerunReport.Cut(environment.IsolationReason),
        [.. environment.Limits.Select(RerunReport.Cut)],
        environment.Python is { } python ? RerunReport.Cut(python) : null,
        [.. environment.Packages.OrderBy(p => p.Key, StringComparer.Ordinal).Take(MostPackages).Select(p => new PackageSummary(RerunReport.Cut(p.Key), RerunReport.Cut(p.Value)))],
        environment.Sha256,
        environment.Clean);

    /// <summary>A recipe file of the user's need not lie in the repository, so nothing links to it.</summary>
    private static ReportEvidence Place(string kind, ReportEvidence place) => kind == "file" ? place with { Url = null } : place;

    private static RulesSummary Rules(StabilityRules r) =>
        new(r.Alpha, r.ThresholdShare, r.CollapseShare, r.CollapsedRunShare, r.DecidedMargin, r.DecidedShare, r.MaximumSeeds, r.LeastForUnstable);

    private static SpaceSummary Space(SearchSpace space) => new(
        RerunReport.Cut(space.Name),
        space.IsPath,
        [.. space.Cells.Select(c => new SpaceCellSummary(c.Id, c.Inputs, c.Nodes, c.Edges.Count, c.Operations, c.PerSite, c.Slots))]);

    private static string Quoted(string word) => word.Length == 0 || word.Contains(' ') ? $"'{word}'" : word;
}
