using System.Text;
using DnasRepro.Audits;

namespace DnasRepro.AuditReports;

/// <summary>Two tables for a paper: the four figures (booktabs) and the studies (longtable). The head of the file says which packages they need.</summary>
internal static class AuditLatex
{
    private const string Row = " \\\\\n";

    public static string Write(Audit audit)
    {
        var text = new StringBuilder();
        text.Append("% Needs: \\usepackage[T1]{fontenc} \\usepackage{textcomp} \\usepackage{booktabs} \\usepackage{longtable} \\usepackage{hyperref}\n");
        Figures(text, audit);
        Studies(text, audit);
        return text.ToString();
    }

    private static void Figures(StringBuilder text, Audit audit)
    {
        text.Append("\\begin{table}\n\\caption{The four figures over ").Append(audit.Flow.Methods).Append(" methods of ").Append(LatexText.Of(AuditPhrases.Title(audit))).Append(". ")
            .Append(LatexText.Of(AuditPhrases.Method)).Append(' ').Append(LatexText.Of(AuditPhrases.Reference(audit.Reference)));
        if (audit.List.Note is { } note)
            text.Append(' ').Append(LatexText.Of(note));
        text.Append("}\n\\label{tab:audit-figures}\n\\begin{tabular}{lrlrllll}\n\\toprule\n");
        Line(text, ["", "yes", "share", "unclear", "bounds", "decided", "reference", "difference in points"]);
        text.Append("\\midrule\n");
        foreach (var figure in audit.Overall[0].Figures)
        {
            Line(text,
            [
                AuditWords.Name(figure.Question), AuditNumbers.Of(figure), AuditNumbers.Percent(figure.Share), figure.Unclear.ToString(), AuditNumbers.Bounds(figure), AuditNumbers.Percent(figure.Decided),
                AuditPhrases.Reference(audit.Reference, figure.Question), AuditNumbers.Points(figure.Difference),
            ]);
        }
        text.Append("\\bottomrule\n\\end{tabular}\n\\end{table}\n");
    }

    private static void Studies(StringBuilder text, Audit audit)
    {
        text.Append("\\begin{longtable}{p{0.3\\linewidth}rllllp{0.2\\linewidth}}\n\\caption{The ").Append(audit.Studies.Count).Append(" studies. ").Append(LatexText.Of(AuditPhrases.Basis))
            .Append("}\\label{tab:audit-studies}").Append(Row).Append("\\toprule\n");
        Line(text, ["study", "year", .. AuditWords.Questions.Select(AuditWords.Name), "code"]);
        text.Append("\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n");
        foreach (var study in audit.Studies)
        {
            var code = LatexText.Of(AuditPhrases.Code(study));
            var link = LatexText.Link(AuditPhrases.Link(study));
            IEnumerable<string> cells = [LatexText.Of(study.Title ?? study.MethodName), study.Year?.ToString() ?? "", .. study.Answers.Select(a => LatexText.Of(AuditPhrases.Cell(a))), link is null ? code : $"\\href{{{link}}}{{{code}}}"];
            text.AppendJoin(" & ", cells).Append(Row);
        }
        text.Append("\\end{longtable}\n");
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(" & ", cells.Select(LatexText.Of)).Append(Row);
}
