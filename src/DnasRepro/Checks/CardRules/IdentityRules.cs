using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks.CardRules;

/// <summary>What the card says it is, against itself and against git.</summary>
internal static class IdentityRules
{
    private static readonly string[] EntryPoints = ["search", "retrain", "evaluate"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1021, "id-scope", Severity.Error, "The scope answer contradicts the card", "the review's inclusion criteria",
            "A field's figures count only studies that are in scope: differentiable, medical, segmentation.",
            "Correct identity.in_scope, or the field that contradicts it.", Scope),
        CardRule.Row(1022, "id-commit", Severity.Error, "The card's commit is not the one that it describes", "REFORMS item 2b; Lindauer & Hutter 2020, practice 14",
            "A card speaks of the files at one commit; other files make it a statement about something else.",
            "Name the commit that the card describes, 40 hexadecimal digits.", Commit),
        CardRule.Row(1023, "id-remote", Severity.Warning, "The card describes another repository", "FAIR4RS F1",
            "A copied card makes claims about code that its author never saw.",
            "Correct identity.repository_url, or remove the card that came with a copy.", Remote),
        CardRule.Row(1024, "schema-version", Severity.Info, "The schema's version is that of an early draft", "this project",
            "Early drafts wrote 1.0; that number is kept for the first version that is promised to stay.",
            "Write card_schema: \"0.9\".", SchemaVersion),
    ];

    private static void Scope(CardRuleRun run)
    {
        var scope = run.Card.At("identity.in_scope");
        if (!run.Knows(scope))
            return;
        var reason = run.Card.At("identity.out_of_scope_reason");
        if (scope.Flag == false && !reason.IsStated)
            run.Breach(scope, "identity.in_scope is false and identity.out_of_scope_reason does not say why.", "Add identity.out_of_scope_reason.");
        if (scope.Flag != true)
            return;
        var modalities = run.Card.At("task.modalities");
        if (modalities.Count > 0 && modalities.Texts.All(m => m == "NON_MEDICAL"))
            run.Breach(scope, "identity.in_scope is true, but task.modalities holds only NON_MEDICAL.", null, null, Confidence.High, modalities.Evidence());
        if (run.Card.At("task.segmentation_type") is { Text: "none" } type)
            run.Breach(scope, "identity.in_scope is true, but task.segmentation_type is 'none'.", null, null, Confidence.High, type.Evidence());
        if (run.Card.At("search_strategy.algorithm") is { Text: "non_differentiable" } algorithm)
            run.Breach(scope, "identity.in_scope is true, but search_strategy.algorithm is 'non_differentiable'.", null, null, Confidence.High, algorithm.Evidence());
    }

    private static void Commit(CardRuleRun run)
    {
        var commit = run.Card.At("identity.repository_commit");
        if (!run.Knows(commit))
            return;
        if (run.Facts.Origin is not { } origin)
        {
            run.Undecided(commit, "this is no git repository");
            return;
        }
        string[] named =
        [
            .. EntryPoints.Select(e => run.Card.At($"artefacts.entry_points.{e}.path").Text).OfType<string>(),
            .. run.Card.At("search_space.definition_files").Texts,
        ];
        var there = origin.FindCommit(commit.Text!, [.. named.Distinct().Where(n => RepoPath.TryParse(n, out _) && run.Facts.Files.Contains(n))]);
        if (there.Exists && there.DifferingPaths.Count > 0)
            run.Breach(commit, $"Since commit '{commit.Text![..7]}' these files have changed: {string.Join(", ", there.DifferingPaths)}.", "Name the commit that has the files as they are now, or check that commit.", Severity.Warning);
        else if (!there.Exists && origin.IsComplete)
            run.Breach(commit, $"The repository has no commit '{commit.Text}'.");
        else if (!there.Exists)
            run.Undecided(commit, "the clone is shallow or partial and lacks the commit");
    }

    private static void Remote(CardRuleRun run)
    {
        var url = run.Card.At("identity.repository_url");
        if (run.Facts.Origin?.Remote is not { } remote || !run.Knows(url))
            return;
        if (!Normal(url.Text!).Equals(Normal(remote), StringComparison.OrdinalIgnoreCase))
            run.Breach(url, $"The card describes '{url.Text}'; this repository is '{remote}'.");
    }

    private static void SchemaVersion(CardRuleRun run)
    {
        var version = run.Card.At("identity.card_schema");
        run.Looked();
        if (version.Text == "1.0")
            run.Breach(version, "identity.card_schema is '1.0', which early drafts wrote; the current version is '0.9'.");
    }

    private static string Normal(string url)
    {
        var text = url.Split("://")[^1].TrimEnd('/');
        text = text.StartsWith("www.", StringComparison.Ordinal) ? text[4..] : text;
        return text.EndsWith(".git", StringComparison.Ordinal) ? text[..^4] : text;
    }
}
