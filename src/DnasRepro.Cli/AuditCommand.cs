using System.CommandLine;
using System.Diagnostics;
using DnasRepro.AuditRuns;
using DnasRepro.Audits;
using DnasRepro.Checks;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary><c>audit LIST</c>: assesses the studies of a list and writes their table.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var command = new Command("audit", "Assesses a list of studies, as a systematic review does: four questions, their figures, and the evidence.") { AuditOptions.List };
        foreach (var option in (Option[])[
            AuditOutputs.Format, AuditOutputs.Output, AuditOptions.Jobs, AuditOptions.Cache, AuditOptions.Fresh, AuditOptions.CloneBudget, AuditOptions.TimeLimit,
            AuditOptions.NoGenerated, AuditOptions.ShardOption, AuditOptions.AllowFailures])
            command.Add(option);
        command.Add(AuditInitCommand.Create());
        command.Add(AuditPlanCommand.Create());
        command.Add(AuditMergeCommand.Create());
        command.SetAction((options, cancellation) => Task.FromResult(Run(options, cancellation)));
        return command;
    }

    /// <summary>What made an audit.</summary>
    public static ToolSummary Tool => new("dnas-repro", ToolVersion.Text, CheckCatalog.RuleSet);

    /// <summary>Failures that the user allows are in the report, but not in the exit code.</summary>
    public static Audit Allowing(Audit audit, bool areAllowed)
    {
        if (!areAllowed || !audit.Studies.Any(s => s.Failure is not null) || audit.ExitCode is not (ExitCodes.NotAttempted or ExitCodes.OurFault))
            return audit;
        return audit.Remarks.Any(r => r.Kind == "sum")
            ? audit with { ExitCode = ExitCodes.Findings, ExitMeaning = "the list's sums differ from its studies" }
            : audit with { ExitCode = ExitCodes.Passed, ExitMeaning = ExitCodes.Meaning(ExitCodes.Passed) };
    }

    private static int Run(ParseResult options, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var outputs = AuditOutputs.Read(options);
        var shard = AuditOptions.Shard(options);
        if (shard is not null && (outputs.Path is null || options.GetResult(AuditOutputs.Format) is { Implicit: false }))
            throw new UserErrorException("--shard writes a part of the work to a file, in a form of its own.", "Name the file with --output, and leave out --format; 'audit merge' writes the formats.");
        var file = ListFile.Read(options.GetValue(AuditOptions.List)!);
        var plan = file.Plan();
        if (shard is not null)
            return Part(options, file, plan, shard, outputs.Path!, cancellation);
        var result = AuditWork.Run(options, file, plan.Studies, cancellation);
        var measured = options.GetValue(AuditOptions.NoGenerated) ? null : Measured(watch.Elapsed, result);
        var audit = Allowing(AuditBuilder.Build(file.List, result.Outcomes, Tool, measured), options.GetValue(AuditOptions.AllowFailures));
        outputs.Write(audit);
        return audit.ExitCode;
    }

    private static int Part(ParseResult options, ListFile file, AuditPlan plan, AuditShard shard, string path, CancellationToken cancellation)
    {
        var result = AuditWork.Run(options, file, plan.Of(shard), cancellation);
        WholeFile.Write(path, AuditPart.Done(plan, shard, result.Outcomes).Write(), "--output");
        Console.Error.WriteLine(Escaping.Terminal($"part {shard} is done: wrote {path}; join all parts with 'dotnet dnas-repro audit merge LIST PART…'"));
        return ExitCodes.Passed;
    }

    private static AuditMeasured Measured(TimeSpan elapsed, AuditRunResult result)
    {
        using var process = Process.GetCurrentProcess();
        return new AuditMeasured(
            DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), Math.Round(elapsed.TotalSeconds, 3), result.Assessed, result.Kept, (int)(process.PeakWorkingSet64 / 1_000_000));
    }
}
