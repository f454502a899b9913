namespace DnasRepro.Studies;

/// <summary>A list of studies, as a systematic review keeps it. See schemas/study-list.schema.json.</summary>
/// <param name="Name">The file's name, without its folder.</param>
/// <param name="Sha256">The hash of the file's text in UTF-8, 64 hex digits.</param>
/// <param name="Title">What the list is, or null.</param>
/// <param name="Note">What its reader has to know first, or null; printed with every table.</param>
/// <param name="Studies">The studies, in the list's order, those excluded among them.</param>
/// <param name="Reference">The table that the figures are compared with.</param>
/// <param name="Stated">How many studies the list says that it has at each step, for the check of its sums; empty where it does not say.</param>
public sealed record StudyList(
    string Name, string Sha256, string? Title, string? Note, IReadOnlyList<Study> Studies, ReferenceTable Reference, IReadOnlyList<StatedCount> Stated)
{
    /// <summary>The studies that the list includes.</summary>
    public IEnumerable<Study> Included => Studies.Where(s => s.Screening.IsIncluded);
}

/// <summary>A count that the list states.</summary>
/// <param name="Step">identified, not_retrieved, screened, excluded_on_title, assessed, excluded_on_text, included, included_papers or included_methods.</param>
/// <param name="Count">How many.</param>
public sealed record StatedCount(string Step, int Count);

/// <summary>Figures of another collection, to compare with.</summary>
/// <param name="Name">Whose they are.</param>
/// <param name="Source">Where they are published.</param>
/// <param name="Note">What must be said wherever they are printed, or null.</param>
/// <param name="Figures">At most one for each question.</param>
public sealed record ReferenceTable(string Name, string Source, string? Note, IReadOnlyList<ReferenceFigure> Figures)
{
    /// <summary>The review's figures: percentages of 31 methods, rounded, from which the counts are inferred.</summary>
    public static readonly ReferenceTable Review = new(
        "review of DNAS for medical image segmentation, 2018-2025",
        "doi 10.1016/j.compmedimag.2026.102713",
        "3, 8, 7 and 7 of 31 are inferred from the review's rounded percentages (~10, ~26, ~23 and ~23 %).",
        [new(AuditQuestion.ExternalValidation, 3, 31), new(AuditQuestion.CodeRelease, 8, 31), new(AuditQuestion.SearchStability, 7, 31), new(AuditQuestion.MultiObjective, 7, 31)]);
}

/// <summary>How many of how many were yes.</summary>
public sealed record ReferenceFigure(AuditQuestion Question, int Yes, int Of);
