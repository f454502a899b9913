using System.CommandLine;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary><c>report RESULT</c>: writes a stored report or comparison again, in any format.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Result = new("RESULT") { Description = "A JSON file that 'check', 'rerun' or 'compare' wrote." };

    public static Command Create()
    {
        var command = new Command("report", "Writes a stored JSON report or comparison again, in any format.") { Result, OutputOptions.Format, OutputOptions.Output, OutputOptions.Template };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        var outputs = OutputOptions.Read(options);
        switch (StoredResult.Read(LocalFile.ReadText(options.GetValue(Result)!, "RESULT")))
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
}
