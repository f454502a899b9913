using DnasRepro.Documents;

namespace DnasRepro.Studies;

/// <summary>Asking a list's document, of which anything may lack or be of another kind.</summary>
internal static class StudyNodes
{
    /// <summary>The text of a key, or null.</summary>
    public static string? Text(this DocumentMap map, string key) => map[key] is DocumentScalar { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    /// <summary>The whole number of a key, or null.</summary>
    public static int? Whole(this DocumentMap map, string key) =>
        map[key] is DocumentScalar { Kind: ScalarKind.Integer or ScalarKind.Number } scalar && Math.Abs(scalar.Number) <= int.MaxValue ? (int)scalar.Number : null;

    /// <summary>The mapping of a key, or null.</summary>
    public static DocumentMap? Map(this DocumentMap map, string key) => map[key] as DocumentMap;

    /// <summary>The mappings of a key's list.</summary>
    public static IEnumerable<DocumentMap> Maps(this DocumentMap map, string key) => map[key] is DocumentList list ? list.Items.OfType<DocumentMap>() : [];
}
