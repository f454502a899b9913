namespace DnasRepro.Studies;

/// <summary>The four questions of the review on differentiable architecture search for medical image segmentation (doi 10.1016/j.compmedimag.2026.102713).</summary>
public enum AuditQuestion
{
    /// <summary>A1: the found network, its weights fixed, was tested on data of another site.</summary>
    ExternalValidation,

    /// <summary>A2: the code is released in full: the search, retraining and evaluation.</summary>
    CodeRelease,

    /// <summary>A3: the stability of the search was looked at substantively.</summary>
    SearchStability,

    /// <summary>A4: latency or memory is in the loss of the search or constrains it.</summary>
    MultiObjective,
}

/// <summary>An answer to one of the questions. A card's sentinels keep their meaning: see docs/reporting-card.md.</summary>
public enum AuditValue
{
    Yes,

    /// <summary>A source says that it was not done.</summary>
    No,

    /// <summary>The sources that should say it were read in full and are silent; counts as no, printed as "no*".</summary>
    NotReported,

    /// <summary>What could be read does not decide it.</summary>
    Unclear,

    /// <summary>The question has no meaning here; not in the denominator.</summary>
    NotApplicable,
}
