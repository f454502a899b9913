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
    private static readonly HashSet<string> LookAlikes = new(StringComparer.OrdinalIgnoreCase) { "n/a", "na", "n.a.", "-", "--", "?", "tbd", "todo", "none reported", "not reported", "not applicable", "not known", "unspecified" };

    public static readonly CardRule[] All =
    [
        CardRule.Row(1011, "miss-coverage", Severity.Error, "'not_reported' without having read the source in full", Own,
            "Only who has read the whole source can say that it does not report something; otherwise an audit turns paywalls into bad reporting.",
            "Write 'unknown', or read the source in full and say so in identity.sources.", Coverage),
        CardRule.Row(1012, "miss-na-reason", Severity.Error, "'not_applicable' without a reason", "CLAIM and MI-CLAIM practice: a reason beside every item that does not apply",
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
        if (run.Source.Type == "author_declared" && !sources.IsStated)
            return;
        foreach (var value in CardWalk.Leaves(run.Card).Where(v => v.Sentinel == CardValue.NotReported))
        {
            var isRepository = RepositoryBlocks.Contains(value.Field.Split('.', '[')[0]);
            var responsible = sources.Items.Where(s => (isRepository ? RepositoryKinds : PaperKinds).Contains(s["kind"].Text)).ToList();
            var isRead = isRepository ? responsible.Exists(IsFull) : responsible.Count > 0 && responsible.TrueForAll(IsFull);
            if (isRead)
                run.Looked();
            else
                run.Breach(value, $"{value.Field} says 'not_reported', but {(isRepository ? "no repository" : "not every paper")} among identity.sources was read in full.");
        }
    }

    private static bool IsFull(CardValue source) => source["coverage"].Text == "full";

    private static void Reasons(CardRuleRun run)
    {
        var reasons = run.Card.At("statement.not_applicable_reasons").Items.Select(r => CardWalk.WithoutIndices(r["field"].Text ?? "?")).ToList();
        var required = CardProfile.Load("journal").Keys.Select(k => CardWalk.WithoutIndices(CardValue.PointerOf(k.Replace("[]", "")))).ToHashSet(StringComparer.Ordinal);
        foreach (var value in CardWalk.Leaves(run.Card).Where(v => v.Sentinel == CardValue.NotApplicable))
        {
            var pointer = CardWalk.WithoutIndices(value.Pointer);
            if (pointer.Count(c => c == '/') > 1 && !required.Any(r => r == pointer || r.StartsWith(pointer + "/", StringComparison.Ordinal)))
                continue;
            if (reasons.Exists(r => r == pointer || pointer.StartsWith(r + "/", StringComparison.Ordinal)))
                run.Looked();
            else
                run.Breach(value, $"{value.Field} says 'not_applicable' and statement.not_applicable_reasons does not say why.", $"Add {{field: {value.Pointer}, reason: …}} to statement.not_applicable_reasons.");
        }
    }

    private static readonly string[] HardTexts =
    [
        "identity.card_id", "identity.method_name", "identity.method_id", "identity.card_authors[].name", "identity.papers[].title", "identity.sources[].locator", "data.datasets[].id", "data.datasets[].name",
        "search_space.operations[].id", "search_space.cells[].id", "objectives.terms[].name", "evaluation.baselines[].name", "architecture.genotypes[].id", "rerun.recipes[].id", "rerun.recipes[].command", "rerun.recipes[].outputs[].path",
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
            if (value.Node is DocumentScalar { Kind: ScalarKind.Text } text && LookAlikes.Contains(text.Text.Trim()))
                run.Breach(value, $"{value.Field}: '{text.Text}' is ambiguous.");
            else
                run.Looked();
        }
    }

    private static void EvidenceCovers(CardRuleRun run)
    {
        var notes = run.Card.At("statement.evidence");
        if (run.Source.Type != "third_party_audit" && notes.Count == 0)
            return;
        var covered = notes.Items.SelectMany(n => n["fields"].Texts).Select(CardWalk.WithoutIndices).ToList();
        var severity = run.Source.Type == "third_party_audit" ? Severity.Error : Severity.Info;
        foreach (var block in UncoveredKeys(run, covered).GroupBy(k => BlockOf(k.Key)))
            run.Breach(block.First().Value, $"{block.Key} has no source note ({string.Join(", ", block.Take(5).Select(k => k.Key[(k.Key.LastIndexOf('.') + 1)..]))}).", severity: severity);
    }

    private static IEnumerable<(string Key, CardValue Value)> UncoveredKeys(CardRuleRun run, List<string> covered)
    {
        foreach (var key in run.Facts.Card.Profile.Keys.Where(k => !k.StartsWith("identity.", StringComparison.Ordinal) && !k.StartsWith("statement.", StringComparison.Ordinal)))
        {
            var pointer = CardWalk.WithoutIndices(CardValue.PointerOf(key.Replace("[]", "")));
            var value = CardProfile.Places(run.Card, key).FirstOrNowhere(v => v.IsStated);
            if (!value.IsStated)
                continue;
            run.Looked();
            if (!covered.Exists(c => c == pointer || pointer.StartsWith(c + "/", StringComparison.Ordinal) || c.StartsWith(pointer + "/", StringComparison.Ordinal)))
                yield return (key, value);
        }
    }

    /// <summary>The block of a key, so that one note that is missing is one finding: <c>data.datasets</c>.</summary>
    private static string BlockOf(string key) => string.Join('.', key.Replace("[]", "").Split('.').Take(2));

    private static void EvidenceSources(CardRuleRun run)
    {
        var sources = run.Card.At("identity.sources").Items.ToDictionary(s => s["id"].Text ?? "", s => s["coverage"].Text);
        foreach (var note in run.Card.At("statement.evidence").Items)
        {
            var id = note["source"];
            if (!run.Knows(id))
                continue;
            if (!sources.TryGetValue(id.Text!, out var coverage))
                run.Breach(id, $"The evidence names the source '{id.Text}', which identity.sources does not list.");
            else if (coverage == "not_accessed")
                run.Breach(id, $"The evidence names the source '{id.Text}', which was never read.");
        }
    }

    private static void SecondHand(CardRuleRun run)
    {
        var kinds = run.Card.At("identity.sources").Items.ToDictionary(s => s["id"].Text ?? "", s => s["kind"].Text);
        foreach (var field in AuditAnswers.Where(f => run.Card.At(f).IsStated))
        {
            var pointer = CardValue.PointerOf(field);
            var notes = run.Card.At("statement.evidence").Items.Where(n => n["fields"].Texts.Any(f => pointer.StartsWith(f, StringComparison.Ordinal) || f.StartsWith(pointer + "/", StringComparison.Ordinal))).ToList();
            if (notes.Count > 0 && notes.TrueForAll(n => kinds.GetValueOrDefault(n["source"].Text ?? "") == "secondary"))
                run.Breach(run.Card.At(field), $"{field} rests on second-hand text only.", null, null, Confidence.High, notes[0].Evidence());
            else if (notes.Count > 0)
                run.Looked();
        }
    }
}
