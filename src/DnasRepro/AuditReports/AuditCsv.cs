using DnasRepro.Audits;
using DnasRepro.Reports;
using nietras.SeparatedValues;

namespace DnasRepro.AuditReports;

/// <summary>The studies as a tidy table (RFC 4180), one row a study: docs/audit-table.md describes the columns.</summary>
internal static class AuditCsv
{
    /// <summary>What a spreadsheet would take for a formula when a cell begins with it.</summary>
    private const string FormulaStarts = "=+-@";

    public static string Write(Audit audit)
    {
        using var writer = Sep.New(',').Writer(o => o with { Escape = true }).ToText();
        // Without a row nothing would be written, not even the head.
        writer.Header.Add([.. Cells(null).Select(c => c.Column)]);
        writer.Header.Write();
        foreach (var study in audit.Studies)
        {
            using var row = writer.NewRow();
            foreach (var (column, text) in Cells(study))
                row[column].Set(Guarded(text));
        }
        return writer.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Text that no spreadsheet computes: an apostrophe before what could begin a formula. Hidden characters are shown, line breaks are spaces, and no log takes it for a command.</summary>
    internal static string Guarded(string? text)
    {
        var visible = Escaping.Visible(text ?? "").Trim().Replace("##[", "##\\u{5b}", StringComparison.Ordinal);
        return visible.Length > 0 && FormulaStarts.Contains(visible[0]) ? "'" + visible : visible;
    }

    private static IEnumerable<(string Column, string? Text)> Cells(AuditedStudy? study)
    {
        var result = study?.Result;
        (string, string?)[] head =
        [
            ("id", study?.Id), ("title", study?.Title), ("method", study?.Method), ("method_name", study?.MethodName), ("year", study?.Year?.ToString()),
            ("tasks", string.Join("; ", study?.Tasks ?? [])), ("dimensionality", study?.Dimensionality), ("level", study?.Level),
            ("doi", string.Join("; ", study?.Papers.Select(p => p.Doi).OfType<string>() ?? [])), ("arxiv", string.Join("; ", study?.Papers.Select(p => p.Arxiv).OfType<string>() ?? [])),
            ("target", study?.Target), ("repository", result?.Repository?.Remote ?? result?.Repository?.Name), ("commit", result?.Repository?.Commit), ("folder", result?.Repository?.Folder),
        ];
        (string, string?)[] tail =
        [
            ("grade", result?.Level?.Grade.ToString()), ("search_code", result?.SearchCode is { } code ? Snake(code.Verdict.ToString()) : null), ("differentiable", result?.SearchCode is { } search ? Snake(search.Differentiable.ToString()) : null),
            ("released", result?.Release?.CodeRelease), ("licence", result?.Release?.Licence), ("environment", Bool(result?.Release?.Environment)), ("pinned", Bool(result?.Release?.Pinned)),
            ("archived", Bool(result?.Release?.Archived)), ("weights", Bool(result?.Release?.Weights)), ("failure", study?.Failure?.Message),
        ];
        return head.Concat(AuditWords.Questions.SelectMany(q => Answer(Snake(q.ToString()), study?.On(q)))).Concat(tail);
    }

    private static IEnumerable<(string Column, string? Text)> Answer(string name, StudyAnswer? answer) =>
    [
        (name, Word(answer?.Value)), ($"{name}_basis", answer is null ? null : Snake(answer.Basis.ToString())), ($"{name}_reader", Word(answer?.Reader?.Value)), ($"{name}_reader_written", answer?.ReaderWritten),
        ($"{name}_declared", Word(answer?.Declared?.Value)), ($"{name}_computed", Word(answer?.Computed?.Value)), ($"{name}_reason", answer is null ? null : Reason(answer)),
        ($"{name}_disagreement", answer?.Disagreement),
    ];

    /// <summary>The reason of the answer that counts; of none, where nobody answered.</summary>
    private static string? Reason(StudyAnswer answer) => (answer.Basis switch
    {
        AnswerBasis.Reader => answer.Reader,
        AnswerBasis.Declared => answer.Declared,
        _ => answer.Computed,
    })?.Reason;

    private static string? Word(Studies.AuditValue? value) => value is null ? null : Snake(value.Value.ToString());

    private static string? Bool(bool? value) => value switch { true => "true", false => "false", _ => null };

    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
