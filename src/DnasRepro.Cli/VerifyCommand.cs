using System.CommandLine;
using DnasRepro.Reviews;
using DnasRepro.Sources;

namespace DnasRepro.Cli;

/// <summary><c>verify DIR</c>: whether a reviewer's folder is as it was made and agrees with itself.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "A folder that 'check TARGET --profile journal --output DIR/' made." };
    private static readonly Option<string?> Form = new("--format", "-f") { Description = "text or json. [default: text]", HelpName = "text|json" };

    static VerifyCommand() => OutputOptions.RestrictValues(Form, "text", "json");

    public static Command Create()
    {
        var command = new Command("verify", "Verifies a reviewer's folder: its manifest, and that its pages say what its JSON report says. Needs no network.") { Folder, Form };
        command.SetAction((options, cancellation) => Task.FromResult(Run(options, cancellation)));
        return command;
    }

    private static int Run(ParseResult options, CancellationToken cancellation)
    {
        var verdict = ReviewVerification.Of(PlainFolder.Read(options.GetValue(Folder)!, cancellation), ToolVersion.Text);
        Console.Out.Write(options.GetValue(Form) == "json" ? ReviewVerdictText.Json(verdict) : ReviewVerdictText.Text(verdict));
        return verdict.ExitCode;
    }
}
