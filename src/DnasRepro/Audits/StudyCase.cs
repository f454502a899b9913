using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>A study of the list beside what was found on it. What the list does not say is taken from the card.</summary>
internal sealed record StudyCase(Study Study, StudyResult? Result, StudyFailure? Failure)
{
    private static readonly string[] Counted = ["primary", "extension"];

    public string Id => Study.Id;

    /// <summary>True when there was something to assess, whether or not that has been done.</summary>
    public bool CanBeAssessed => Study.Repository is not null || Study.Card is not null;

    /// <summary>The method that list or card name, or null.</summary>
    public string? NamedMethod => Study.Method ?? Result?.Identity?.MethodId;

    public string? NamedMethodName => Study.MethodName ?? Result?.Identity?.MethodName;

    public IReadOnlyList<Paper> Papers => Study.Papers.Count > 0 ? Study.Papers : Result?.Identity?.Papers ?? [];

    /// <summary>The papers that are counted: one for a study that names none.</summary>
    public IReadOnlyList<Paper> CountedPapers => Papers.Count > 0
        ? [.. Papers.Where(p => Counted.Contains(p.Role))]
        : [new Paper(Study.Title ?? Study.Id, null, null, Study.Year, Counted[0])];

    public int? Year => Study.Year ?? CountedPapers.Min(p => p.Year) ?? Papers.Min(p => p.Year);

    public string? Dimensionality => Study.Dimensionality ?? Result?.Identity?.Dimensionality;

    public string? Level => Study.Level ?? Result?.Identity?.Level;

    /// <summary>Why the card puts an included study out of scope; null when it does not.</summary>
    public ExcludedStudy? OutOfScope => Study.Screening.IsIncluded && Result?.Identity is { InScope: false } card
        ? new ExcludedStudy(Id, Name, ScreeningStage.FullText, card.OutOfScopeReason ?? "out_of_scope", "Its Reporting Card says that it is not in scope.")
        : null;

    /// <summary>What people call it.</summary>
    public string Name => Study.Title ?? NamedMethodName ?? Id;
}
