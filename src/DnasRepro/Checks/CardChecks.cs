using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks;

/// <summary>The checks of the card as a file: is it there, can it be read, does it fit the schema and the profile.</summary>
internal static class CardChecks
{
    private const string Own = "this project: the card makes the claims checkable";

    public static readonly ICheck[] All =
    [
        new FactCheck(
            new("DNAS1001", "card-missing", "No Reporting Card", Severity.Warning, Own),
            "Without a card nothing is declared, so nothing can be compared with what the repository holds.",
            "Add nas-reporting-card.yml at the root; 'dotnet dnas-repro schema card' prints its fields.",
            Missing),
        new FactCheck(
            new("DNAS1002", "card-unreadable", "The card cannot be read", Severity.Error, Own),
            "A card that is no valid YAML or JSON states nothing, to people or to programs.",
            "Correct the syntax at the named place.",
            Unreadable),
        new FactCheck(
            new("DNAS1003", "card-schema", "The card does not fit the schema", Severity.Error, Own),
            "A misspelt key or a value of the wrong kind is a statement that nobody can use.",
            "Correct the named field; each finding lists the allowed values.",
            Schema),
        new FactCheck(
            new("DNAS1004", "several-cards", "Several cards", Severity.Warning, Own),
            "With two cards it is not clear which one speaks for the study.",
            "Keep one card, or name one with --card.",
            Several),
        new FactCheck(
            new("DNAS1005", "profile-key-missing", "A key that the profile asks for is missing", Severity.Error, Own),
            "A key that is absent says that nobody looked; a sentinel says that somebody did.",
            "Add the key with a value, or with not_reported, unknown or not_applicable.",
            ProfileKeys),
        new FactCheck(
            new("DNAS1006", "audit-answer-unknown", "One of the four audit questions is left open", Severity.Warning, "the review's four figures: external validation, code release, search stability, multi-objective search"),
            "The four questions are what a reader asks first, and an author can answer each of them.",
            "Answer with a value; 'false', 'none' and 0 are answers.",
            AuditAnswers),
        new FactCheck(
            new("DNAS1007", "many-unknown-keys", "More than a tenth of the profile's keys are unknown", Severity.Warning, Own),
            "In an author's own card 'unknown' should be rare: authors can look it up.",
            "Replace 'unknown' by the value, or by not_reported where the study does not say.",
            ManyUnknown),
        new FactCheck(
            new("DNAS1008", "template-card", "The card is still a template", Severity.Info, Own),
            "A template describes no study and reaches no level.",
            "Fill the card in and set identity.card_type to author_declared.",
            Template),
    ];

    private static IEnumerable<Finding> Missing(CheckInfo check, RepositoryFacts facts) => facts.Card.Reading is CardReading.Missing
        ? [Finding.Violated(check, "The repository has no Reporting Card.", $"Add nas-reporting-card.yml at the root; 'dotnet dnas-repro schema card' prints its fields. Looked for: {CardDiscovery.OrderInWords}.") with { Severity = facts.Card.IsRequired ? Severity.Error : Severity.Warning }]
        : [Finding.Satisfied(check, "There is a card.")];

    private static IEnumerable<Finding> Unreadable(CheckInfo check, RepositoryFacts facts) => facts.Card.Reading switch
    {
        CardReading.Unreadable unreadable => Problems(check, unreadable.Problems),
        CardReading.Missing => [Finding.NotApplicable(check, "There is no card.")],
        _ => [Finding.Satisfied(check, "The card can be read.")],
    };

    private static IEnumerable<Finding> Schema(CheckInfo check, RepositoryFacts facts) => facts.Card.Reading switch
    {
        CardReading.Invalid invalid => Problems(check, invalid.Problems),
        CardReading.Valid => [Finding.Satisfied(check, "The card fits the schema.")],
        _ => [Finding.NotApplicable(check, "There is no card that can be read.")],
    };

    private static IEnumerable<Finding> Problems(CheckInfo check, IEnumerable<CardProblem> problems) => problems.Select(p => Finding.Violated(
        check, Sentence(p.Field.Length == 0 ? $"{char.ToUpperInvariant(p.Message[0])}{p.Message[1..]}" : $"{p.Field}: {p.Message}"), p.Fix, new Evidence(p.Location)));

    private static string Sentence(string text) => text[^1] is '.' or '?' ? text : text + ".";

    private static IEnumerable<Finding> Several(CheckInfo check, RepositoryFacts facts) => facts.Card.Others.Count > 0
        ? [Finding.Violated(check, $"{facts.Card.Others.Count + 1} card files; the first in the order of discovery was used.", "Keep one card, or name one with --card.", [.. facts.Card.Others.Select(o => Evidence.OfFile(o, "not used"))])]
        : facts.Card.Reading is CardReading.Missing ? [Finding.NotApplicable(check, "There is no card.")] : [Finding.Satisfied(check, "There is one card.")];

    private static IEnumerable<Finding> ProfileKeys(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Card.Valid is not { } card)
            return [Finding.NotDetermined(check, "There is no card that fits the schema.")];
        var absent = CardCompleteness.Of(card, facts.Card.Profile).Absent;
        return absent.Count == 0
            ? [Finding.Satisfied(check, $"Every key of the profile '{facts.Card.Profile.Name}' is there.")]
            : absent.Select(a => Finding.Violated(check, $"{a.Field} is missing; the profile '{facts.Card.Profile.Name}' asks for it.", $"Add {a.Field} with a value, or with not_reported, unknown or not_applicable.", new Evidence(a.Location)));
    }

    private static IEnumerable<Finding> AuditAnswers(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Card.Valid is not { } card)
            return [Finding.NotDetermined(check, "There is no card that fits the schema.")];
        if (card.Type != "author_declared")
            return [Finding.NotApplicable(check, "Only an author's own card has to know the answers.")];
        var open = AuditQuestions.SelectMany(q => q.Fields.Select(f => (q.Question, Value: card.Root.At(f)))).Where(a => a.Value.Sentinel == CardValue.Unknown).ToList();
        return open.Count == 0
            ? [Finding.Satisfied(check, "All four questions are answered.")]
            : open.Select(a => Finding.Violated(check, $"{a.Question} is left open: {a.Value.Field} is 'unknown'.", "Answer with a value; 'false', 'none' and 0 are answers.", a.Value.Evidence()));
    }

    private static readonly (string Question, string[] Fields)[] AuditQuestions =
    [
        ("External validation", ["data.external_validation.performed"]),
        ("The code release", ["artefacts.entry_points.search.path", "artefacts.entry_points.retrain.path", "artefacts.entry_points.evaluate.path"]),
        ("Search stability", ["search_protocol.independent_searches", "stability.random_baseline.performed", "stability.discretisation_gap.measured", "stability.collapse.checked"]),
        ("Multi-objective search", ["objectives.multi_objective", "objectives.terms"]),
    ];

    private static IEnumerable<Finding> ManyUnknown(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Card.Valid is not { } card)
            return [Finding.NotDetermined(check, "There is no card that fits the schema.")];
        if (card.Type != "author_declared")
            return [Finding.NotApplicable(check, "Only an author's own card has to know the answers.")];
        var completeness = CardCompleteness.Of(card, facts.Card.Profile);
        var message = $"{completeness.Unknown.Count} of {completeness.Expected} keys of the profile '{facts.Card.Profile.Name}' are unknown.";
        return completeness.Unknown.Count * 10 > completeness.Expected
            ? [Finding.Violated(check, message, "Replace 'unknown' by the value, or by not_reported where the study does not say.", [.. completeness.Unknown.Take(10).Select(u => u.Evidence())])]
            : [Finding.Satisfied(check, message)];
    }

    private static IEnumerable<Finding> Template(CheckInfo check, RepositoryFacts facts) => facts.Card.Valid switch
    {
        null => [Finding.NotDetermined(check, "There is no card that fits the schema.")],
        { Type: "template" } card => [Finding.Violated(check, "identity.card_type is 'template'.", "Fill the card in and set identity.card_type to author_declared.", card.Root.At("identity.card_type").Evidence())],
        _ => [Finding.Satisfied(check, "The card describes a study.")],
    };
}
