using System.Text;
using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.AuditReports;

/// <summary>The audit in Markdown, for GitHub and for the supplement of a paper: figures, studies, what contradicts what, definitions.</summary>
internal static class AuditMarkdown
{
    public static string Write(Audit audit)
    {
        var text = new StringBuilder();
        Head(text, audit);
        FigureTables.Write(text, audit);
        Studies(text, audit);
        Contradictions(text, audit);
        Remarks(text, audit);
        Excluded(text, audit.Flow);
        Definitions(text);
        text.Append($"\n<sub>{Escaping.Markdown($"{audit.Tool.Name} {audit.Tool.Version}, rules {audit.Tool.RuleSet}; list {audit.List.Name}, SHA-256")} {Escaping.MarkdownCode(audit.List.Sha256)}");
        text.Append(audit.Generated is { } made ? $"; made {Escaping.Markdown(made.At)} in {made.Seconds:0.0} s, {made.Assessed} assessed, {made.Kept} kept from before</sub>\n" : "</sub>\n");
        return text.ToString();
    }

    /// <summary>A table; its cells are already Markdown.</summary>
    internal static void Table(StringBuilder text, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        text.Append("\n| ").AppendJoin(" | ", heads).Append(" |\n|").Append(string.Concat(Enumerable.Repeat("---|", heads.Count))).Append('\n');
        foreach (var row in rows)
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
    }

    private static void Head(StringBuilder text, Audit audit)
    {
        text.Append($"# Audit: {Escaping.Markdown(AuditPhrases.Title(audit))}\n");
        if (audit.List.Note is { } note)
            text.Append($"\n> {Escaping.Markdown(note)}\n");
        if (audit.ExitCode != 0)
            text.Append($"\n**Exit code {audit.ExitCode}: {Escaping.Markdown(audit.ExitMeaning)}.**\n");
        text.Append("\n## Selection\n");
        Table(text, ["step", "number", "reasons"], AuditPhrases.Steps(audit.Flow).Select(s => (IReadOnlyList<string>)
            [s.Step, s.Count.ToString(), string.Join("; ", s.Reasons.Select(r => $"{Escaping.Markdown(AuditPhrases.Words(r.Reason))} {r.Count}"))]));
    }

    private static void Studies(StringBuilder text, Audit audit)
    {
        text.Append($"\n## Studies\n\n{AuditPhrases.Basis}\n");
        Table(text, ["study", "method", "year", .. AuditWords.Questions.Select(AuditWords.Name), "code"], audit.Studies.Select(s => (IReadOnlyList<string>)
            [Study(s), Escaping.Markdown(s.MethodName), s.Year?.ToString() ?? "", .. s.Answers.Select(a => Escaping.Markdown(AuditPhrases.Cell(a))), Code(s)]));
    }

    private static string Study(AuditedStudy study) => study.Title is { } title ? $"{Escaping.Markdown(title)} ({Escaping.MarkdownCode(study.Id)})" : Escaping.MarkdownCode(study.Id);

    private static string Code(AuditedStudy study)
    {
        var code = AuditPhrases.Code(study);
        return code == AuditNumbers.None ? code : AuditPhrases.Link(study) is { } url ? $"[{Escaping.MarkdownCode(code)}]({url})" : Escaping.MarkdownCode(code);
    }

    private static void Contradictions(StringBuilder text, Audit audit)
    {
        var answers = audit.Studies.SelectMany(s => s.Answers.Where(a => a.Disagreement is not null).Select(a => (Study: s, Answer: a))).ToList();
        if (answers.Count == 0)
            return;
        text.Append("\n## Where sources contradict each other\n\n");
        foreach (var (study, answer) in answers)
        {
            text.Append($"- {Escaping.MarkdownCode(study.Id)}, {AuditWords.Name(answer.Question)}: {Escaping.Markdown(answer.Disagreement!)} Counted: {Escaping.Markdown(AuditWords.Value(answer.Value))} ({AuditWords.Basis(answer.Basis)}).\n");
            foreach (var (who, said) in AuditPhrases.Said(answer))
                text.Append($"  - {who}, {Escaping.Markdown(AuditWords.Value(said.Value))}: {Escaping.Markdown(said.Reason)}{Places(said.Evidence)}\n");
        }
    }

    private static string Places(IReadOnlyList<ReportEvidence> evidence) => evidence.Count == 0 ? "" : " " + string.Join(", ", evidence.Take(3).Select(Place)) + (evidence.Count > 3 ? $" and {evidence.Count - 3} more" : "");

    private static string Place(ReportEvidence evidence)
    {
        var name = Escaping.MarkdownCode($"{evidence.Path}:{evidence.Line}");
        return (Escaping.Link(evidence.Url) is { } url ? $"[{name}]({url})" : name) + (evidence.Note is { } note ? $" ({Escaping.Markdown(note)})" : "");
    }

    private static void Remarks(StringBuilder text, Audit audit)
    {
        // What contradicts what stands above, with its evidence.
        var remarks = audit.Remarks.Where(r => r.Kind != "disagreement").ToList();
        if (remarks.Count > 0)
            text.Append("\n## What a reader has to know\n\n");
        foreach (var remark in remarks)
            text.Append($"- {Escaping.Markdown(remark.Message)}\n");
        if (audit.Clusters.Count == 0)
            return;
        text.Append("\n## The same search code\n");
        Table(text, ["studies", "counted as", "the same, least", "some of the equal files"], audit.Clusters.Select(c => (IReadOnlyList<string>)
            [string.Join(", ", c.Studies.Select(Escaping.MarkdownCode)), string.Join(", ", c.Methods.Select(Escaping.MarkdownCode)), $"{100 * c.Share:0.0} %", string.Join(", ", c.Files.Select(Escaping.MarkdownCode))]));
    }

    private static void Excluded(StringBuilder text, AuditFlow flow)
    {
        if (flow.Excluded.Count == 0)
            return;
        text.Append("\n## Excluded studies\n");
        Table(text, ["stage", "reason", "study", "note"], flow.Excluded.OrderBy(e => e.Stage).ThenBy(e => e.Reason, StringComparer.Ordinal).Select(e => (IReadOnlyList<string>)
            [Stage(e.Stage), Escaping.Markdown(AuditPhrases.Words(e.Reason)), Escaping.Markdown(e.Name), Escaping.Markdown(e.Note ?? "")]));
    }

    private static string Stage(ScreeningStage stage) => stage switch
    {
        ScreeningStage.Retrieval => "not retrieved",
        ScreeningStage.TitleAbstract => "title and abstract",
        _ => "text or code",
    };

    private static void Definitions(StringBuilder text)
    {
        text.Append($"\n## What the answers mean\n\n{AuditPhrases.Thresholds}\n\n");
        foreach (var question in AuditWords.Questions)
            text.Append($"- **{AuditWords.Name(question)}**: {Escaping.Markdown(AuditWords.Definition(question))}\n");
        text.Append($"\n{Escaping.Markdown(AuditPhrases.Method)} {AuditPhrases.Merging}\n\n");
        text.Append("Differences have Newcombe's interval (method 10 of 1998). Near-copies share at least ").Append($"{100 * CodeClusters.LeastShare:0} % of their search code, counted in tokens of files that say the same.\n");
    }
}
