using System.CommandLine;
using DnasRepro.AuditRuns;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary>Does the work of <c>audit</c>: on all of a list, or on a part.</summary>
internal static class AuditWork
{
    /// <summary>Assesses the studies, and tells on stderr how it goes.</summary>
    /// <param name="studies">The studies that are assessed, by id.</param>
    /// <exception cref="UserErrorException">The user gave up (exit code 130), or results cannot be kept.</exception>
    public static AuditRunResult Run(ParseResult options, ListFile file, IEnumerable<PlannedStudy> studies, CancellationToken cancellation)
    {
        var runOptions = AuditOptions.Run(options);
        var sources = RepositoryAssessment.Sources(options.GetValue(AuditOptions.Cache), null) with { TimeLimit = runOptions.TimeLimit, CloneBudget = AuditOptions.Clones(options) };
        var kept = new KeptResults(Path.Combine(sources.Cache(), "audits"));
        var listed = new ListedStudies(file, sources);
        var byId = file.List.Studies.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var works = studies.Select(s => listed.Work(byId[s.Id])).ToList();
        SayHosts(works);
        var stored = 0;
        try
        {
            var result = AuditProgress.While(works.Count, tell => new AuditSession(kept, runOptions, what => { stored += IsStored(what); tell(what); }).Run(works, cancellation));
            Console.Error.WriteLine(Summary(result));
            return result;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new UserErrorException("Interrupted.", $"{Counted(stored, "result is", "results are")} kept in {kept.Folder}; the same command goes on there.", ExitCodes.Interrupted);
        }
    }

    private static int IsStored(AuditEvent what) => what is AuditEvent.Finished { Outcome.Result: not null } ? 1 : 0;

    /// <summary>Before the first request, the user reads whom it goes to.</summary>
    private static void SayHosts(IReadOnlyList<StudyWork> works)
    {
        var hosts = works.Select(w => w.Host).OfType<string>().CountBy(h => h, StringComparer.OrdinalIgnoreCase).OrderBy(h => h.Key, StringComparer.Ordinal).ToList();
        if (hosts.Count > 0)
            Console.Error.WriteLine(Escaping.Terminal($"Repositories that are not here are fetched from {string.Join(", ", hosts.Select(h => $"{h.Key} ({h.Value})"))}."));
    }

    private static string Summary(AuditRunResult result)
    {
        var failed = result.Outcomes.Count(o => o.Failure is not null);
        return $"{Counted(result.Outcomes.Count, "study", "studies")}: {result.Assessed - failed} assessed, {result.Kept} from earlier, {failed} could not be assessed{(failed == 0 ? "." : "; the report names them.")}";
    }

    private static string Counted(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
