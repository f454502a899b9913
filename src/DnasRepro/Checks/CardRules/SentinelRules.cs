using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>How "not known" may be said, and what the notes of evidence must cover.</summary>
internal static class SentinelRules
{
    private const string Own = "this project: three words that mean different things in an audit";
    private static readonly string[] RepositoryBlocks = ["artefacts", "architecture", "rerun"];
    private static readonly string[] RepositoryKinds = ["repository", "archive"];
    private static readonly string[] PaperKinds = ["paper", "preprint", "supplement"];
    private static readonly HashSet<string> LookAlikes = new(StringComparer.OrdinalIgnoreCase) { "n/a", "na", "n.a.", "-", "--", "?", "tbd", "todo", "none reported", "not known", "unspecified" };
    private static readonly HashSet<string> Sentinels = new(StringComparer.Ordinal) { CardValue.NotReported, CardValue.NotApplicable, CardValue.Unknown };

    public static readonly CardRule[] All =
    [
        CardRule.Row(1011, "miss-coverage", Severity.Error, "'not_reported' without having read the source in full", Own,
            "Only who has read the whole source can say that it does not report something; otherwise an audit turns paywalls into bad reporting.",
            "Write 'unknown', or read the source in full and say so in identity.sources.", Coverage),
        CardRule.Row(1012, "miss-na-reason", Severity.Error, "'not_applicable' without a reason", "CLAIM 2024 and MI-CLAIM practice: a reason beside every item that does not apply",
            "A question that does not apply and one that nobody wants to answer look the same without the reason.",
            "Add the field and the reason to statement.not_applicable_reasons.", Reasons),
        CardRule.Row(1013, "miss-hard", Severity.Error, "A sentinel where a real value is needed", Own,
            "Names, ids and the like identify things; 'unknown' identifies nothing.",
            "Write the real value.", HardFields),
        CardRule.Row(1014, "miss-word", Severity.Error, "An ambiguous word for 'not known'", Own,
            "'N/A' is used for 'not applicable' by some and for 'not available' by others.",
            "Use not_reported, unknown or not_applicable.", Words),
        CardRule.Row(1015, "evid-cover", Severity.Info, "A field without a note of its source", "TRIPOD adherence forms: retrieved evidence beside each item",
            "A statement about somebody else's study has to say where it was read.",
            "Add the field, or the block around it, to an entry of statement.evidence.", EvidenceCovers),
        CardRule.Row(1016, "evid-source", Severity.Error, "Evidence from a source that was never read", Own,
            "A note that cites an unread or unlisted source is no evidence.",
            "List the source under identity.sources with its coverage, or cite another one.", EvidenceSources),
        CardRule.Row(1017, "evid-secondary", Severity.Warning, "An audit answer that rests on second-hand text only", Own,
            "What others write about a study is often wrong in detail.",
            "Read the paper or the repository and cite it.", SecondHand),
    ];

    private static readonly string[] AuditAnswers = ["data.external_validation", "artefacts.code_release", "stability.investigated", "objectives.multi_objective"];

    private static void Coverage(CardRuleRun run)
    {
        var sources = run.Card.At("identity.sources");
        if (run.Source.Type == "author_declared" && sources.Count == 0)
            return;
        foreach (var value in CardWalk.Leaves(run.Card).Where(v => v.Sentinel == CardValue.NotReported))
        {
            if (RepositoryBlocks.Contains(value.Field.Split('.', '[')[0]))
                InRepository(run, value, OfKind(sources, RepositoryKinds));
            else
                InPapers(run, value, OfKind(sources, PaperKinds));
        }
    }

    private static List<CardValue> OfKind(CardValue sources, string[] kinds) => [.. sources.Items.Where(s => kinds.Contains(s["kind"].Text))];

    private static void InRepository(CardRuleRun run, CardValue value, List<CardValue> repositories)
    {
        if (repositories.Exists(IsFull))
            run.Looked();
        else
            run.Breach(value, $"{value.Field} says 'not_reported', but no repository among identity.sources was read in full{(repositories.Count > 0 ? ": " + InWords(repositories[0]) : "")}.", more: [.. repositories.Take(1).Select(r => r.Evidence())]);
    }

    private static void InPapers(CardRuleRun run, CardValue value, List<CardValue> papers)
    {
        if (papers.Find(p => !IsFull(p)) is { } unread)
            run.Breach(value, $"{value.Field} says 'not_reported', but not every paper among identity.sources was read in full: {InWords(unread)}.", more: [unread["coverage"].Evidence()]);
        else if (papers.Count == 0)
            run.Undecided(value, "it says 'not_reported', and identity.sources lists no paper");
        else
            run.Looked();
    }

    private static bool IsFull(CardValue source) => source["coverage"].Text == "full";

    private static string InWords(CardValue source) => $"'{source["id"].Text}' has the coverage '{source["coverage"].Text}'";

    /// <summary>Keys that CARD requires inside optional blocks and lists; no profile asks for them, but a block that holds one needs a reason.</summary>
    private static readonly string[] RequiredInside =
    [
        "identity.derived_from[].name", "search_space.cells[].edges_kept_per_node", "search_space.topology.path_mode", "search_space.topology.blocks", "search_space.topology.levels",
        "search_space.topology.edges_per_block", "search_strategy.regularisers[].name", "stability.agreement[].value", "stability.sensitivity[].factor", "evaluation.baselines[].kind",
        "evaluation.ablations[].component", "evaluation.statistical_tests[].test", "artefacts.weights[].url", "artefacts.logs[].path", "rerun.verifications[].recipe",
        "clinical.intended_use", "clinical.validation_status", "clinical.failure_cases", "clinical.subgroups_reported",
    ];

    private static void Reasons(CardRuleRun run)
    {
        var reasons = run.Card.At("statement.not_applicable_reasons").Items.Select(r => r["field"].Text).OfType<string>().ToList();
        var required = CardProfile.Load("journal").Keys.Concat(RequiredInside).Select(KeyPointer).ToList();
        foreach (var value in CardWalk.Leaves(run.Card).Where(v => v.Sentinel == CardValue.NotApplicable))
        {
            if (!required.Exists(r => CardWalk.Covers(CardWalk.WithoutIndices(value.Pointer), r)))
                continue;
            if (reasons.Exists(r => CardWalk.Covers(r, value.Pointer)))
                run.Looked();
            else
                run.Breach(value, $"{value.Field} says 'not_applicable' and statement.not_applicable_reasons does not say why.", $"Add {{field: {value.Pointer}, reason: …}} to statement.not_applicable_reasons.");
        }
    }

    private static string KeyPointer(string key) => CardValue.PointerOf(key.Replace("[]", ""));

    /// <summary>Texts that identify something. Fields whose form no sentinel has (dates, commits) are left to the schema.</summary>
    private static readonly string[] HardTexts =
    [
        "identity.card_id", "identity.method_name", "identity.method_id", "identity.card_authors[].name", "identity.papers[].title", "identity.sources[].id", "identity.sources[].locator",
        "data.datasets[].id", "data.datasets[].name", "search_space.operations[].id", "search_space.cells[].id", "objectives.terms[].name", "evaluation.metrics[].dataset", "evaluation.baselines[].name",
        "architecture.genotypes[].id", "architecture.genotypes[].cells[].cell", "architecture.genotypes[].cells[].edges[].op", "rerun.recipes[].id", "rerun.recipes[].command",
        "rerun.recipes[].outputs[].name", "rerun.recipes[].outputs[].path", "rerun.verifications[].recipe", "statement.deviations[].item", "statement.deviations[].paper_value",
        "statement.deviations[].code_value", "statement.evidence[].source", "statement.evidence[].where", "statement.not_applicable_reasons[].field", "statement.not_applicable_reasons[].reason",
    ];

    private static void HardFields(CardRuleRun run)
    {
        foreach (var value in HardTexts.SelectMany(path => CardProfile.Places(run.Card, path)).Where(v => !v.IsAbsent && v.Node is DocumentScalar))
        {
            var parent = value.Field.LastIndexOf('.');
            if (value.Sentinel is null)
                run.Looked();
            else if (!CardWalk.IsInsideSentinel(run.Card, value.Field[..parent]))
                run.Breach(value, $"{value.Field} needs a real value, not '{value.Sentinel}'.");
        }
    }

    private static void Words(CardRuleRun run)
    {
        foreach (var value in CardWalk.Leaves(run.Card))
        {
            if (value.Node is DocumentScalar { Kind: ScalarKind.Null })
                run.Breach(value, $"{value.Field}: 'null' says none of the three things that it could mean.");
            else if (value.Node is DocumentScalar { Kind: ScalarKind.Text } text && value.Sentinel is null && IsAmbiguous(text.Text.Trim()))
                run.Breach(value, $"{value.Field}: '{text.Text}' is ambiguous.");
            else
                run.Looked();
        }
    }

    /// <summary>Nothing, a look-alike, or a sentinel in other spelling: 'Unknown', 'not reported'.</summary>
    private static bool IsAmbiguous(string text) =>
        text.Length == 0 || LookAlikes.Contains(text) || Sentinels.Contains(text.Replace(' ', '_').Replace('-', '_').ToLowerInvariant());

    private static void EvidenceCovers(CardRuleRun run)
    {
        var notes = run.Card.At("statement.evidence");
        if (run.Source.Type != "third_party_audit" && notes.Count == 0)
            return;
        var covered = notes.Items.SelectMany(n => n["fields"].Texts).ToList();
        var severity = run.Source.Type == "third_party_audit" ? Severity.Error : Severity.Info;
        foreach (var block in UncoveredKeys(run, covered).GroupBy(k => BlockOf(k.Key)))
            run.Breach(block.First().Value, $"{block.Key} has no source note ({string.Join(", ", block.Select(k => k.Key[(k.Key.LastIndexOf('.') + 1)..]).Distinct().Take(5))}).", severity: severity);
    }

    private sealed record UncoveredKey(string Key, CardValue Value);

    private static IEnumerable<UncoveredKey> UncoveredKeys(CardRuleRun run, List<string> covered)
    {
        foreach (var key in run.Facts.Card.Profile.Keys.Where(k => !k.StartsWith("identity.", StringComparison.Ordinal) && !k.StartsWith("statement.", StringComparison.Ordinal)))
        {
            foreach (var value in CardProfile.Places(run.Card, key).Where(v => v.IsStated))
            {
                run.Looked();
                if (!covered.Exists(c => CardWalk.Covers(c, value.Pointer) || CardWalk.Covers(value.Pointer, c)))
                    yield return new UncoveredKey(key, value);
            }
        }
    }

    /// <summary>The block of a key, so that one note that is missing is one finding: <c>data.datasets</c>.</summary>
    private static string BlockOf(string key) => string.Join('.', key.Replace("[]", "").Split('.').Take(2));

    private static void EvidenceSources(CardRuleRun run)
    {
        var sources = run.Card.At("identity.sources").Items.ToLookup(s => s["id"].Text, s => s["coverage"].Text);
        foreach (var id in run.Card.At("statement.evidence").Items.Select(n => n["source"]).Where(id => run.Knows(id)))
        {
            if (!sources.Contains(id.Text))
                run.Breach(id, $"The evidence names the source '{id.Text}', which identity.sources does not list.");
            else if (sources[id.Text].All(coverage => coverage == "not_accessed"))
                run.Breach(id, $"The evidence names the source '{id.Text}', which was never read.");
        }
    }

    private static void SecondHand(CardRuleRun run)
    {
        var kinds = run.Card.At("identity.sources").Items.ToLookup(s => s["id"].Text, s => s["kind"].Text);
        foreach (var answer in AuditAnswers.Select(f => run.Card.At(f)).Where(v => v.IsStated))
        {
            var notes = run.Card.At("statement.evidence").Items.Where(n => n["fields"].Texts.Any(f => CardWalk.Covers(f, answer.Pointer) || CardWalk.Covers(answer.Pointer, f))).ToList();
            if (notes.Count == 0)
                continue;
            if (notes.TrueForAll(n => kinds[n["source"].Text].Contains("secondary")))
                run.Breach(answer, $"{answer.Field} rests on second-hand text only: '{notes[0]["source"].Text}'.", more: [notes[0].Evidence()]);
            else
                run.Looked();
        }
    }
}
