using System.Globalization;
using System.Text;
using System.Text.Json;
using DnasRepro.Locations;

namespace DnasRepro.Documents;

/// <summary>Reads a JSON document (RFC 8259) into nodes with exact places; bounded, and never throws for what the text holds.</summary>
public static class JsonReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="path">The file that holds it.</param>
    /// <param name="limits">How much is read; when left out, a document of a card's size, however many values it has.</param>
    public static DocumentReading Read(string text, RepoPath path, DocumentLimits? limits = null)
    {
        limits ??= DocumentLimits.Card with { Values = int.MaxValue };
        if (text.Length > limits.Largest)
            return Refused(SourceLocation.WholeFile(path), $"the document is larger than {limits.LargestInWords}", $"Split off what is not part of the {limits.Kind}.");
        var places = new Places(Encoding.UTF8.GetBytes(text), path) { Limits = limits };
        var reader = new Utf8JsonReader(places.Bytes, new JsonReaderOptions { MaxDepth = DocumentLimits.DeepestNesting });
        try
        {
            reader.Read();
            var root = Node(ref reader, places);
            reader.Read();
            return new DocumentReading(root, []);
        }
        catch (JsonException error)
        {
            var (message, fix) = error.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? ($"nested more than {DocumentLimits.DeepestNesting} levels deep", $"No {limits.Kind} needs such depth; flatten it.")
                : ("not valid JSON" + Reason(error), "Correct the JSON syntax at this place.");
            return Refused(places.AtLine((int)(error.LineNumber ?? 0), (int)(error.BytePositionInLine ?? 0)), message, fix);
        }
        catch (RefusedException error)
        {
            return Refused(error.Location, error.Message, error.Fix);
        }
        catch (InvalidOperationException)
        {
            // A string whose escapes make an unpaired surrogate.
            return Refused(places.At(reader.TokenStartIndex, reader.BytesConsumed), "a string holds half of a surrogate pair", "Write the whole character.");
        }
    }

    private static string Reason(JsonException error)
    {
        var cut = error.Message.IndexOf(" LineNumber", StringComparison.Ordinal);
        var message = (cut > 0 ? error.Message[..cut] : error.Message).TrimEnd('.', ' ');
        return message.Length == 0 || message.Contains('_') ? "" : ": " + Evidence.Cut(message);
    }

    private static DocumentReading Refused(SourceLocation location, string message, string fix) =>
        new(null, [new DocumentProblem(message, location, fix)]);

    private static DocumentNode Node(ref Utf8JsonReader reader, Places places)
    {
        var start = reader.TokenStartIndex;
        places.Count(start);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<DocumentNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Node(ref reader, places));
                return new DocumentList(places.At(start, reader.BytesConsumed), items);
            case JsonTokenType.StartObject:
                return Map(ref reader, places, start);
            default:
                return Scalar(ref reader, places.At(start, reader.BytesConsumed));
        }
    }

    private static DocumentMap Map(ref Utf8JsonReader reader, Places places, long start)
    {
        var entries = new List<DocumentEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            var location = places.At(reader.TokenStartIndex, reader.TokenStartIndex + reader.ValueSpan.Length + 2);
            if (!keys.Add(key))
                throw new RefusedException($"the key '{Evidence.Cut(key)}' is written twice", location, "Keep one of the two.");
            reader.Read();
            entries.Add(new DocumentEntry(key, location, Node(ref reader, places)));
        }
        return new DocumentMap(places.At(start, reader.BytesConsumed), entries);
    }

    private static DocumentScalar Scalar(ref Utf8JsonReader reader, SourceLocation location)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new DocumentScalar(location, ScalarKind.Text, reader.GetString()!);
            case JsonTokenType.Number:
                var text = Encoding.UTF8.GetString(reader.ValueSpan);
                var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
                return new DocumentScalar(location, text.AsSpan().IndexOfAny(".eE") < 0 ? ScalarKind.Integer : ScalarKind.Number, text, number);
            case JsonTokenType.True:
                return new DocumentScalar(location, ScalarKind.Boolean, "true", 1);
            case JsonTokenType.False:
                return new DocumentScalar(location, ScalarKind.Boolean, "false");
            default:
                return new DocumentScalar(location, ScalarKind.Null, "null");
        }
    }

    private sealed class RefusedException(string message, SourceLocation location, string fix) : Exception(message)
    {
        public SourceLocation Location { get; } = location;

        public string Fix { get; } = fix;
    }

    /// <summary>Turns byte offsets into lines and columns, and counts values.</summary>
    private sealed class Places
    {
        private const int Stretch = 64;

        private readonly List<int> lineStarts = [0];

        /// <summary>How many characters lie before each stretch of bytes, so that a place in a very long line is found without counting the line.</summary>
        private readonly int[] charactersBefore;
        private readonly RepoPath path;
        private int values;

        public Places(byte[] bytes, RepoPath path)
        {
            Bytes = bytes;
            this.path = path;
            charactersBefore = new int[(bytes.Length / Stretch) + 1];
            var characters = 0;
            for (var i = 0; i < bytes.Length; i++)
            {
                if (i % Stretch == 0)
                    charactersBefore[i / Stretch] = characters;
                characters += Characters(bytes[i]);
                if (bytes[i] == (byte)'\n')
                    lineStarts.Add(i + 1);
            }
        }

        public byte[] Bytes { get; }

        public required DocumentLimits Limits { get; init; }

        public void Count(long start)
        {
            if (++values > Limits.Values)
                throw new RefusedException($"more than {Limits.Values} values", At(start, start), $"Write a smaller {Limits.Kind}.");
        }

        public SourceLocation At(long start, long end)
        {
            var (startLine, startColumn) = Position((int)start);
            var (endLine, endColumn) = Position((int)end);
            return new SourceLocation(path, startLine, startColumn, endLine, endColumn);
        }

        public SourceLocation AtLine(int line, int byteInLine)
        {
            var start = lineStarts[Math.Clamp(line, 0, lineStarts.Count - 1)];
            return At(Math.Min(start + byteInLine, Bytes.Length), Math.Min(start + byteInLine, Bytes.Length));
        }

        private (int Line, int Column) Position(int offset)
        {
            var line = lineStarts.BinarySearch(offset);
            line = line >= 0 ? line : ~line - 1;
            return (line + 1, CharactersBefore(Math.Min(offset, Bytes.Length)) - CharactersBefore(lineStarts[line]) + 1);
        }

        private int CharactersBefore(int offset)
        {
            if (offset == Bytes.Length && offset % Stretch == 0 && offset > 0)
                return CharactersBefore(offset - 1) + Characters(Bytes[offset - 1]);
            var count = charactersBefore[offset / Stretch];
            for (var i = offset / Stretch * Stretch; i < offset; i++)
                count += Characters(Bytes[i]);
            return count;
        }

        /// <summary>UTF-16 characters that begin with a byte of UTF-8: none in its later bytes, two for a byte that begins four.</summary>
        private static int Characters(byte value) => (value & 0xC0) == 0x80 ? 0 : value >= 0xF0 ? 2 : 1;
    }
}
