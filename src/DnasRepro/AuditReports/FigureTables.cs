using System.Text;
using DnasRepro.Audits;
using DnasRepro.Reports;

namespace DnasRepro.AuditReports;

/// <summary>The figures and the agreement as Markdown tables.</summary>
internal static class FigureTables
{
    private static readonly string[] Heads = ["", "yes", "share (95 % interval)", "no", "no\\*", "unclear", "n/a", "bounds", "decided", "reference", "difference in points"];

    public static void Write(StringBuilder text, Audit audit)
    {
        text.Append("\n## The four figures\n\n").Append(Escaping.Markdown(AuditPhrases.Reference(audit.Reference))).Append('\n');
        foreach (var group in audit.Overall)
        {
            text.Append($"\nOver {Escaping.Markdown(group.Key)}:\n");
            AuditMarkdown.Table(text, Heads, group.Figures.Select(f => Row(AuditWords.Name(f.Question), f, AuditPhrases.Reference(audit.Reference, f.Question))));
        }
        foreach (var groups in audit.Groups.GroupBy(g => g.By))
            ByGroup(text, $"Over methods by {groups.Key}", [.. groups]);
        ByGroup(text, "Over methods, by whose word alone", [.. audit.Bases.Where(b => b.Figures.Any(f => f.Of + f.NotApplicable > 0))]);
        Agreement(text, audit.Agreement);
    }

    private static IReadOnlyList<string> Row(string name, Figure figure, string reference) =>
    [
        name, AuditNumbers.Of(figure), AuditNumbers.Percent(figure.Share), $"{figure.No}", $"{figure.NotReported}", $"{figure.Unclear}", $"{figure.NotApplicable}",
        AuditNumbers.Bounds(figure), AuditNumbers.Percent(figure.Decided), reference, AuditNumbers.Points(figure.Difference),
    ];

    /// <summary>One table for all groups of a kind: yes of n and share for each question.</summary>
    private static void ByGroup(StringBuilder text, string title, IReadOnlyList<FigureGroup> groups)
    {
        if (groups.Count == 0)
            return;
        text.Append($"\n### {Escaping.Markdown(title)}\n");
        AuditMarkdown.Table(text, ["", .. AuditWords.Questions.Select(AuditWords.Name)], groups.Select(g => (IReadOnlyList<string>)[Escaping.Markdown(AuditPhrases.Words(g.Key)), .. g.Figures.Select(Cell)]));
    }

    private static string Cell(Figure figure) => figure.Of == 0 ? AuditNumbers.None : $"{AuditNumbers.Of(figure)}: {AuditNumbers.Percent(figure.Share)}{(figure.Unclear > 0 ? $", {figure.Unclear} unclear" : "")}";

    private static void Agreement(StringBuilder text, IReadOnlyList<QuestionAgreement> agreement)
    {
        if (agreement.All(a => a.Studies + a.LeftOut == 0))
            return;
        text.Append("\n## The program beside the human reader\n\nStudy by study, over yes, no (no\\* among them) and unclear; the program is what was computed, else what the card declares. ")
            .Append("Precision: of the program's yes, the reader's yes, where both decided. Recall: of the reader's yes, the program's yes, its unclear counted as missed. Left out: answers in other terms, or without a counterpart.\n");
        AuditMarkdown.Table(text, ["", "studies", "left out", "Cohen's kappa", "Gwet's AC1", "kappa where both decided", "AC1 where both decided", "precision", "recall"], agreement.Select(a => (IReadOnlyList<string>)
        [
            AuditWords.Name(a.Question), $"{a.Studies}", $"{a.LeftOut}", AuditNumbers.Coefficient(a.Kappa), AuditNumbers.Coefficient(a.Ac1), AuditNumbers.Coefficient(a.DecidedKappa), AuditNumbers.Coefficient(a.DecidedAc1),
            AuditNumbers.Percent(a.Precision), AuditNumbers.Percent(a.Recall),
        ]));
        text.Append("\nReader's answer / program's answer, counts:\n");
        string[] answers = ["yes", "no", "unclear"];
        AuditMarkdown.Table(text, ["", .. answers.SelectMany(r => answers.Select(p => $"{r} / {p}"))], agreement.Select(a => (IReadOnlyList<string>)[AuditWords.Name(a.Question), .. a.Table.SelectMany(r => r.Select(c => c.ToString()))]));
    }
}
