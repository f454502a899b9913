using DnasRepro.Findings;

namespace DnasRepro.Configuration;

/// <summary>Applies suppressions to findings, and reports those that have expired or that no finding needs.</summary>
public static class Suppressions
{
    private const string Own = "this project: exceptions have to age visibly";

    /// <summary>A suppression that no finding needs.</summary>
    public static readonly CheckInfo Unused = new("DNAS4101", "suppression-unused", "A suppression that no finding needs", Severity.Warning, Own);

    /// <summary>A suppression after its last day.</summary>
    public static readonly CheckInfo Expired = new("DNAS4102", "suppression-expired", "A suppression after its last day", Severity.Warning, Own);

    /// <summary>A repository's own settings that were not applied.</summary>
    public static readonly CheckInfo NotApplied = new("DNAS4103", "own-settings-not-applied", "The repository's own settings were not applied", Severity.Info, "this project: a reviewed repository does not choose its own measure");

    /// <summary>A suppression that names no check.</summary>
    public static readonly CheckInfo UnknownCheck = new("DNAS4104", "suppression-of-unknown-check", "A suppression names no check", Severity.Warning, Own);

    /// <summary>The checks that this class answers, each with why it matters and what to do.</summary>
    public static readonly IReadOnlyList<(CheckInfo Info, string Why, string Remedy)> Checks =
    [
        (Unused, "A suppression that outlives its finding will hide the next one of its kind.", "Remove it from the settings."),
        (Expired, "Its last day was chosen so that somebody would look again; its findings count again.", "Mend the finding, or renew the suppression with a new reason."),
        (NotApplied, "For remote targets, commits and the journal profile the repository's own .dnas-repro.yml is shown and not applied: a repository under review does not choose its own measure.", "Nothing need be done; --trust-config applies it, --config names settings of the caller's own."),
        (UnknownCheck, "A misspelt check suppresses nothing, while its author believes that it does.", "Name a check by its id or slug."),
    ];

    /// <summary>For each finding the suppression that holds for it, or null; and what is to be said of the suppressions themselves.</summary>
    public static (IReadOnlyList<Suppression?> Holding, IReadOnlyList<Finding> About) Apply(
        IReadOnlyList<Finding> findings, IReadOnlyList<Suppression> suppressions, IReadOnlySet<string> knownChecks, DateOnly today)
    {
        var violations = findings.Where(f => f.Outcome == Outcome.Violated).ToList();
        var about = suppressions.Select(s => About(s, violations, knownChecks, today)).OfType<Finding>().ToList();
        var holding = findings.Select(f => f.Outcome == Outcome.Violated ? suppressions.FirstOrDefault(s => s.Covers(f) && !s.HasExpired(today)) : null).ToList();
        return (holding, about);
    }

    private static Finding? About(Suppression suppression, List<Finding> violations, IReadOnlySet<string> knownChecks, DateOnly today)
    {
        if (!knownChecks.Contains(suppression.Check.ToLowerInvariant()))
            return Finding.Violated(UnknownCheck, $"There is no check '{suppression.Check}'.", "Name a check by its id or slug; 'dotnet dnas-repro explain' lists them.", suppression.Evidence);
        var covered = violations.Count(suppression.Covers);
        if (covered == 0)
            return Finding.Violated(Unused, $"No finding of '{suppression.Check}' needs this suppression.", "Remove it.", suppression.Evidence);
        return suppression.HasExpired(today)
            ? Finding.Violated(Expired, $"The suppression of '{suppression.Check}' held until {suppression.Expires:yyyy-MM-dd}; {covered} finding(s) count again.", "Mend the finding, or renew the suppression with a new reason.", suppression.Evidence)
            : null;
    }
}
