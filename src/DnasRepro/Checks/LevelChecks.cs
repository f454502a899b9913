using DnasRepro.Cards;
using DnasRepro.Checks.CardRules;
using DnasRepro.Findings;

namespace DnasRepro.Checks;

/// <summary>
/// The criteria of grade 2 (available) that are no rule of their own: what the card must state. Whether it is true is what
/// card-art-paths, card-art-licence and card-id-commit look at, which are criteria too.
/// </summary>
internal static class LevelChecks
{
    private const string Source = "ACM badging v1.1, Artifacts Available; this project's levels";
    private static readonly string[] EntryPoints = ["search", "retrain", "evaluate"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1161, "entry-point-not-stated", Severity.Info, "An entry point is not stated", Source,
            "A reader who wants to repeat the study has to know which program searches, which retrains and which evaluates.",
            "State artefacts.entry_points.search.path, .retrain.path and .evaluate.path, each a file of the repository (card-art-paths checks that it is there).", EntryPointsStated),
        CardRule.Row(1162, "licence-not-stated", Severity.Info, "The card states no licence", Source,
            "Without a licence nobody may lawfully rerun or reuse the code.",
            "Add a LICENSE file and state its SPDX id as artefacts.licence.", LicenceStated),
        CardRule.Row(1163, "environment-file-not-stated", Severity.Info, "No environment file is stated", Source,
            "The software environment decides whether the search runs and what it finds.",
            "State at least one existing file under artefacts.environment.", EnvironmentStated),
        CardRule.Row(1164, "selected-genotype-not-stated", Severity.Info, "The card states no selected architecture", Source,
            "The found architecture is the study's result; without it retraining cannot be compared.",
            "Give the evaluated architecture under architecture.genotypes with selected: true, as cells, grid or path.", GenotypeStated),
        CardRule.Row(1165, "definition-files-not-stated", Severity.Info, "The files that define the search space are not stated", Source,
            "The search space is half of the method; a reader has to find it.",
            "List existing files under search_space.definition_files.", DefinitionFilesStated),
    ];

    private static void EntryPointsStated(CardRuleRun run)
    {
        foreach (var name in EntryPoints)
            Stated(run, run.Card.At($"artefacts.entry_points.{name}.path"));
    }

    private static void LicenceStated(CardRuleRun run)
    {
        var licence = run.Card.At("artefacts.licence");
        if (licence.Text == "none")
            run.Breach(licence, "artefacts.licence is 'none'.");
        else
            Stated(run, licence);
    }

    private static void EnvironmentStated(CardRuleRun run)
    {
        var files = run.Card.At("artefacts.environment");
        if (files.Count > 0 && !files.Items.Any(e => e["path"].IsStated))
            run.Breach(files, "No entry of artefacts.environment names a file.");
        else
            Listed(run, files);
    }

    private static void GenotypeStated(CardRuleRun run)
    {
        var genotypes = run.Card.At("architecture.genotypes");
        if (genotypes.Count > 0 && !genotypes.Items.Any(g => g["selected"].Flag == true && (g["format"].Text is "dag_cells" or "grid" or "path")))
            run.Breach(genotypes, "No genotype is selected in a form that can be compared.");
        else
            Listed(run, genotypes);
    }

    private static void DefinitionFilesStated(CardRuleRun run) => Listed(run, run.Card.At("search_space.definition_files"));

    private static void Listed(CardRuleRun run, CardValue list)
    {
        if (list.IsStated && list.Count == 0)
            run.Breach(list, $"{list.Field} is empty.");
        else
            Stated(run, list);
    }

    private static void Stated(CardRuleRun run, CardValue value)
    {
        if (value.IsStated)
            run.Looked();
        else
            run.Breach(value, $"{value.Field} is {(value.Sentinel is { } sentinel ? $"'{sentinel}'" : "missing")}.");
    }
}
