using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Reviews;

/// <summary>A card's text and what it says.</summary>
internal static class CardText
{
    /// <summary>The text of a card's file; null when it is no text.</summary>
    public static CardCopy? Of(SnapshotFile file) =>
        file.ReadText(DocumentLimits.LargestDocument) is FileContent.Text text ? new CardCopy(file.Path.Value, text.Value) : null;

    /// <summary>The SHA-256 by which a report names the card; null when the text holds no card.</summary>
    public static string? Hash(CardCopy card) => Read(card) switch
    {
        CardReading.Valid valid => valid.Card.Sha256,
        CardReading.Invalid invalid => invalid.Card.Sha256,
        CardReading.Unreadable unreadable => unreadable.Sha256,
        _ => null,
    };

    /// <summary>What it says; <see cref="CardValue.Nowhere"/> when it cannot be read.</summary>
    public static CardValue Values(CardCopy card) => Read(card) switch
    {
        CardReading.Valid valid => valid.Card.Root,
        CardReading.Invalid invalid => invalid.Card.Root,
        _ => CardValue.Nowhere,
    };

    private static CardReading Read(CardCopy card)
    {
        if (!RepoPath.TryParse(card.Path, out var path))
            return new CardReading.Missing();
        var bytes = System.Text.Encoding.UTF8.GetBytes(card.Text);
        return CardReader.Read(new SnapshotFile(path, bytes.Length, () => bytes));
    }
}
