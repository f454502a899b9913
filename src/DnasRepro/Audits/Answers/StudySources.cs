using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.Audits.Answers;

/// <summary>What the answers about one study are drawn from.</summary>
/// <param name="Card">The card's root; null without a card that fits the schema and is more than a template.</param>
/// <param name="Facts">What the repository holds; null when there is none to read.</param>
/// <param name="Findings">What the checks found that may be said of what was read.</param>
/// <param name="Row">Turns a place into a row of the report, with its permanent link.</param>
/// <param name="Unread">Why the repository's code cannot be read although there is a repository; null otherwise.</param>
internal sealed record StudySources(
    CardValue? Card, RepositoryFacts? Facts, IReadOnlyList<ReportFinding> Findings, Func<Evidence, ReportEvidence> Row, string? Unread)
{
    private const int MostEvidence = 4;

    /// <summary>An answer with its places, the deciding one first.</summary>
    public AuditAnswer Say(AuditValue value, string reason, params IEnumerable<Evidence> evidence) =>
        new(value, reason, [.. evidence.DistinctBy(e => (e.Location, e.Note)).Take(MostEvidence).Select(Row)]);

    /// <summary>The answer that a card's sentinel gives; null where no sentinel stands.</summary>
    public AuditAnswer? Sentinel(CardValue place) => place.Sentinel switch
    {
        CardValue.NotReported => Say(AuditValue.NotReported, $"{place.Field} says that the sources do not report it{Doubt(place)}.", place.Evidence()),
        CardValue.NotApplicable => Say(AuditValue.NotApplicable, $"{place.Field} says that the question does not apply.", place.Evidence()),
        CardValue.Unknown => Say(AuditValue.Unclear, $"{place.Field} says that it could not be established.", place.Evidence()),
        _ => null,
    };

    /// <summary>The finding of a check, or null.</summary>
    public ReportFinding? Finding(string slug) => Findings.FirstOrDefault(f => f.Slug == slug);

    /// <summary>Only who has read all sources may write not_reported; the card itself may show that nobody did.</summary>
    private string Doubt(CardValue place) =>
        Findings.Any(f => f is { Slug: "card-miss-coverage", Outcome: Outcome.Violated } && f.Evidence.Any(e => e.Line == place.Location.StartLine && e.Path == place.Location.Path.Value))
            ? ", but by identity.sources these were not read in full"
            : "";
}
