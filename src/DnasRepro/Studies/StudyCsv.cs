using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Schemas;

namespace DnasRepro.Studies;

/// <summary>A list as a table, one study a row, as the same document that YAML gives.</summary>
internal static class StudyCsv
{
    /// <summary>The columns and what they are in the list's form; a number is the place in a list.</summary>
    public static readonly IReadOnlyDictionary<string, string> Columns = AllColumns();

    /// <summary>Most papers of a study.</summary>
    public const int MostPapers = 9;

    /// <summary>What programs for tables take for a formula; such a cell is written with an apostrophe before it and read without.</summary>
    private const string Formula = "=+-@\t\r";

    public static DocumentReading Read(string text, RepoPath path)
    {
        var table = new CsvTable(path, DocumentLimits.StudyList);
        table.Read(text);
        var whole = SourceLocation.WholeFile(path);
        if (table.Problems.Count == 0 && table.Rows.Count == 0)
            return new DocumentReading(null, [new DocumentProblem("the table is empty", whole, "Begin with a row of column names: id, title, method, repository …")]);
        List<DocumentProblem> problems = [.. table.Problems];
        if (problems.Count == 0)
            problems.AddRange(Header(table.Rows[0]).Concat(table.Rows.Skip(1).SelectMany(r => Width(r, table.Rows[0]))));
        if (problems.Count > 0)
            return new DocumentReading(null, problems);
        List<string[]> paths = [.. table.Rows[0].Select(c => Columns.TryGetValue(c.Text, out var path) ? path.Split('.') : [])];
        var studies = table.Rows.Skip(1).Select(r => Study(r, paths)).ToList<DocumentNode>();
        return new DocumentReading(
            new DocumentMap(whole, [new("study_list", whole, new DocumentScalar(whole, ScalarKind.Text, "1")), new("studies", whole, new DocumentList(whole, studies))]), []);
    }

    /// <summary>A text as it is written into a cell, before quoting.</summary>
    public static string Harmless(string text) => IsFormula(text) ? "'" + text : text;

    private static IEnumerable<DocumentProblem> Header(IReadOnlyList<CsvCell> header)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in header)
        {
            if (cell.Text.Length == 0)
                yield return new DocumentProblem("a column has no name", cell.Location, "Name it, or remove it.");
            else if (!seen.Add(cell.Text))
                yield return new DocumentProblem($"the column '{Evidence.Cut(cell.Text)}' is there twice", cell.Location, "Keep one of the two.");
            else if (!Columns.ContainsKey(cell.Text) && !cell.Text.StartsWith("x_", StringComparison.Ordinal))
                yield return Unknown(cell);
        }
    }

    private static DocumentProblem Unknown(CsvCell cell)
    {
        var nearest = Spelling.Nearest(cell.Text, Columns.Keys);
        return new DocumentProblem(
            $"the column '{Evidence.Cut(cell.Text)}' is not known" + (nearest is null ? "" : $"; did you mean '{nearest}'?"),
            cell.Location,
            nearest is null ? $"Begin it with 'x_' if it is your own, or name one of: {string.Join(", ", Columns.Keys.Where(c => !c.StartsWith("paper", StringComparison.Ordinal) || c.StartsWith("paper_", StringComparison.Ordinal)))}." : $"Write '{nearest}', or begin it with 'x_' if it is your own.");
    }

    private static IEnumerable<DocumentProblem> Width(IReadOnlyList<CsvCell> row, IReadOnlyList<CsvCell> header)
    {
        if (row.Count != header.Count)
            yield return new DocumentProblem($"the row has {row.Count} cells and the header {header.Count}", row[Math.Min(header.Count, row.Count - 1)].Location, "Put cells that hold the separator into quotes, and write a separator for each empty cell.");
    }

    private static DocumentMap Study(IReadOnlyList<CsvCell> row, List<string[]> paths)
    {
        var cells = row.Zip(paths, (cell, path) => (Path: path, Cell: cell)).Where(c => c.Path.Length > 0 && c.Cell.Text.Length > 0).ToList();
        return Map(cells, 0, row[0].Location);
    }

    private static DocumentMap Map(IEnumerable<(string[] Path, CsvCell Cell)> cells, int depth, SourceLocation location) => new(location, [.. cells
        .GroupBy(c => c.Path[depth], StringComparer.Ordinal)
        .Select(g => new DocumentEntry(g.Key, g.First().Cell.Location, Node(g.Key, [.. g], depth + 1)))]);

    private static DocumentNode Node(string key, List<(string[] Path, CsvCell Cell)> cells, int depth)
    {
        var location = cells[0].Cell.Location;
        if (cells[0].Path.Length == depth)
            return Value(key, cells[0].Cell);
        return key == "papers"
            ? new DocumentList(location, [.. cells.GroupBy(c => c.Path[depth], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Map(g, depth + 1, g.First().Cell.Location))])
            : Map(cells, depth, location);
    }

    private static DocumentNode Value(string key, CsvCell cell)
    {
        var text = cell.Text[0] == '\'' && IsFormula(cell.Text) ? cell.Text[1..] : cell.Text;
        if (key == "tasks")
            return new DocumentList(cell.Location, [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => new DocumentScalar(cell.Location, ScalarKind.Text, t))]);
        var plain = CoreSchema.Resolve(text, cell.Location);
        var isPlain = key == "year" || (key == "value" && plain.Kind == ScalarKind.Boolean);
        return isPlain ? plain : new DocumentScalar(cell.Location, ScalarKind.Text, text);
    }

    private static bool IsFormula(string text) => text.TrimStart('\'') is [var first, ..] && Formula.Contains(first);

    private static Dictionary<string, string> AllColumns()
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in (string[])["id", "title", "method", "method_name", "year", "tasks", "dimensionality", "level", "repository", "folder", "card"])
            columns[key] = key;
        foreach (var key in (string[])["stage", "reason", "note"])
            columns["screening_" + key] = "screening." + key;
        foreach (var question in StudyWords.Questions.Keys)
        {
            columns[question] = $"answers.{question}.value";
            foreach (var key in (string[])["written", "source", "note", "confidence"])
                columns[$"{question}_{key}"] = $"answers.{question}.{key}";
        }
        for (var paper = 1; paper <= MostPapers; paper++)
        {
            foreach (var key in (string[])["title", "doi", "arxiv", "year", "role"])
                columns[$"paper{(paper == 1 ? "" : paper)}_{key}"] = $"papers.{paper}.{key}";
        }
        return columns;
    }
}
