using System.Text.Json;

namespace DnasRepro.Results.Json;

/// <summary>Members of JSON values that may be of any kind: what is not there, or of another kind, is absent.</summary>
internal static class JsonMembers
{
    /// <summary>A member of an object; an undefined element when there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    public static string? Text(this JsonElement element, string name) => element.Member(name).Text();

    public static string? Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    public static int? Whole(this JsonElement element, string name) => element.Member(name).Whole();

    public static int? Whole(this JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value) ? value : null;

    public static double? Number(this JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) ? value : null;

    public static bool? Flag(this JsonElement element, string name) => element.Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The items of a list; none for other values.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>All items of a list by a reading; null when the value is no list or one item cannot be read.</summary>
    public static IReadOnlyList<T>? All<T>(this JsonElement element, Func<JsonElement, T?> read)
        where T : struct
    {
        var items = element.Items().Select(read).ToList();
        return element.ValueKind == JsonValueKind.Array && !items.Contains(null) ? [.. items.Select(i => i!.Value)] : null;
    }

    /// <summary>All strings of a list; null when the value is no list of strings.</summary>
    public static IReadOnlyList<string>? Texts(this JsonElement element)
    {
        var items = element.Items().Select(Text).ToList();
        return element.ValueKind == JsonValueKind.Array && !items.Contains(null) ? [.. items.OfType<string>()] : null;
    }
}
