using System.Globalization;
using System.Text.Json;
using DnasRepro.Results.Genotypes;
using DnasRepro.Results.Json;

namespace DnasRepro.Results.Declared;

/// <summary>Reads a text as a recipe says: by regex, JSON pointer, YAML path, column of a CSV file, or as a Python genotype.</summary>
public static class DeclaredReader
{
    /// <summary>Reads the architectures of an output of kind genotype.</summary>
    public static ReadResult ReadGenotype(DeclaredOutput output, string text, string source)
    {
        if (ResultLimits.TooLong(text) is { } refused)
            return refused;
        if (output.Reader == "python_genotype")
            return OfLabel(GenotypeReader.Read(text, source, output.EpochOffset), output.Expression);
        if (output.Reader == "json_pointer")
            return OfJson(output, text, source);
        var (values, why) = Values(output, text);
        if (values is null)
            return new ReadResult.Refused(why);
        if (values.Count == 0)
            return new ReadResult.Nothing(why);
        return GenotypeReader.Read(string.Join('\n', values.Select(OneLine)), source, output.EpochOffset) is ReadResult.Found found
            ? found with { Architectures = [.. found.Architectures.Select(a => a with { Reader = Short(output.Reader), Source = source, Label = output.Expression })] }
            : new ReadResult.Refused($"what stands there is no genotype: {Locations.Evidence.Cut(values[0])}");
    }

    /// <summary>Reads the value of an output of kind metric; null with the reason when there is none.</summary>
    public static double? ReadMetric(DeclaredOutput output, string text, out string why)
    {
        why = "the text is too long";
        if (text.Length > ResultLimits.LongestText)
            return null;
        if (output.Reader == "exists")
            return 1;
        (var values, why) = output.Reader == "json_pointer" ? JsonPointer.Texts(text, output.Expression ?? "") : Values(output, text);
        var chosen = output.Take == TakeOf.First ? values?.FirstOrDefault() : values?.LastOrDefault();
        if (chosen is null)
            return null;
        why = $"'{Locations.Evidence.Cut(chosen)}' is no number";
        return double.TryParse(chosen.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
    }

    private static (IReadOnlyList<string>? Values, string Why) Values(DeclaredOutput output, string text) => output.Reader switch
    {
        "regex" => DeclaredPattern.Values(text, output.Expression ?? ""),
        "yaml_path" => YamlPath.Texts(text, output.Expression ?? ""),
        "csv_column" => CsvColumn.Values(text, output.Expression ?? ""),
        _ => (null, $"the reader '{Locations.Evidence.Cut(output.Reader)}' does not read texts"),
    };

    private static ReadResult OfLabel(ReadResult result, string? label)
    {
        if (label is null || result is not ReadResult.Found found)
            return result;
        var named = found.Architectures.Where(a => a.Label == label || a.Label?.EndsWith(" " + label, StringComparison.Ordinal) == true).ToList();
        return named.Count == 0 ? new ReadResult.Nothing($"no genotype is called '{Locations.Evidence.Cut(label)}' there") : found with { Architectures = named };
    }

    private static ReadResult OfJson(DeclaredOutput output, string text, string source)
    {
        try
        {
            using var document = JsonPointer.Parse(text);
            if (JsonPointer.Find(document.RootElement, output.Expression ?? "") is not { } value)
                return new ReadResult.Nothing($"nothing stands at '{Locations.Evidence.Cut(output.Expression ?? "")}'");
            if (value.ValueKind == JsonValueKind.String)
                return GenotypeReader.Read(value.GetString()!, source, output.EpochOffset);
            if (value.Text("format") is not null)
                return ArchitectureJsonReader.Of(value, source);
            return CellsJson.Of(value) is { } architecture
                ? new ReadResult.Found([new FoundArchitecture(architecture, null, null, "json", source, ResultPrecision.Discrete, ResultLimits.Excerpt(value.GetRawText())) { Label = output.Expression }], [])
                : new ReadResult.Refused("what stands there is neither a genotype nor cells with edges");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return new ReadResult.Refused("not valid JSON: " + Locations.Evidence.Cut(error.Message));
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Short(string reader) => reader switch
    {
        "yaml_path" => "yaml",
        "csv_column" => "csv",
        _ => reader,
    };
}
