using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Schemas;

namespace DnasRepro;

/// <summary>
/// What may be taken from a report that a pull request's own job made: its rerun, shown as not verified, and nothing else. Card, search code and
/// level are read anew from git, since whoever opens a pull request decides what its job writes.
/// </summary>
/// <param name="Stability">The rerun; null when there is none to be shown.</param>
/// <param name="Reason">Why not, in one sentence; null when there is one, and when nothing was rerun.</param>
public sealed record ArtifactRerun(StabilitySummary? Stability, string? Reason)
{
    /// <summary>Judges such a report.</summary>
    /// <param name="json">The report.</param>
    /// <param name="headCommit">The pull request's head, which the report has to be of.</param>
    /// <param name="card">The path of the head's card, whose search the rerun has to be of; null when it has none.</param>
    public static ArtifactRerun Of(string json, string headCommit, string? card)
    {
        var reading = JsonReader.Read(json, RepoPath.Parse("report.json"));
        if (reading.Root is null)
            return None($"the report is no JSON: {reading.Problems[0].Message}");
        if (new SchemaWalker(JsonSchema.Load("report.schema.json")).Validate(reading.Root) is { Count: > 0 } problems)
            return None($"the report does not fit its schema at line {problems[0].Location.StartLine}: {problems[0].Field}");
        try
        {
            var report = ReportJson.Read(json);
            return report.Target.Commit != headCommit ? None($"the report is of another commit than {headCommit[..12]}")
                : report.Card.Path != card ? None("the report is about another card")
                : report.Target.Dirty ? None("the report is of a working tree that differs from its commit")
                : new ArtifactRerun(report.Stability, null);
        }
        catch (UserErrorException error)
        {
            return None(error.Message);
        }
    }

    private static ArtifactRerun None(string reason) => new(null, reason);
}
