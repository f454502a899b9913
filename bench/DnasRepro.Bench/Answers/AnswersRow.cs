using DnasRepro.Audits;
using DnasRepro.Bench.Detection;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.SearchCode;
using DnasRepro.Sources;
using DnasRepro.Studies;

namespace DnasRepro.Bench.Answers;

/// <summary>One labelled repository and what the audit says of it.</summary>
internal sealed record AnswersRow(Label Label, StudyResult Result)
{
    /// <summary>Reads and assesses it; null when it is not there.</summary>
    public static AnswersRow? Of(Label label, string repositories)
    {
        if (DetectionRun.Folder(Path.Combine(repositories, label.Repository.Replace('/', '+'))) is not { } folder)
            return null;
        try
        {
            using var open = RepositorySource.Read(new RepositoryAddress.GitCommit(folder, label.Commit), new SourceOptions(), CancellationToken.None);
            return new AnswersRow(label, StudyAssessor.Assess(open.Snapshot, null, null, "bench", DateOnly.MinValue));
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    public AuditAnswer Release => Result.On(AuditQuestion.CodeRelease).Computed!;

    public AuditAnswer Objective => Result.On(AuditQuestion.MultiObjective).Computed!;

    /// <summary>What the label says of the release: a complete differentiable search with retraining, without it, or none.</summary>
    public string Truth => Label is not { SearchCode: "full", Differentiable: "yes" } ? "no complete gradient search"
        : Label.Components.ContainsKey(SearchPart.RetrainEntryPoint) ? "search and retraining" : "search, no retraining";

    /// <summary>Why the release is answered so, in the words of the reason up to what differs by repository.</summary>
    public string Rule => Release.Reason switch
    {
        var r when r.StartsWith("All ", StringComparison.Ordinal) => "none found, all read",
        var r when r.StartsWith("The repository holds no code", StringComparison.Ordinal) => "no code",
        var r when r.StartsWith("As far as", StringComparison.Ordinal) => "other means",
        var r when r.StartsWith("No part", StringComparison.Ordinal) => "none found, not all read",
        var r when r.StartsWith("The search code is partly", StringComparison.Ordinal) => "partial",
        var r when r.StartsWith("The search code is complete;", StringComparison.Ordinal) => "complete with all",
        var r when r.StartsWith("The search code is complete, but", StringComparison.Ordinal) => "complete, lacks" + Lacks(r),
        _ => Result.SearchCode?.Verdict == SearchCodeVerdict.NotDetermined ? "not determined" : "undecided",
    };

    private static string Lacks(string reason) =>
        (reason.Contains("retraining", StringComparison.Ordinal) ? " retraining" : "") + (reason.Contains("evaluation", StringComparison.Ordinal) ? " evaluation" : "") + (reason.Contains("environment", StringComparison.Ordinal) ? " environment" : "");

    /// <summary>Why multi-objective search is answered so.</summary>
    public string ObjectiveRule => Objective.Reason switch
    {
        var r when r.StartsWith("Without", StringComparison.Ordinal) => "no complete gradient search",
        var r when r.StartsWith("No term", StringComparison.Ordinal) => "no term found",
        var r when r.StartsWith("A term for a resource", StringComparison.Ordinal) => "term for a count or unnamed",
        _ => "term for latency or memory",
    };
}
