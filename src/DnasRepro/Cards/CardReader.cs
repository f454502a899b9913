using System.Security.Cryptography;
using System.Text;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Schemas;
using DnasRepro.Snapshots;

namespace DnasRepro.Cards;

/// <summary>Reads one card from a file and holds it against the schema.</summary>
public static class CardReader
{
    /// <summary>The schema's file name among <c>schemas/</c>.</summary>
    public const string SchemaFile = "reporting-card.schema.json";

    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.Load(SchemaFile));

    /// <summary>Reads a card file: YAML, JSON, or Markdown with a fenced card.</summary>
    public static CardReading Read(SnapshotFile file)
    {
        if (file.ReadText(DocumentLimits.LargestDocument) is not FileContent.Text { Value: var text })
        {
            var reason = ((FileContent.Unread)file.ReadText(DocumentLimits.LargestDocument)).Reason;
            return new CardReading.Unreadable(file.Path, null, [new CardProblem("", $"the card cannot be read: {reason}", SourceLocation.WholeFile(file.Path), "Save the card as UTF-8 text of at most 1 MiB.")]);
        }
        return file.Path.Extension is ".md" or ".markdown"
            ? MarkdownCard.Find(text) is { } block ? Read(block.Text, file.Path, block.LineOffset, block.ColumnOffset) : new CardReading.Missing()
            : Read(text, file.Path);
    }

    /// <summary>Reads a card from its text.</summary>
    public static CardReading Read(string text, RepoPath path, int lineOffset = 0, int columnOffset = 0)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var reading = path.Extension == ".json" ? JsonReader.Read(text, path) : YamlReader.Read(text, path, lineOffset, columnOffset);
        if (reading.Root is null)
            return new CardReading.Unreadable(path, sha256, [.. reading.Problems.Select(p => new CardProblem("", p.Message, p.Location, p.Fix))]);
        if (reading.Root is not DocumentMap map)
            return new CardReading.Unreadable(path, sha256, [new CardProblem("", $"{reading.Root.KindInWords} stands where the card's mapping is expected", reading.Root.Location, "Begin with the key 'identity:'.")]);
        var problems = new SchemaWalker(Schema.Value).Validate(map);
        var card = new ReportingCard(path, sha256, map);
        return problems.Count == 0
            ? new CardReading.Valid(card)
            : new CardReading.Invalid(card, [.. problems.Select(p => new CardProblem(p.Field, p.Message, p.Location, p.Fix))]);
    }
}
