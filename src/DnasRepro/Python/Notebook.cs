using System.Text;
using System.Text.Json;

namespace DnasRepro.Python;

/// <summary>The code of a notebook as one Python text whose lines know their lines in the file.</summary>
/// <param name="Source">The text; magics are replaced by <c>pass</c>.</param>
/// <param name="ShellLines">The commands that it hands to the shell.</param>
/// <param name="Diagnostics">What is wrong with the notebook itself.</param>
internal sealed record Notebook(PySource Source, IReadOnlyList<ShellLine> ShellLines, IReadOnlyList<PyDiagnostic> Diagnostics)
{
    /// <summary>Reads a notebook of format 3 or 4. Never throws; of a damaged one the cells before the damage are kept.</summary>
    public static Notebook Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reading = new NotebookReading(bytes);
        var problem = reading.Run();
        if (reading.Language is { } language && !IsPython(language))
            return new Notebook(new PySource("", [1]), [], [new PyDiagnostic(0, $"a notebook in {language}, not in Python")]);
        var code = new NotebookCode();
        foreach (var cell in reading.Cells)
            code.Add(cell);
        return new Notebook(code.Source(), code.ShellLines, problem is null ? [] : [new PyDiagnostic(0, problem)]);
    }

    private static bool IsPython(string language) =>
        language.StartsWith("python", StringComparison.OrdinalIgnoreCase) || language.StartsWith("ipython", StringComparison.OrdinalIgnoreCase)
        || language.Equals("sage", StringComparison.OrdinalIgnoreCase);
}

/// <summary>One line of a cell and where it stands in the file.</summary>
internal readonly record struct CellLine(string Text, int FileLine);

/// <summary>Walks the JSON of a notebook.</summary>
internal sealed class NotebookReading(byte[] json)
{
    private readonly List<IReadOnlyList<CellLine>> cells = [];
    private List<CellLine> lines = [];
    private long counted;
    private int line = 1;

    public IReadOnlyList<IReadOnlyList<CellLine>> Cells => cells;

    /// <summary>The language that the notebook names; null when it names none.</summary>
    public string? Language { get; private set; }

    /// <summary>Reads; returns what is wrong, or null.</summary>
    public string? Run()
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return "this is no notebook: its JSON is not an object";
            Top(ref reader);
            return null;
        }
        catch (JsonException error)
        {
            if (lines.Count > 0)
                cells.Add(lines);
            return $"the notebook's JSON is damaged (line {(error.LineNumber ?? 0) + 1})";
        }
    }

    private void Top(ref Utf8JsonReader reader)
    {
        while (Property(ref reader))
        {
            if (reader.ValueTextEquals("cells"u8))
                Each(ref reader, Cell);
            else if (reader.ValueTextEquals("worksheets"u8))
                Each(ref reader, Top);
            else if (reader.ValueTextEquals("metadata"u8))
                Metadata(ref reader);
            else
                Pass(ref reader);
        }
    }

    private delegate void Visit(ref Utf8JsonReader reader);

    private static bool Property(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Passes over a property's value.</summary>
    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Visits every object of an array that is a property's value.</summary>
    private static void Each(ref Utf8JsonReader reader, Visit visit)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                visit(ref reader);
            else
                reader.Skip();
        }
    }

    private void Metadata(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (Property(ref reader))
        {
            if (reader.ValueTextEquals("kernelspec"u8) || reader.ValueTextEquals("language_info"u8))
                Kernel(ref reader);
            else
                Pass(ref reader);
        }
    }

    private void Kernel(ref Utf8JsonReader reader)
    {
        var isInformation = reader.ValueTextEquals("language_info"u8);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (Property(ref reader))
        {
            var isLanguage = reader.ValueTextEquals(isInformation ? "name"u8 : "language"u8);
            reader.Read();
            if (isLanguage && reader.TokenType == JsonTokenType.String)
                Language = Text(ref reader);
            reader.Skip();
        }
    }

    private void Cell(ref Utf8JsonReader reader)
    {
        lines = [];
        var isCode = true;
        while (Property(ref reader))
        {
            if (reader.ValueTextEquals("cell_type"u8))
            {
                reader.Read();
                isCode = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("code"u8);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("source"u8) || reader.ValueTextEquals("input"u8))
            {
                Source(ref reader);
            }
            else if (reader.ValueTextEquals("language"u8))
            {
                reader.Read();
                Language ??= reader.TokenType == JsonTokenType.String ? Text(ref reader) : null;
                reader.Skip();
            }
            else
            {
                Pass(ref reader);
            }
        }
        if (isCode && lines.Count > 0)
            cells.Add(lines);
        lines = [];
    }

    private void Source(ref Utf8JsonReader reader)
    {
        lines = [];
        var isOpen = false;
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            Take(Text(ref reader), Line(ref reader), ref isOpen);
            return;
        }
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
                Take(Text(ref reader), Line(ref reader), ref isOpen);
            else
                reader.Skip();
        }
    }

    /// <summary>Takes a string of a cell's source: usually a line, sometimes several or a part of one.</summary>
    private void Take(string text, int fileLine, ref bool isOpen)
    {
        var parts = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i == 0 && isOpen)
                lines[^1] = lines[^1] with { Text = lines[^1].Text + parts[0] };
            else if (i < parts.Length - 1 || parts[i].Length > 0)
                lines.Add(new CellLine(parts[i], fileLine));
        }
        isOpen = parts[^1].Length > 0 || (isOpen && parts.Length == 1);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape: no text that can be read.
            return "";
        }
    }

    private int Line(ref Utf8JsonReader reader)
    {
        line += json.AsSpan((int)counted, (int)(reader.TokenStartIndex - counted)).Count((byte)'\n');
        counted = reader.TokenStartIndex;
        return line;
    }
}
