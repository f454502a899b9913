using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Statistics;
using DnasRepro.Studies;
using Scriban.Runtime;

namespace DnasRepro.AuditReports;

/// <summary>The figures of the dashboard: the four cards, years, groups, agreement.</summary>
internal static class DashboardFigures
{
    /// <summary>The four cards over methods.</summary>
    public static ScriptArray Cards(Audit audit)
    {
        var methods = audit.Overall.FirstOrDefault();
        var papers = audit.Overall.FirstOrDefault(g => g.Key == "papers");
        return Templates.List((methods?.Figures ?? []).Select(f => Card(f, papers?.Figures.FirstOrDefault(p => p.Question == f.Question), audit.Reference)));
    }

    /// <summary>One picture a question, and the same as a table.</summary>
    public static ScriptObject? Years(Audit audit)
    {
        var years = audit.Groups.Where(g => g.By == "year").ToList();
        return years.Count == 0 ? null : Templates.Row(
            ("pictures", Templates.List(DashboardWords.Questions.Select(q => Templates.Row(("title", DashboardWords.Title(q)), ("svg", FigurePlots.Years(q, years)))))),
            ("left_out", years.Count > FigurePlots.MostYears ? $"The pictures show the last {FigurePlots.MostYears} of {years.Count} groups; the table holds all." : null),
            ("table", Table("Year", years)));
    }

    /// <summary>One picture and one table for every other grouping.</summary>
    public static ScriptArray Groups(Audit audit) => Templates.List(
        new[] { ("task", "By task"), ("dimensionality", "By dimensionality"), ("level", "By what is searched") }
            .Select(by => (By: by.Item1, Title: by.Item2, Groups: (IReadOnlyList<FigureGroup>)[.. audit.Groups.Where(g => g.By == by.Item1)]))
            .Where(g => g.Groups.Count > 0)
            .Select(g => Templates.Row(
                ("title", g.Title), ("svg", FigurePlots.Groups(g.By, g.Groups)), ("table", Table(g.Title[3..], g.Groups)),
                ("left_out", g.Groups.Count > FigurePlots.MostGroups ? $"The picture shows the first {FigurePlots.MostGroups} of {g.Groups.Count} groups; the table holds all." : null))));

    /// <summary>Groups by the four questions.</summary>
    public static ScriptObject Table(string head, IReadOnlyList<FigureGroup> groups) => Templates.Row(
        ("head", char.ToUpperInvariant(head[0]) + head[1..]),
        ("columns", Templates.List(DashboardWords.Questions.Select(DashboardWords.Short))),
        ("rows", Templates.List(groups.Select(g => Templates.Row(
            ("key", DashboardWords.Html(DashboardWords.Plain(g.Key), 80)), ("cells", Templates.List(g.Figures.Select(FigurePlots.Words))))))));

    /// <summary>Program and reader, question by question.</summary>
    public static ScriptArray Agreement(Audit audit) => Templates.List(audit.Agreement.Select(a => Templates.Row(
        ("title", DashboardWords.Title(a.Question)), ("studies", a.Studies), ("left_out", a.LeftOut),
        ("kappa", DashboardWords.Coefficient(a.Kappa)), ("ac1", DashboardWords.Coefficient(a.Ac1)),
        ("decided_kappa", DashboardWords.Coefficient(a.DecidedKappa)), ("decided_ac1", DashboardWords.Coefficient(a.DecidedAc1)),
        ("precision", Optional(a.Precision)), ("recall", Optional(a.Recall)),
        ("rows", Templates.List(a.Table.Zip(["yes", "no", "unclear"], (cells, name) => Templates.Row(("name", name), ("cells", Templates.List(cells)))))))));

    private static ScriptObject Card(Figure figure, Figure? papers, ReferenceTable reference)
    {
        var compared = reference.Figures.FirstOrDefault(r => r.Question == figure.Question);
        return Templates.Row(
            ("key", DashboardWords.Key(figure.Question)), ("title", DashboardWords.Title(figure.Question)),
            ("share", figure.Share is { } share ? $"{DashboardWords.Percent(share.Value)} %" : "nothing to count"),
            ("interval", figure.Share is { } s ? $"({DashboardWords.Percent(s.Low)}-{DashboardWords.Percent(s.High)})" : null),
            ("count", $"{figure.Yes} of {figure.Of} methods"),
            ("bar", figure.Share is null ? null : FigurePlots.Bar(figure, compared)), ("stack", FigurePlots.Stack(figure)),
            ("counts", Templates.List(FigurePlots.Counts(figure).Select(c => Templates.Row(("mark", DashboardParts.Mark(c.Value)), ("count", c.Count))))),
            ("bounds", figure is { Unclear: > 0, Share: { } low, Highest: { } high } ? $"Between {DashboardWords.Percent(low.Value)} % (every unclear answer a no) and {DashboardWords.Percent(high.Value)} % (every unclear answer a yes)." : null),
            ("decided", figure is { Unclear: > 0, Decided: { } decided } ? $"Of the decided ones: {DashboardWords.Share(decided)}." : null),
            ("reference", compared is null ? null : $"Reference: {compared.Yes} of {compared.Of}" + (figure.Difference is { } difference ? $"; difference {DashboardWords.Difference(difference)}." : ".")),
            ("papers", papers is null ? null : $"By papers: {FigurePlots.Words(papers)}."));
    }

    private static string Optional(Interval? share) => share is null ? "not defined" : DashboardWords.Share(share);
}
