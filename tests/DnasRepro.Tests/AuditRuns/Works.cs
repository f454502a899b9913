using DnasRepro.Audits;
using DnasRepro.AuditRuns;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.Tests.AuditRuns;

/// <summary>Studies and work on them, made by hand.</summary>
internal static class Works
{
    public static readonly StudyInputs Inputs = new(
        StudyInputs.CurrentForm, "1.0", "0.1.0+abc", "lab/study@main", new string('a', 40), "https://github.com/lab/study", "", false, "content", "folder", "card.yml", "cardhash");

    public static Study Study(string id, string? target = "lab/study", string? card = null) => new(
        id, null, null, null, 2024, [], [], null, null, target is null ? null : new StudyRepository(target, null), card, Screening.Included, [],
        new SourceLocation(RepoPath.Parse("list.yml"), 1, 1, 1, 1));

    /// <summary>A result that differs from others by its repository's name.</summary>
    public static StudyResult Result(string name) => new(
        new RepositoryRead(name, new string('b', 40), null, null, false),
        new CardSummary(CardStatus.Missing, null, null, "core", null),
        null, new LevelSummary(0, "none", null), null, new ReleaseSummary("none", "none", false, null, null, null),
        [.. Enum.GetValues<AuditQuestion>().Select(q => new QuestionResult(q, null, new AuditAnswer(AuditValue.Unclear, $"\u202e {name} \"<&", [new ReportEvidence("a.py", 1, 1, 1, "x", null, null)])))],
        [new SearchFile("a.py", "0123456789abcdef", 12)], []);

    /// <summary>Work that finds a result named like the study.</summary>
    public static StudyWork Of(string id, Func<StudyResult>? assess = null, bool isKnown = false, string? host = null, Action? closed = null)
    {
        var inputs = Inputs with { Repository = id };
        return new StudyWork(Study(id), host, () => isKnown ? inputs : null, _ => new OpenedStudy(inputs, assess ?? (() => Result(id)), () => true, closed ?? (() => { })));
    }

    public static StudyList List(params Study[] studies) => new("list.yml", new string('1', 64), null, null, studies, ReferenceTable.Review, []);
}
