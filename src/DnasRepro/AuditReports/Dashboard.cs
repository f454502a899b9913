using System.Security.Cryptography;
using System.Text;
using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Studies;
using Scriban.Runtime;

namespace DnasRepro.AuditReports;

/// <summary>The audit as one HTML file that works from disk. Its one script only sorts and filters; everything can be read without it.</summary>
internal static class Dashboard
{
    private const int MostRemarks = 200;
    private const int MostStudiesNamed = 20;

    public static string Write(Audit audit) => Templates.Render(Templates.Load("audit.html.scriban"), Model(audit));

    private static ScriptObject Model(Audit audit)
    {
        var (style, script) = (Text("report.css.scriban") + "\n" + Text("audit.css.scriban"), Text("audit.js"));
        var anchors = audit.Studies.Index().DistinctBy(s => s.Item.Id).ToDictionary(s => s.Item.Id, s => (DashboardParts.Anchor(s.Item.Id, s.Index), s.Item.MethodName));
        var model = Templates.Row(
            ("style", style), ("style_hash", Hash(style)), ("script", script), ("script_hash", Hash(script)),
            ("title", DashboardWords.Html(audit.List.Title ?? audit.List.Name, 300)), ("note", audit.List.Note is { } note ? DashboardWords.Html(note, 2000) : null),
            ("list", DashboardWords.Html(audit.List.Name, 120)), ("list_hash", DashboardWords.Html(audit.List.Sha256, 12)),
            ("tool", DashboardWords.Html($"{audit.Tool.Name} {audit.Tool.Version}, rules {audit.Tool.RuleSet}", 200)),
            ("methods", Summary.Count(audit.Flow.Methods, "method")), ("papers", Summary.Count(audit.Flow.Papers, "paper")), ("included", audit.Flow.Included), ("identified", audit.Flow.Identified),
            ("trouble", audit.ExitCode is 0 or 1 ? null : DashboardWords.Html($"Exit code {audit.ExitCode}: {audit.ExitMeaning}", 300)),
            ("generated", audit.Generated is { } generated ? $"made {DashboardWords.Html(generated.At, 40)} in {generated.Seconds:0.0} s" : null),
            ("cards", DashboardFigures.Cards(audit)), ("reference", Reference(audit.Reference)),
            ("bases", audit.Bases.Count == 0 ? null : DashboardFigures.Table("source", audit.Bases)),
            ("flow", FlowDiagram.Inline(audit.Flow)), ("flow_rows", Templates.List(FlowDiagram.Steps(audit.Flow).Select(s => Templates.Row(("step", s.Step), ("count", s.Count), ("reasons", DashboardWords.Html(string.Join(", ", s.Reasons.Select(r => $"{DashboardWords.Plain(r.Reason)} {r.Count}")), 4000)))))),
            ("years", DashboardFigures.Years(audit)), ("groups", DashboardFigures.Groups(audit)), ("agreement", DashboardFigures.Agreement(audit)),
            ("definitions", Templates.List(DashboardWords.Questions.Select(q => Templates.Row(("title", DashboardWords.Title(q)), ("text", DashboardWords.Definition(q)))))));
        Join(model, "withheld", Kinds(audit, WithheldSearch.IsWithheld));
        Join(model, "not_withheld", Kinds(audit, k => !WithheldSearch.IsWithheld(k)));
        Join(model, "withheld_count", audit.Studies.Count(s => WithheldSearch.Of(s) is { } kind && WithheldSearch.IsWithheld(kind)));
        Join(model, "rows", Templates.List(audit.Studies.Select(StudyPages.Row)));
        Join(model, "pages", Templates.List(audit.Studies.Select(StudyPages.Page)));
        Join(model, "questions", Templates.List(DashboardWords.Questions.Select(q => Templates.Row(("key", DashboardWords.Key(q)), ("text", DashboardWords.Short(q))))));
        Join(model, "years_of", Templates.List(audit.Studies.Select(s => s.Year).OfType<int>().Distinct().Order()));
        Join(model, "levels_of", Templates.List(audit.Studies.Select(s => DashboardWords.Html(DashboardWords.Plain(s.Level), 40)).Distinct().Order(StringComparer.Ordinal)));
        Join(model, "disagreements", Templates.List(audit.Studies.Index().SelectMany(s => s.Item.Answers.Where(a => a.Disagreement is not null).Select(a => Templates.Row(("anchor", DashboardParts.Anchor(s.Item.Id, s.Index)), ("name", DashboardWords.Html(s.Item.MethodName, 120)), ("question", DashboardWords.Title(a.Question)), ("text", DashboardWords.Html(a.Disagreement)))))));
        Join(model, "clusters", Templates.List(audit.Clusters.Take(MostRemarks).Select(c => Templates.Row(("studies", Named(c.Studies, anchors)), ("methods", c.Methods.Count), ("share", $"{DashboardWords.Percent(c.Share)} %"), ("files", string.Join(" ", c.Files.Take(8).Select(f => DashboardParts.Code(f, 160))))))));
        Join(model, "remarks", Templates.List(audit.Remarks.Take(MostRemarks).Select(r => Templates.Row(("kind", DashboardWords.Html(DashboardWords.Plain(r.Kind), 40)), ("text", DashboardWords.Html(r.Message)), ("studies", Named(r.Studies, anchors))))));
        Join(model, "remarks_left_out", audit.Remarks.Count > MostRemarks ? $"and {audit.Remarks.Count - MostRemarks} more remarks, in the JSON result" : null);
        Join(model, "excluded", Templates.List(audit.Flow.Excluded.Select(e => Templates.Row(("name", DashboardWords.Html(e.Name, 240)), ("stage", Stage(e.Stage)), ("reason", DashboardWords.Html(DashboardWords.Plain(e.Reason), 80)), ("note", DashboardWords.Html(e.Note, 400))))));
        return model;
    }

    private static ScriptArray Kinds(Audit audit, Func<WithheldKind, bool> isShown)
    {
        var byKind = audit.Studies.Index().ToLookup(s => WithheldSearch.Of(s.Item));
        return Templates.List(WithheldSearch.Kinds.Where(k => isShown(k) && byKind[k].Any()).Select(k => Templates.Row(
            ("title", WithheldSearch.Title(k)), ("meaning", WithheldSearch.Meaning(k)), ("count", byKind[k].Count()), ("is_many", byKind[k].Count() > 12),
            ("studies", Templates.List(byKind[k].Select(s => StudyPages.Withheld(s.Item, s.Index)))))));
    }

    private static ScriptObject Reference(ReferenceTable reference) => Templates.Row(
        ("name", DashboardWords.Html(reference.Name, 200)),
        ("source", reference.Source.StartsWith("doi ", StringComparison.Ordinal) ? DashboardParts.Link("https://doi.org/" + reference.Source[4..], DashboardWords.Html(reference.Source, 120)) : DashboardParts.Link(reference.Source, DashboardWords.Html(reference.Source, 200))),
        ("note", reference.Note is { } note ? DashboardWords.Html(note) : null));

    private static string Named(IReadOnlyList<string> studies, Dictionary<string, (string Anchor, string Name)> anchors)
    {
        var names = studies.Take(MostStudiesNamed).Select(s => anchors.TryGetValue(s, out var found) ? $"<a href=\"#{found.Anchor}\">{DashboardWords.Html(found.Name, 80)}</a>" : DashboardWords.Html(s, 80));
        return string.Join(", ", names) + (studies.Count > MostStudiesNamed ? $" and {studies.Count - MostStudiesNamed} more" : "");
    }

    private static string Stage(ScreeningStage stage) => stage switch
    {
        ScreeningStage.Retrieval => "not retrieved", ScreeningStage.TitleAbstract => "on title and abstract", ScreeningStage.FullText => "on text or code", _ => "",
    };

    private static void Join(ScriptObject model, string name, object? value) => model.SetValue(name, value, readOnly: true);

    private static string Text(string name) => Templates.Load(name).ReplaceLineEndings("\n").Trim();

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
