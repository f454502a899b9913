using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Cards;

/// <summary>A card that was read and that fits the schema.</summary>
/// <param name="Path">The file that holds it.</param>
/// <param name="Sha256">The hash of that file's text in UTF-8, 64 hex digits.</param>
/// <param name="Document">The card's values.</param>
public sealed record ReportingCard(RepoPath Path, string Sha256, DocumentMap Document)
{
    /// <summary>The card's root.</summary>
    public CardValue Root => new(Document, "", Document.Location);

    /// <summary>What the card is: author_declared, third_party_audit or template.</summary>
    public string Type => Root.At("identity.card_type").Text ?? "author_declared";
}

/// <summary>Something in a card that keeps it from being read or from fitting the schema.</summary>
/// <param name="Field">The field as people write it; empty for the file as a whole.</param>
/// <param name="Message">What is wrong, with the offending and the allowed values.</param>
/// <param name="Location">Where the author wrote it.</param>
/// <param name="Fix">What to do, in one sentence.</param>
public sealed record CardProblem(string Field, string Message, SourceLocation Location, string Fix);

/// <summary>What looking for a card gave.</summary>
public abstract record CardReading
{
    private CardReading()
    {
    }

    /// <summary>No file that could be a card.</summary>
    public sealed record Missing : CardReading;

    /// <summary>The file is there but is no document that can be read.</summary>
    public sealed record Unreadable(RepoPath Path, string? Sha256, IReadOnlyList<CardProblem> Problems) : CardReading;

    /// <summary>The document does not fit the schema.</summary>
    public sealed record Invalid(ReportingCard Card, IReadOnlyList<CardProblem> Problems) : CardReading;

    /// <summary>The document fits the schema.</summary>
    public sealed record Valid(ReportingCard Card) : CardReading;
}
