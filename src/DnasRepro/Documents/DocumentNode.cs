using DnasRepro.Locations;

namespace DnasRepro.Documents;

/// <summary>A value of a YAML or JSON document, with the place where the author wrote it.</summary>
public abstract class DocumentNode(SourceLocation location)
{
    /// <summary>Where the value stands in the author's file.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>What kind of value it is, in words for people.</summary>
    public abstract string KindInWords { get; }
}

/// <summary>What a plain value means under the YAML 1.2 core schema.</summary>
public enum ScalarKind
{
    Null,
    Boolean,
    Integer,
    Number,
    Text,
}

/// <summary>A single value. <paramref name="text"/> is what was written, without quotes and with escapes resolved.</summary>
public sealed class DocumentScalar(SourceLocation location, ScalarKind kind, string text, double number = 0) : DocumentNode(location)
{
    public ScalarKind Kind { get; } = kind;

    public string Text { get; } = text;

    /// <summary>The value of an integer or a number; 1 or 0 for a boolean.</summary>
    public double Number { get; } = number;

    public override string KindInWords => Kind switch
    {
        ScalarKind.Null => "null",
        ScalarKind.Boolean => "a boolean",
        ScalarKind.Integer => "an integer",
        ScalarKind.Number => "a number",
        _ => "a string",
    };
}

/// <summary>A list of values.</summary>
public sealed class DocumentList(SourceLocation location, IReadOnlyList<DocumentNode> items) : DocumentNode(location)
{
    public IReadOnlyList<DocumentNode> Items { get; } = items;

    public override string KindInWords => "a list";
}

/// <summary>One key with its value.</summary>
public sealed record DocumentEntry(string Key, SourceLocation KeyLocation, DocumentNode Value);

/// <summary>Keys with values, in the author's order; no key twice.</summary>
public sealed class DocumentMap : DocumentNode
{
    private readonly Dictionary<string, DocumentEntry> byKey;

    public DocumentMap(SourceLocation location, IReadOnlyList<DocumentEntry> entries)
        : base(location)
    {
        Entries = entries;
        byKey = new Dictionary<string, DocumentEntry>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
            byKey.TryAdd(entry.Key, entry);
    }

    public IReadOnlyList<DocumentEntry> Entries { get; }

    public override string KindInWords => "a mapping";

    /// <summary>The value of a key, or null when the key is absent.</summary>
    public DocumentNode? this[string key] => byKey.GetValueOrDefault(key)?.Value;

    public bool Contains(string key) => byKey.ContainsKey(key);

    /// <summary>The key's entry, or null.</summary>
    public DocumentEntry? Entry(string key) => byKey.GetValueOrDefault(key);
}

/// <summary>Something that keeps a document from being read.</summary>
public sealed record DocumentProblem(string Message, SourceLocation Location, string Fix);

/// <summary>What reading a document gave: its root, or why there is none.</summary>
public sealed record DocumentReading(DocumentNode? Root, IReadOnlyList<DocumentProblem> Problems);
