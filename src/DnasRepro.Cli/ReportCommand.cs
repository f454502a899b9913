using System.CommandLine;
using DnasRepro.AuditReports;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary><c>report RESULT</c>: writes a stored report, comparison or audit again, in any format.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Result = new("RESULT") { Description = "A JSON file that 'check', 'rerun', 'compare' or 'audit' wrote." };

    public static Command Create()
    {
        var command = new Command("report", "Writes a stored JSON report, comparison or audit again, in any format.") { Result, OutputOptions.Format, OutputOptions.Output, OutputOptions.Template, OutputOptions.ReportUrlOption };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        var stored = LocalFile.ReadText(options.GetValue(Result)!, "RESULT");
        if (AuditJson.IsAudit(stored))
            return Again(options, stored);
        var outputs = OutputOptions.Read(options);
        switch (StoredResult.Read(stored))
        {
            case StoredResult.OfReport { Report: var report }:
                outputs.Write(report);
                break;
            case StoredResult.OfComparison { Comparison: var comparison }:
                outputs.Write(comparison);
                break;
        }
        return ExitCodes.Passed;
    }

    private static int Again(ParseResult options, string audit)
    {
        if (new Option[] { OutputOptions.Template, OutputOptions.ReportUrlOption }.FirstOrDefault(o => options.GetResult(o) is { Implicit: false }) is { } other)
            throw new UserErrorException($"{other.Name} is not for audits.", "Leave it out.");
        AuditOutputs.Of(options.GetValue(OutputOptions.Format)!, OutputOptions.PathOf(options)).Write(AuditJson.Read(audit));
        return ExitCodes.Passed;
    }
}
