using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Studies;
using Scriban.Runtime;

namespace DnasRepro.AuditReports;

/// <summary>One study as a row, as an entry of a list and as a page.</summary>
internal static class StudyPages
{
    /// <summary>A row of the table, with what it is filtered by.</summary>
    public static ScriptObject Row(AuditedStudy study, int index) => Templates.Row(
        ("anchor", DashboardParts.Anchor(study.Id, index)),
        ("name", Name(study)), ("title", study.Title is null || study.Title == study.MethodName ? null : DashboardWords.Html(study.Title, 300)),
        ("year", study.Year), ("level", DashboardWords.Html(DashboardWords.Plain(study.Level), 40)),
        ("tasks", DashboardWords.Html(string.Join(", ", study.Tasks.Take(8)), 120)),
        ("dimensionality", study.Dimensionality is { } dimensionality ? DashboardWords.Html(DashboardWords.Plain(dimensionality), 20) : null),
        ("bases", string.Join(' ', study.Answers.Select(a => DashboardWords.Kind(a.Basis)).Distinct())),
        ("grade", study.Result?.Level?.Grade), ("failed", study.Failure is not null),
        ("disagrees", study.Answers.Any(a => a.Disagreement is not null)),
        ("answers", Templates.List(study.Answers.Select(a => Templates.Row(
            ("mark", DashboardParts.Mark(a.Value)), ("rank", (int)a.Value), ("key", DashboardWords.Key(a.Question)), ("basis", DashboardWords.Basis(a.Basis)), ("disagrees", a.Disagreement is not null))))));

    /// <summary>The page of a study.</summary>
    public static ScriptObject Page(AuditedStudy study, int index) => Templates.Row(
        ("anchor", DashboardParts.Anchor(study.Id, index)),
        ("name", Name(study)), ("id", DashboardWords.Html(study.Id, 120)),
        ("title", DashboardWords.Html(study.Title ?? study.MethodName, 300)), ("year", study.Year),
        ("method", DashboardWords.Html($"{study.MethodName} ({study.Method})", 240)),
        ("papers", Templates.List(study.Papers.Take(12).Select(DashboardParts.Paper))),
        ("repository", DashboardParts.Repository(study)),
        ("facts", Facts(study)), ("answers", Templates.List(study.Answers.Select(Answer))),
        ("parts", study.Result?.SearchCode is { } code ? Parts(code) : new ScriptArray()),
        ("search", study.Result?.SearchCode is { } found ? $"{SearchWords.Verdict(found)} {DashboardWords.Html(found.Reason)}" : null),
        ("release", study.Result?.Release is { } release ? Release(release) : new ScriptArray()),
        ("findings", Templates.List((study.Result?.Findings ?? []).Take(5).Select(f => Templates.Row(("severity", Summary.Words(f)), ("text", DashboardWords.Html($"{f.Check} {f.Slug}: {f.Message}", 400)))))),
        ("failure", study.Failure is { } failure ? Failure(failure) : null));

    /// <summary>A study in the list of those whose code is not released in full.</summary>
    public static ScriptObject Withheld(AuditedStudy study, int index)
    {
        var answer = study.On(AuditQuestion.CodeRelease);
        var parts = study.Result?.SearchCode?.Components ?? [];
        return Templates.Row(
            ("anchor", DashboardParts.Anchor(study.Id, index)), ("name", Name(study)), ("year", study.Year), ("mark", DashboardParts.Mark(answer.Value)), ("basis", DashboardWords.Basis(answer.Basis)),
            ("sources", DashboardParts.Sources(answer)), ("repository", DashboardParts.Repository(study)),
            ("disagreement", answer.Disagreement is { } disagreement ? DashboardWords.Html(disagreement) : null),
            ("failure", study.Failure is { } failure ? Failure(failure) : null),
            ("missing", Templates.List(parts.Where(p => p.Status == ComponentStatus.NotFound && Counts(p)).Select(p => $"<strong>{DashboardWords.Html(SearchWords.Title(p), 60)}</strong>: {SearchWords.LookedFor(p)}"))),
            ("found", Templates.List(parts.Where(p => p.Status == ComponentStatus.Found).Select(p => $"<strong>{DashboardWords.Html(SearchWords.Title(p), 60)}</strong>: {string.Join("; ", DashboardParts.Places(p.Evidence, 1))}"))));
    }

    /// <summary>A resource in the loss is no part that a complete search must have.</summary>
    private static bool Counts(ComponentSummary part) => part.Name != "resource_term";

    private static string Name(AuditedStudy study) => DashboardWords.Html(study.MethodName.Length > 0 ? study.MethodName : study.Id, 120);

    private static ScriptObject Answer(StudyAnswer answer) => Templates.Row(
        ("title", DashboardWords.Title(answer.Question)), ("mark", DashboardParts.Mark(answer.Value)), ("basis", DashboardWords.Basis(answer.Basis)),
        ("sources", DashboardParts.Sources(answer)), ("disagreement", answer.Disagreement is { } disagreement ? DashboardWords.Html(disagreement) : null));

    private static ScriptArray Parts(SearchCodeSummary code) => Templates.List(code.Components.Select(p => Templates.Row(
        ("name", DashboardWords.Html(SearchWords.Title(p), 60)), ("status", Summary.Words(p.Status)),
        ("places", p.Evidence.Count == 0 ? SearchWords.LookedFor(p) : string.Join("<br>", DashboardParts.Places(p.Evidence, 1))))));

    private static ScriptArray Facts(AuditedStudy study)
    {
        var facts = new List<(string Name, string Text)>
        {
            ("Tasks", study.Tasks.Count == 0 ? "not known" : DashboardWords.Html(string.Join(", ", study.Tasks.Take(20)), 300)),
            ("Dimensionality", DashboardWords.Html(DashboardWords.Plain(study.Dimensionality), 40)),
            ("What is searched", DashboardWords.Html(DashboardWords.Plain(study.Level), 40)),
        };
        if (study.Result is { } result)
        {
            facts.Add(("Reporting Card", Card(result.Card)));
            if (result.Level is { } level)
                facts.Add(("Level", $"{level.Grade} of 5: {DashboardWords.Html(level.Name, 40)}"));
        }
        return Templates.List(facts.Select(f => Templates.Row(("name", f.Name), ("text", f.Text))));
    }

    private static string Card(CardSummary card)
    {
        var word = card.Status switch { CardStatus.Valid => "fits its schema", CardStatus.Invalid => "breaks its schema or a rule", CardStatus.Missing => "none found", _ => "cannot be read" };
        return word + (card.Path is { } path ? $", {DashboardParts.Code(path)}" : "") + (card.Completeness is { } c ? $", {c.Reported} of {c.Expected} keys reported" : "");
    }

    private static ScriptArray Release(ReleaseSummary release) => Templates.List(new[]
    {
        ("Code release", release.CodeRelease is { } code ? DashboardWords.Html(DashboardWords.Plain(code), 60) : "could not be told"),
        ("Licence", release.Licence is { } licence ? DashboardWords.Html(licence, 60) : "could not be told"),
        ("Environment stated", Told(release.Environment)), ("Every version pinned", Told(release.Pinned)),
        ("Archive with a DOI", Told(release.Archived)), ("Trained weights", Told(release.Weights)),
    }.Select(r => Templates.Row(("name", r.Item1), ("text", r.Item2))));

    private static string Told(bool? value) => value switch { true => "✓ yes", false => "✗ no", _ => "? could not be told" };

    private static string Failure(StudyFailure failure) => DashboardWords.Html(failure.Hint is { } hint ? $"{failure.Message} {hint}" : failure.Message, 800);
}
