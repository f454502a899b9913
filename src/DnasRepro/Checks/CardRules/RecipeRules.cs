using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Findings;
using DnasRepro.Recipes;

namespace DnasRepro.Checks.CardRules;

/// <summary>The commands that a program is to run.</summary>
internal static class RecipeRules
{
    private static readonly HashSet<string> Settable = ["command_line", "config_key", "environment_variable"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1131, "run-seed", Severity.Error, "The recipe's seed cannot be set", "Lindauer & Hutter 2020, practice 9",
            "A rerun over several seeds needs a way to give each run its own.", "Put {seed} where the seed goes, or say hard_coded with one seed.", Seed),
        CardRule.Row(1132, "run-placeholder", Severity.Error, "A placeholder that is not known, or is used on one side only", "this project: the search command contract",
            "A program replaces the placeholders that it knows and nothing else.", "Use {seed}, {out}, {data}, {device}, {epochs}, {threads} or {run}; name {out} in the command when the outputs use it.", Placeholder),
        CardRule.Row(1133, "run-budget", Severity.Warning, "The recipe cannot finish within its budget", "Lindauer & Hutter 2020, practice 13",
            "A budget below the declared cost ends the rerun before it has told anything.", "Raise the budget, or shorten the recipe.", Budget),
        CardRule.Row(1134, "run-verified", Severity.Error, "A verification of something else", "ACM badging v1.1",
            "A verification speaks of one commit, one recipe and one report.", "Correct the verification, or remove it.", Verified),
    ];

    private static IEnumerable<CardValue> Recipes(CardRuleRun run) => run.Card.At("rerun.recipes").Items;

    private static void Seed(CardRuleRun run)
    {
        foreach (var recipe in Recipes(run).Where(r => run.Knows(r["seed_mechanism"], r["command"])))
        {
            var how = recipe["seed_mechanism"];
            var isGiven = Told(recipe).Any(t => Placeholders.Uses(t, "seed"));
            if (how.Text == "hard_coded" && recipe["seeds"].Count > 1 && !isGiven)
                run.Breach(recipe["seeds"], $"The seed of '{recipe["id"].Text}' is hard-coded, but {recipe["seeds"].Count} seeds are listed.", null, null, Confidence.High, how.Evidence());
            else if (Settable.Contains(how.Text!) && !isGiven && (recipe["purpose"].Text is "search" or "smoke" or "full_pipeline") && (how.Text == "command_line" || recipe["seeds"].Count > 1))
                run.Breach(how, $"The seed of '{recipe["id"].Text}' is set by '{how.Text}', but its command has no {{seed}}.", null, null, Confidence.High, recipe["command"].Evidence());
        }
    }

    private static void Placeholder(CardRuleRun run)
    {
        foreach (var recipe in Recipes(run).Where(r => run.Knows(r["command"])))
        {
            var (command, outputs) = (Command(recipe), recipe["outputs"].Items.Select(o => o["path"]).Where(o => o.Text is not null).ToList());
            (CardValue At, string Text)[] texts = [(recipe["command"], command), .. outputs.Select(o => (o, o.Text!))];
            foreach (var (at, text) in texts)
            {
                foreach (var name in Placeholders.Unknown(text))
                    run.Breach(at, $"The placeholder '{{{name}}}' of '{recipe["id"].Text}' is not known.");
            }
            if (!Told(recipe).Any(t => Placeholders.Uses(t, "out")) && outputs.Find(o => Placeholders.Uses(o.Text!, "out")) is { } output)
                run.Breach(output, $"The outputs of '{recipe["id"].Text}' use {{out}}, but its command does not.", null, null, Confidence.High, recipe["command"].Evidence());
        }
    }

    private static string Command(CardValue recipe) =>
        recipe["command"].Node is DocumentList words ? string.Join(' ', words.Items.OfType<DocumentScalar>().Select(w => w.Text)) : recipe["command"].Text ?? "";

    /// <summary>Every text of a recipe that reaches its program.</summary>
    private static IEnumerable<string> Told(CardValue recipe) =>
    [
        Command(recipe),
        .. ((recipe["env"].Node as DocumentMap)?.Entries ?? []).Select(e => e.Value).OfType<DocumentScalar>().Select(v => v.Text),
        .. recipe["files"].Items.Select(f => f["content"].Text).OfType<string>(),
        .. recipe["patch"].Items.Select(p => p["replace"].Text).OfType<string>(),
    ];

    private static void Budget(CardRuleRun run)
    {
        var perSearch = run.Card.At("search_protocol.gpu_hours_per_search");
        foreach (var recipe in Recipes(run))
        {
            if (recipe["purpose"].Text == "smoke" && run.Knows(recipe["timeout_minutes"]) && recipe["timeout_minutes"].Number > 15)
                run.Breach(recipe["timeout_minutes"], $"The smoke recipe '{recipe["id"].Text}' may take {recipe["timeout_minutes"].Text} minutes; 15 are what a first look may cost.");
            if ((recipe["purpose"].Text is "search" or "full_pipeline") && recipe["max_gpu_hours"].IsStated && run.Knows(perSearch, recipe["max_gpu_hours"]) && recipe["max_gpu_hours"].Number < perSearch.Number)
                run.Breach(recipe["max_gpu_hours"], $"'{recipe["id"].Text}' may use {recipe["max_gpu_hours"].Text} GPU hours; a search takes {perSearch.Text}.", null, null, Confidence.High, perSearch.Evidence());
        }
    }

    private static void Verified(CardRuleRun run)
    {
        var recipes = Recipes(run).Select(r => r["id"].Text).ToHashSet(StringComparer.Ordinal);
        var commit = run.Card.At("identity.repository_commit");
        foreach (var verification in run.Card.At("rerun.verifications").Items)
        {
            run.Looked();
            if (!recipes.Contains(verification["recipe"].Text))
                run.Breach(verification["recipe"], $"The verification of {verification["date"].Text} names the recipe '{verification["recipe"].Text}', which is not there.");
            if (commit.IsStated && verification["commit"].Text != commit.Text)
                run.Breach(verification["commit"], $"The verification of {verification["date"].Text} is of another commit.", null, null, Confidence.High, commit.Evidence());
            if (verification["report"].Text is { } report && !run.Facts.Files.Contains(report))
                run.Breach(verification["report"], $"The report '{report}' of {verification["date"].Text} is not in the repository.");
        }
    }
}
