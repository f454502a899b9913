using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>The figures as one kind of source alone gives them.</summary>
internal static class Bases
{
    private static readonly (string Key, Func<StudyAnswer, AuditValue?> Value)[] Kinds =
    [
        ("reader", a => a.Reader?.Value),
        ("computed", a => a.Computed?.Value),
        ("declared", a => a.Declared?.Value),
    ];

    /// <summary>The figures over methods; a method counts where the source answered the question for one of its studies at least.</summary>
    public static IReadOnlyList<FigureGroup> Of(IReadOnlyList<AuditedStudy> studies, ReferenceTable reference)
    {
        var methods = studies.GroupBy(s => s.Method, StringComparer.Ordinal).ToList();
        return [.. Kinds.Select(source => new FigureGroup("basis", source.Key, [.. AuditWords.Questions.Select(q => Figures.Of(
            q,
            methods.Select(m => m.Select(s => source.Value(s.On(q))).OfType<AuditValue>().ToList()).Where(v => v.Count > 0).Select(MergedAnswer.Of),
            reference.Figures.FirstOrDefault(f => f.Question == q)))]))];
    }
}
