using DnasRepro.Cards;
using DnasRepro.Checks.CardRules;
using DnasRepro.Findings;

namespace DnasRepro.Checks;

/// <summary>The criteria of grade 2 (available) that are no rule of their own: what the card must state and the repository must have.</summary>
internal static class LevelChecks
{
    private const string Source = "ACM badging v1.1, Artifacts Available; this project's levels";
    private static readonly string[] EntryPoints = ["search", "retrain", "evaluate"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1161, "entry-point-not-stated", Severity.Info, "An entry point is not stated or not there", Source,
            "A reader who wants to repeat the study has to know which program searches, which retrains and which evaluates.",
            "State artefacts.entry_points.search.path, .retrain.path and .evaluate.path, each a file of the repository.", EntryPointsExist),
        CardRule.Row(1162, "licence-not-stated", Severity.Info, "The card states no licence that the repository confirms", Source,
            "Without a licence nobody may lawfully rerun or reuse the code.",
            "Add a LICENSE file and state its SPDX id as artefacts.licence.", LicenceStated),
        CardRule.Row(1163, "environment-file-not-stated", Severity.Info, "No environment file is stated or there", Source,
            "The software environment decides whether the search runs and what it finds.",
            "State at least one existing file under artefacts.environment.", EnvironmentStated),
        CardRule.Row(1164, "selected-genotype-not-stated", Severity.Info, "The card states no selected architecture", Source,
            "The found architecture is the study's result; without it retraining cannot be compared.",
            "Give the evaluated architecture under architecture.genotypes with selected: true, as cells, grid or path.", GenotypeStated),
        CardRule.Row(1165, "definition-files-not-stated", Severity.Info, "The files that define the search space are not stated or not there", Source,
            "The search space is half of the method; a reader has to find it.",
            "List existing files under search_space.definition_files.", DefinitionFilesExist),
    ];

    private static void EntryPointsExist(CardRuleRun run)
    {
        foreach (var name in EntryPoints)
            Exists(run, run.Card.At($"artefacts.entry_points.{name}.path"));
    }

    private static void LicenceStated(CardRuleRun run)
    {
        var licence = run.Card.At("artefacts.licence");
        if (licence.Text is null or "none")
            run.Breach(licence, licence.Text is null ? $"artefacts.licence is {Words(licence)}." : "artefacts.licence is 'none'.");
        else if (run.Facts.Licence.Files.Count == 0)
            run.Breach(licence, $"The card states '{licence.Text}' but the repository has no licence file.");
        else
            run.Looked();
    }

    private static void EnvironmentStated(CardRuleRun run)
    {
        var files = run.Card.At("artefacts.environment");
        if (files.Items.Any(e => e["path"].Text is { } path && run.Facts.Files.Contains(path)))
            run.Looked();
        else
            run.Breach(files, files.IsStated ? "No entry of artefacts.environment names an existing file." : $"artefacts.environment is {Words(files)}.");
    }

    private static void GenotypeStated(CardRuleRun run)
    {
        var genotypes = run.Card.At("architecture.genotypes");
        if (genotypes.Items.Any(g => g["selected"].Flag == true && (g["format"].Text is "dag_cells" or "grid" or "path")))
            run.Looked();
        else
            run.Breach(genotypes, genotypes.IsStated ? "No genotype is selected in a form that can be compared." : $"architecture.genotypes is {Words(genotypes)}.");
    }

    private static void DefinitionFilesExist(CardRuleRun run)
    {
        var files = run.Card.At("search_space.definition_files");
        if (files.Count == 0)
            run.Breach(files, files.IsStated ? "search_space.definition_files is empty." : $"search_space.definition_files is {Words(files)}.");
        foreach (var file in files.Items)
            Exists(run, file);
    }

    private static void Exists(CardRuleRun run, CardValue path)
    {
        if (path.Text is not { } text)
            run.Breach(path, $"{path.Field} is {Words(path)}.");
        else if (!run.Facts.Files.Contains(text) && !run.Facts.Files.ContainsFolder(text))
            run.Breach(path, $"'{text}' is not in the repository.");
        else
            run.Looked();
    }

    private static string Words(CardValue value) => value.Sentinel is { } sentinel ? $"'{sentinel}'" : "missing";
}
