using System.Text.Json;
using DnasRepro.SearchCode;

namespace DnasRepro.Bench.Detection;

/// <summary>A labelled place: a file and a line.</summary>
internal sealed record LabelledPlace(string Path, int Line);

/// <summary>One labelled repository at a commit.</summary>
/// <param name="Class">A search present, B only the found architecture, C another kind of search, D none, E a placeholder.</param>
/// <param name="SearchCode">full, partial or none.</param>
/// <param name="Differentiable">yes, no, or null where there is nothing to tell.</param>
/// <param name="Family">Repositories of one descent share it; null for those that stand alone.</param>
internal sealed record Label(
    string Repository,
    string Commit,
    string Class,
    string SearchCode,
    string? Differentiable,
    string Confidence,
    string? Family,
    string Framework,
    IReadOnlyDictionary<SearchPart, LabelledPlace> Components)
{
    private static readonly (string Name, SearchPart Part)[] Parts =
    [
        ("supernet_mixed_op", SearchPart.Supernet),
        ("architecture_parameters", SearchPart.ArchitectureParameters),
        ("architecture_step", SearchPart.ArchitectureUpdate),
        ("discretization", SearchPart.Discretisation),
        ("search_entry_point", SearchPart.SearchEntryPoint),
        ("found_architecture", SearchPart.FoundArchitecture),
        ("retrain_entry_point", SearchPart.RetrainEntryPoint),
    ];

    /// <summary>What a row is called in lists.</summary>
    public string Name => $"{Repository}@{Commit[..Math.Min(7, Commit.Length)]}";

    /// <summary>A row without family is its own.</summary>
    public string FamilyOrSelf => Family ?? Name;

    public bool IsMedium => Confidence == "medium";

    /// <summary>True for the rows that decide whether search is present: A against B, D and E.</summary>
    public bool CountsForPresence => Class is "A" or "B" or "D" or "E";

    /// <summary>True for the rows whose differentiability is scored.</summary>
    public bool CountsForDifferentiability => Class is "A" or "C" && Differentiable is not null;

    public bool IsMeantBy(string text) =>
        Repository.Contains(text, StringComparison.OrdinalIgnoreCase) || Commit.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file of labels.</summary>
    public static IEnumerable<Label> ReadAll(string path) => File.ReadLines(path).Where(l => l.Trim().Length > 0).Select(Read);

    private static Label Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        return new Label(
            Text(row, "repo")!, Text(row, "commit")!, Text(row, "class")!, Text(row, "search_code")!, YesNo(row.GetProperty("differentiable")),
            Text(row, "label_confidence") ?? "high", Text(row, "family"), Text(row, "framework") ?? "", Places(row));
    }

    private static Dictionary<SearchPart, LabelledPlace> Places(JsonElement row)
    {
        var places = new Dictionary<SearchPart, LabelledPlace>();
        var components = row.GetProperty("components");
        foreach (var (name, part) in Parts)
        {
            if (Place(Text(components, name)) is { } place)
                places[part] = place;
        }
        if (Place(Text(row, "multi_objective")) is { } resource)
            places[SearchPart.ResourceTerm] = resource;
        return places;
    }

    /// <summary>Reads <c>path:line</c>.</summary>
    private static LabelledPlace? Place(string? text) =>
        text is not null && text.LastIndexOf(':') is var cut and > 0 && int.TryParse(text.AsSpan(cut + 1), out var line) ? new LabelledPlace(text[..cut], line) : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? YesNo(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => null,
    };
}
