using DnasRepro.Cards;
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
        CardRule.Row(1023, "id-remote", Severity.Warning, "The card describes another repository", "FAIR4RS principle F1",
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
        if (scope.Flag == false)
            HasReason(run, scope);
        else
            Contradictions(run, scope);
    }

    private static void HasReason(CardRuleRun run, CardValue scope)
    {
        var reason = run.Card.At("identity.out_of_scope_reason");
        if (!run.Knows(reason) && (reason.IsAbsent || reason.Sentinel == CardValue.NotApplicable))
            run.Breach(scope, "identity.in_scope is 'false' and identity.out_of_scope_reason does not say why.", "Add identity.out_of_scope_reason.");
    }

    private static void Contradictions(CardRuleRun run, CardValue scope)
    {
        var modalities = run.Card.At("task.modalities");
        if (run.Knows(modalities) && modalities.Count > 0 && modalities.Texts.All(m => m == "NON_MEDICAL"))
            run.Breach(scope, "identity.in_scope is 'true', but task.modalities holds only 'NON_MEDICAL'.", more: [modalities.Evidence()]);
        foreach (var (field, outside) in OutsideWords)
        {
            var value = run.Card.At(field);
            if (run.Knows(value) && value.Text == outside)
                run.Breach(scope, $"identity.in_scope is 'true', but {field} is '{outside}'.", more: [value.Evidence()]);
        }
    }

    private static readonly (string Field, string Outside)[] OutsideWords = [("task.segmentation_type", "none"), ("search_strategy.algorithm", "non_differentiable")];

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
            run.Breach(commit, $"Since commit '{commit.Text![..7]}' these files have changed: {string.Join(", ", there.DifferingPaths.Select(p => $"'{p}'"))}.", "Name the commit that has the files as they are now, or check that commit.", Severity.Warning);
        else if (!there.Exists && origin.IsComplete)
            run.Breach(commit, $"The repository has no commit '{commit.Text}'.");
        else if (!there.Exists)
            run.Undecided(commit, "the clone is shallow or partial and lacks the commit");
    }

    private static void Remote(CardRuleRun run)
    {
        var url = run.Card.At("identity.repository_url");
        if (!run.Knows(url))
            return;
        if (run.Facts.Origin?.Remote is not { } remote)
            run.Undecided(url, "what is being checked has no remote to compare it with");
        else if (!IsSame(url.Text!, remote) && !(run.Facts.GitHub is { } host && IsSame(url.Text!, HubAddress(host.FullName))))
            run.Breach(url, $"The card describes '{url.Text}'; this repository is '{remote}'{Origin(run, url.Text!)}.");
    }

    private static bool IsSame(string url, string other) => Normal(url).Equals(Normal(other), StringComparison.OrdinalIgnoreCase);

    private static string HubAddress(string name) => $"https://github.com/{name}";

    /// <summary>A card that came along with a fork describes what the fork was made of.</summary>
    private static string Origin(CardRuleRun run, string url) => run.Facts.GitHub is { } host && new[] { host.Parent, host.Source }.Any(o => o is not null && IsSame(url, HubAddress(o)))
        ? ", which GitHub says is a fork of it"
        : "";

    private static void SchemaVersion(CardRuleRun run)
    {
        var version = run.Card.At("identity.card_schema");
        run.Looked();
        if (version.Text == "1.0")
            run.Breach(version, "identity.card_schema is '1.0', which early drafts wrote; the current version is '0.9'.");
    }

    /// <summary>An address without scheme, "www.", ".git", and the page inside the repository that people copy along.</summary>
    private static string Normal(string url)
    {
        var text = url.Split("://")[^1].Split("/-/")[0].Split("/tree/")[0].Split("/blob/")[0].TrimEnd('/');
        text = text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        return text.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? text[..^4] : text;
    }
}
