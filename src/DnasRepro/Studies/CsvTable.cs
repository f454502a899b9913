using DnasRepro.Documents;
using DnasRepro.Locations;
using nietras.SeparatedValues;

namespace DnasRepro.Studies;

/// <summary>A cell of a table of text.</summary>
/// <param name="Text">What it says, without quotes around it.</param>
/// <param name="Location">Where it stands in the file, its quotes with it.</param>
internal sealed record CsvCell(string Text, SourceLocation Location);

/// <summary>Reads tables of text (RFC 4180) with the place of each cell; separated by commas, semicolons or tabs, whichever the first line has most of.</summary>
internal sealed class CsvTable(RepoPath path, DocumentLimits limits)
{
    private readonly List<IReadOnlyList<CsvCell>> rows = [];
    private readonly List<DocumentProblem> problems = [];
    private int cells;
    private int line = 1;
    private int column = 1;

    /// <summary>The rows that are not blank, the header first.</summary>
    public IReadOnlyList<IReadOnlyList<CsvCell>> Rows => rows;

    /// <summary>What keeps the table from being read.</summary>
    public IReadOnlyList<DocumentProblem> Problems => problems;

    public void Read(string text)
    {
        if (text.Length > limits.Largest)
            Refuse(SourceLocation.WholeFile(path), $"the table is larger than {limits.LargestInWords}", "Split the list.");
        else if (text.IndexOf('\0') is var nul and >= 0)
            Refuse(SourceLocation.Line(path, text.AsSpan(0, nul).Count('\n') + 1), "a NUL character stands here: this is no text", "Save the table as CSV in UTF-8.");
        else
            ReadRows(text);
    }

    private void ReadRows(string text)
    {
        using var reader = Sep.New(Separator(text)).Reader(o => o with { HasHeader = false, DisableColCountCheck = true }).FromText(text);
        foreach (var row in reader)
        {
            if (problems.Count > 0 || (cells += row.ColCount) > limits.Values)
                break;
            var read = new CsvCell[row.ColCount];
            for (var i = 0; i < read.Length; i++)
                read[i] = Cell(row[i].Span);
            if (Array.Exists(read, c => c.Text.Length > 0))
                rows.Add(read);
            (line, column) = (line + 1, 1);
        }
        if (cells > limits.Values)
            Refuse(SourceLocation.Line(path, line), $"more than {limits.Values} cells", "Split the list.");
    }

    private static char Separator(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        var (commas, semicolons, tabs) = (first.Count(','), first.Count(';'), first.Count('\t'));
        return semicolons > commas && semicolons >= tabs ? ';' : tabs > commas ? '\t' : ',';
    }

    /// <summary>One cell; what is not in quotes loses the blanks around it.</summary>
    private CsvCell Cell(ReadOnlySpan<char> written)
    {
        var (startLine, startColumn) = (line, column);
        Advance(written);
        var location = new SourceLocation(path, startLine, startColumn, line, column);
        column++;
        if (!written.Contains('"'))
            return new CsvCell(written.Trim().ToString(), location);
        if (written[0] != '"')
            Refuse(location, "a quote stands in a cell that does not begin with one", "Put the whole cell in quotes and write each quote inside twice.");
        else if (written.Count('"') % 2 == 1)
            Refuse(location, "the quote that begins here is not closed", "Close it; a quote inside a quoted cell is written twice.");
        else if (written[^1] != '"' || written[1..^1].ToString().Replace("\"\"", "", StringComparison.Ordinal).Contains('"'))
            Refuse(location, "text stands behind the closing quote", "Put the whole cell in quotes and write each quote inside twice.");
        return new CsvCell(written.Length < 2 ? "" : written[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal), location);
    }

    private void Advance(ReadOnlySpan<char> written)
    {
        for (var i = 0; i < written.Length; i++)
        {
            var isEnd = written[i] == '\n' || (written[i] == '\r' && (i + 1 == written.Length || written[i + 1] != '\n'));
            (line, column) = isEnd ? (line + 1, 1) : (line, column + 1);
        }
    }

    private void Refuse(SourceLocation location, string message, string fix) => problems.Add(new DocumentProblem(message, location, fix));
}
