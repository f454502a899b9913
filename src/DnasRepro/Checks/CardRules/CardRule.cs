using DnasRepro.Facts;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>
/// A rule that no schema can say, as one row of a table: it looks at a card that fits the schema and at what the card is compared with.
/// </summary>
/// <param name="Info">What the check is; the slug is the rule's name with <c>card-</c> before it.</param>
/// <param name="Why">Why it matters, for the check's page.</param>
/// <param name="Remedy">What to do, for the check's page and for findings that do not say it more exactly.</param>
/// <param name="Body">Looks, and tells the run what it found.</param>
public sealed record CardRule(CheckInfo Info, string Why, string Remedy, Action<CardRuleRun> Body) : ICheck
{
    /// <summary>A row of the table.</summary>
    public static CardRule Row(
        int number, string name, Severity severity, string title, string source, string why, string remedy, Action<CardRuleRun> body) =>
        new(new CheckInfo($"DNAS{number}", "card-" + name, title, severity, source), why, remedy, body);

    public IEnumerable<Finding> Run(RepositoryFacts facts)
    {
        if (facts.Card.Valid is not { } card)
            return [Finding.NotDetermined(Info, "There is no card that fits the schema.")];
        var run = new CardRuleRun(this, card, facts);
        Body(run);
        return run.Findings();
    }
}
