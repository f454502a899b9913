using System.CommandLine;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary><c>report RESULT</c>: writes a stored JSON report again, in any format.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Result = new("RESULT") { Description = "A report that 'check --format json' wrote." };

    public static Command Create()
    {
        var command = new Command("report", "Writes a stored JSON report again, in any format.") { Result, OutputOptions.Format, OutputOptions.Output, OutputOptions.Template, OutputOptions.ReportUrlOption };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        var outputs = OutputOptions.Read(options);
        outputs.Write(ReportJson.Read(LocalFile.ReadText(options.GetValue(Result)!, "RESULT")));
        return ExitCodes.Passed;
    }
}
