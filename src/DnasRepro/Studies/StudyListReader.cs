using System.Security.Cryptography;
using System.Text;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Schemas;

namespace DnasRepro.Studies;

/// <summary>Reads a list of studies from YAML, JSON or CSV.</summary>
public static class StudyListReader
{
    /// <summary>The schema's file name among <c>schemas/</c>.</summary>
    public const string SchemaFile = "study-list.schema.json";

    /// <summary>Largest list, in bytes.</summary>
    public const int LargestList = 16 * 1024 * 1024;

    /// <summary>Most studies of a list.</summary>
    public const int MostStudies = 20_000;

    /// <summary>How many problems an error names.</summary>
    private const int MostShown = 20;

    /// <summary>Where looking for problems ends.</summary>
    private const int MostProblems = 1000;

    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.Load(SchemaFile));

    /// <summary>Reads a list.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="fileName">The file's name as the user gave it; its ending tells the form.</param>
    /// <exception cref="UserErrorException">The text is no list of studies; the message names file, line and column.</exception>
    public static StudyList Read(string text, string fileName)
    {
        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        var path = RepoPath.OfFile(fileName, "studies.yaml");
        var reading = Document(text, path);
        if (reading.Root is null)
            throw Refused([.. reading.Problems.Select(p => new SchemaProblem("", "read", p.Message, p.Location, p.Fix))]);
        if (reading.Root is not DocumentMap root)
            throw Refused([new SchemaProblem("", "type", $"{reading.Root.KindInWords} stands where the list's mapping is expected", reading.Root.Location, "Begin with 'study_list: \"1\"' and put the studies below 'studies:'.")]);
        if (root["studies"] is DocumentList { Items.Count: > MostStudies } studies)
            throw Refused([new SchemaProblem("studies", "read", $"the list has {studies.Items.Count} studies; {MostStudies} are read", studies.Items[MostStudies].Location, "Split the list.")]);
        var problems = new SchemaWalker(Schema.Value, MostProblems).Validate(root).Concat(StudyListRules.Problems(root).Take(MostProblems));
        List<SchemaProblem> sorted = [.. problems.OrderBy(p => p.Location.StartLine).ThenBy(p => p.Location.StartColumn)];
        return sorted.Count > 0 ? throw Refused(sorted) : StudyListParts.List(root, path.Name, Hash(text));
    }

    private static DocumentReading Document(string text, RepoPath path) => path.Extension switch
    {
        ".yaml" or ".yml" => YamlReader.Read(text, path, limits: DocumentLimits.StudyList),
        ".json" => JsonReader.Read(text, path, DocumentLimits.StudyList),
        ".csv" or ".tsv" => StudyCsv.Read(text, path),
        _ => throw new UserErrorException($"'{PrintableText.Of(path.Value)}' is no list of studies by its ending.", "A list is a .yaml, .yml, .json or .csv file; 'dotnet dnas-repro schema study-list' prints its form."),
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static UserErrorException Refused(IReadOnlyList<SchemaProblem> problems)
    {
        var more = problems.Count > MostShown ? $"\nand {(problems.Count >= MostProblems ? "at least " : "")}{problems.Count - MostShown} more" : "";
        return new UserErrorException(string.Join('\n', problems.Take(MostShown).Select(Line)) + more, PrintableText.Of(problems[0].Fix));
    }

    private static string Line(SchemaProblem problem) =>
        PrintableText.Of($"{problem.Location}: {(problem.Field.Length == 0 ? "" : problem.Field + ": ")}{problem.Message}.");
}
