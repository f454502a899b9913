using System.Text.Json;

namespace DnasRepro.Results;

/// <summary>Reads members of a JSON object that may hold anything: what does not fit is as good as absent.</summary>
internal static class ProbeJson
{
    /// <summary>A text, cut, without control characters; null where there is none.</summary>
    public static string? Text(JsonElement parent, string name, int most) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } value ? Clean(value.GetString()!, most) : null;

    /// <summary>A whole number from 0; null where there is none.</summary>
    public static int? Integer(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0 ? number : null;

    /// <summary>A finite number; null where there is none.</summary>
    public static double? Number(JsonElement parent, string name) =>
        Member(parent, name) is { } value && TryNumber(value, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A number, also one of those that JSON lacks, which the probe writes as text.</summary>
    public static bool TryNumber(JsonElement value, out double number)
    {
        number = 0;
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetDouble(out number);
        if (value.ValueKind != JsonValueKind.String)
            return false;
        number = value.GetString() switch
        {
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => double.NaN,
        };
        return value.ValueEquals("NaN") || !double.IsNaN(number);
    }

    /// <summary>The objects of a list, at most so many.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement parent, string name, int most) =>
        Member(parent, name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Take(most)
            : [];

    /// <summary>The texts of a list, at most so many, each cut.</summary>
    public static IReadOnlyList<string> Texts(JsonElement parent, string name, int most, int length) =>
        Member(parent, name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.String).Take(most).Select(i => Clean(i.GetString()!, length))]
            : [];

    /// <summary>The members of an object, at most so many, each name once, names cut.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement parent, string name, int most) =>
        Member(parent, name) is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject().Take(most).Select(m => (Name: Clean(m.Name, 200), m.Value)).DistinctBy(m => m.Name)
            : [];

    /// <summary>A text without control characters, cut between characters.</summary>
    public static string Clean(string text, int most)
    {
        var cut = text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c)) : cut;
    }

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : null;
}
