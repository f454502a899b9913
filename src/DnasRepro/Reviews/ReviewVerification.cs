using DnasRepro.Reports;
using DnasRepro.Snapshots;

namespace DnasRepro.Reviews;

/// <summary>Whether a reviewer's folder is as it was made and agrees with itself. Needs nothing but the folder. See docs/review.md for what that proves.</summary>
public static class ReviewVerification
{
    /// <summary>Verifies a folder.</summary>
    /// <param name="folder">The folder as it lies there, nothing followed.</param>
    /// <param name="version">The version of this tool.</param>
    /// <exception cref="UserErrorException">It is no reviewer's folder.</exception>
    public static ReviewVerdict Of(RepositorySnapshot folder, string version)
    {
        var stored = StoredFolder.Open(folder);
        var problems = new List<ReviewProblem>(stored.Differences(folder));
        var report = Report(stored, problems);
        var notes = new List<string>();
        var open = new List<string>();
        if (report is not null)
        {
            var agreement = new ReviewAgreement(stored, report, report.Tool.Version == version && report.Tool.RuleSet == Checks.CheckCatalog.RuleSet);
            problems.AddRange(agreement.Problems());
            open.AddRange(agreement.NotCompared);
            notes.AddRange(agreement.Notes);
            if (report.Tool.Version != version)
                notes.Add($"The folder was made by version {report.Tool.Version}, this is {version}.");
            if (new Summary(report).Unpinned is { } unpinned)
                notes.Add(unpinned);
        }
        return new ReviewVerdict(
            stored.ManifestSha256, stored.Manifest.Entries.Count, report?.Tool.Version, report?.Target.Commit,
            report is null ? null : $"level {report.Level.Grade}: {report.Level.Name}",
            [.. problems.DistinctBy(p => (p.File, p.Fault)).OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Fault)], open, notes);
    }

    private static Report? Report(StoredFolder stored, List<ReviewProblem> problems)
    {
        try
        {
            if (stored.Text(ReportFormat.Json.FileName) is { } json)
                return ReportJson.Read(json);
            problems.Add(new ReviewProblem(ReportFormat.Json.FileName, ReviewFault.Refused, "it cannot be read."));
        }
        catch (UserErrorException error)
        {
            problems.Add(new ReviewProblem(ReportFormat.Json.FileName, ReviewFault.Refused, error.Message));
        }
        return null;
    }
}
