using DnasRepro.Locations;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DnasRepro.Documents;

/// <summary>Reads one YAML 1.2 document into nodes with exact places; bounded, and never throws for what the text holds.</summary>
public static class YamlReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="path">The file that holds it.</param>
    /// <param name="lineOffset">Lines of the file before the text (a block inside a Markdown file).</param>
    /// <param name="columnOffset">Columns of the file before each line of the text.</param>
    /// <param name="limits">How much is read; a card's limits when left out.</param>
    public static DocumentReading Read(string text, RepoPath path, int lineOffset = 0, int columnOffset = 0, DocumentLimits? limits = null)
    {
        limits ??= DocumentLimits.Card;
        var reading = new Reading(new Parser(new StringReader(text)), path, lineOffset, columnOffset, limits);
        if (text.Length > limits.Largest)
            return reading.Refuse(Mark.Empty, Mark.Empty, $"the document is larger than {limits.LargestInWords}", $"Split off what is not part of the {limits.Kind}.");
        try
        {
            return reading.Document();
        }
        catch (YamlException error)
        {
            return IndentingTab(text, error) is { } tab
                ? reading.Refuse(tab, tab, "a tab is used for indentation; YAML allows only spaces there", "Replace the tab by spaces.")
                : reading.Refuse(error.Start, error.End, Reason(error), "Correct the YAML syntax at this place.");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The parser says these of some damaged texts instead of a YamlException, and then knows no place.
            return reading.Refuse(Mark.Empty, Mark.Empty, "not valid YAML: the text is damaged or breaks off", "Correct the YAML syntax; look for brackets, quotes and tags that are not closed.");
        }
        catch (Refusal refusal)
        {
            return reading.Refuse(refusal.Start, refusal.End, refusal.Message, refusal.Fix);
        }
    }

    private static string Reason(YamlException error)
    {
        var message = (error.InnerException as YamlException ?? error).Message.TrimEnd('.');
        return $"not valid YAML: {char.ToLowerInvariant(message[0])}{message[1..]}";
    }

    /// <summary>The first tab in front of a line's text from the line before the error on; the parser names other things for it.</summary>
    private static Mark? IndentingTab(string text, YamlException error)
    {
        var line = 1;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            var indent = content[..^content.TrimStart(" \t").Length];
            if (line >= error.Start.Line && indent.IndexOf('\t') is var at and >= 0 && line <= error.End.Line + 1)
                return new Mark(0, line, at + 1);
            line++;
        }
        return null;
    }

    private sealed class Refusal(Mark start, Mark end, string message, string fix) : Exception(message)
    {
        public Mark Start { get; } = start;

        public Mark End { get; } = end;

        public string Fix { get; } = fix;
    }

    private sealed class Reading(Parser parser, RepoPath path, int lineOffset, int columnOffset, DocumentLimits limits)
    {
        private readonly Dictionary<string, (DocumentNode? Node, int Size)> anchors = new(StringComparer.Ordinal);
        private int values;

        public DocumentReading Document()
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out var end))
                throw new Refusal(end.Start, end.End, "the document is empty", $"Write the {limits.Kind}'s keys, or take the schema's example as a start.");
            parser.Consume<DocumentStart>();
            var root = Node(0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
                throw new Refusal(second.Start, second.End, "a second YAML document begins here", "Keep one document a file.");
            return new DocumentReading(root, []);
        }

        public DocumentReading Refuse(Mark start, Mark end, string message, string fix) =>
            new(null, [new DocumentProblem(message, Place(start, end), fix)]);

        private DocumentNode Node(int depth)
        {
            var next = parser.Current ?? throw new YamlException("the text ends too early");
            if (depth > DocumentLimits.DeepestNesting)
                throw new Refusal(next.Start, next.End, $"nested more than {DocumentLimits.DeepestNesting} levels deep", $"No {limits.Kind} needs such depth; flatten it.");
            if (parser.TryConsume<AnchorAlias>(out var alias))
                return Alias(alias);
            Count(1, next);
            if (next is NodeEvent { Tag.IsEmpty: false } tagged && !IsCoreTag(tagged.Tag))
                throw new Refusal(next.Start, next.End, $"the tag '{tagged.Tag.Value}' is not part of the YAML core schema", "Remove the tag.");
            var anchor = next is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
            if (anchor is not null)
                anchors[anchor] = (null, 0);
            var before = values;
            var node = Content(next, depth);
            if (anchor is not null)
                anchors[anchor] = (node, values - before + 1);
            return node;
        }

        private DocumentNode Content(ParsingEvent next, int depth)
        {
            if (parser.TryConsume<Scalar>(out var scalar))
                return Whole(scalar) is { Style: ScalarStyle.Plain, Tag.IsEmpty: true }
                    ? CoreSchema.Resolve(scalar.Value, Place(scalar.Start, scalar.End))
                    : new DocumentScalar(Place(scalar.Start, scalar.End), ScalarKind.Text, scalar.Value);
            if (parser.TryConsume<SequenceStart>(out var list))
            {
                var items = new List<DocumentNode>();
                while (parser.Current is not SequenceEnd)
                    items.Add(Node(depth + 1));
                return new DocumentList(Place(list.Start, parser.Consume<SequenceEnd>().End), items);
            }
            return Map(parser.Consume<MappingStart>(), depth);
        }

        private DocumentMap Map(MappingStart start, int depth)
        {
            var entries = new List<DocumentEntry>();
            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (parser.Current is not MappingEnd)
            {
                if (!parser.TryConsume<Scalar>(out var key))
                    throw new Refusal(parser.Current!.Start, parser.Current.End, "a key must be a plain word", "Write the key as text.");
                if (Whole(key).Value == "<<")
                    throw new Refusal(key.Start, key.End, "merge keys (<<) are not part of YAML 1.2", "Write the keys out.");
                if (!keys.Add(key.Value))
                    throw new Refusal(key.Start, key.End, $"the key '{Evidence.Cut(key.Value)}' is written twice", "Keep one of the two.");
                Count(1, key);
                entries.Add(new DocumentEntry(key.Value, Place(key.Start, key.End), Node(depth + 1)));
            }
            return new DocumentMap(Place(start.Start, parser.Consume<MappingEnd>().End), entries);
        }

        /// <summary>Escapes such as <c>\uD800</c> can make a text that is no Unicode, which no writer takes.</summary>
        private static Scalar Whole(Scalar scalar)
        {
            var text = scalar.Value;
            for (var at = 0; at < text.Length; at++)
            {
                if (char.IsSurrogatePair(text, at))
                    at++;
                else if (char.IsSurrogate(text[at]))
                    throw new Refusal(scalar.Start, scalar.End, "half of a surrogate pair stands alone", "Write the character itself.");
            }
            return scalar;
        }

        private DocumentNode Alias(AnchorAlias alias)
        {
            if (!anchors.TryGetValue(alias.Value.Value, out var target))
                throw new Refusal(alias.Start, alias.End, $"the alias '*{Evidence.Cut(alias.Value.Value)}' has no anchor", "Write the value out.");
            if (target.Node is null)
                throw new Refusal(alias.Start, alias.End, $"the alias '*{Evidence.Cut(alias.Value.Value)}' contains itself", "Write the value out.");
            Count(target.Size, alias);
            return target.Node;
        }

        private void Count(int more, ParsingEvent at)
        {
            values += more;
            if (values > limits.Values || values < 0)
                throw new Refusal(at.Start, at.End, $"more than {limits.Values} values, aliases counted each time", $"Write a smaller {limits.Kind}; aliases may not multiply it.");
        }

        private static bool IsCoreTag(TagName tag) => tag.Value is "!" or "tag:yaml.org,2002:str";

        private SourceLocation Place(Mark start, Mark end) => new(
            path,
            (int)Math.Max(start.Line, 1) + lineOffset,
            (int)Math.Max(start.Column, 1) + columnOffset,
            (int)Math.Max(end.Line, Math.Max(start.Line, 1)) + lineOffset,
            (int)Math.Max(end.Column, 1) + columnOffset);
    }
}
