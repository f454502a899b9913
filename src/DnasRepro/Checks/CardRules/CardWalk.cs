using DnasRepro.Cards;
using DnasRepro.Documents;

namespace DnasRepro.Checks.CardRules;

/// <summary>Goes through all places of a card.</summary>
internal static class CardWalk
{
    /// <summary>Keys of a recipe whose texts go into files and programs as they are, so that no word in them is a sentinel.</summary>
    private static readonly HashSet<string> Verbatim = new(["env", "patch", "files"], StringComparer.Ordinal);

    /// <summary>All single values that state something: extensions of the author's own and texts that recipes pass on are left out.</summary>
    public static IEnumerable<CardValue> Leaves(CardValue value)
    {
        switch (value.Node)
        {
            case DocumentMap map:
                return map.Entries.Where(e => !e.Key.StartsWith("x_", StringComparison.Ordinal) && !IsVerbatim(value.Field, e)).SelectMany(e => Leaves(value[e.Key]));
            case DocumentList:
                return value.Items.SelectMany(Leaves);
            default:
                return [value];
        }
    }

    private static bool IsVerbatim(string field, DocumentEntry entry) =>
        (Verbatim.Contains(entry.Key) || (entry.Key == "command" && entry.Value is DocumentList)) && field.StartsWith("rerun.recipes[", StringComparison.Ordinal);

    /// <summary>A pointer without the indices of lists, so that a note on a list speaks for its items.</summary>
    public static string WithoutIndices(string pointer) =>
        string.Join('/', pointer.Split('/').Where((part, i) => i == 0 || part.Length == 0 || !part.All(char.IsAsciiDigit)));

    /// <summary>True when a pointer in a note, written with or without the indices of lists, is that of a value or of a block around it.</summary>
    public static bool Covers(string note, string pointer) => IsPrefix(note.TrimEnd('/'), pointer) || IsPrefix(note.TrimEnd('/'), WithoutIndices(pointer));

    private static bool IsPrefix(string prefix, string pointer) =>
        pointer.StartsWith(prefix, StringComparison.Ordinal) && (pointer.Length == prefix.Length || pointer[prefix.Length] == '/');

    /// <summary>True when the block of a field is a sentinel as a whole.</summary>
    public static bool IsInsideSentinel(CardValue root, string field) => root.At(field.Split('[')[0]).Sentinel is not null;
}
