using System.CommandLine;
using DnasRepro;
using DnasRepro.Cli;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C lets the work end cleanly; a second one ends the process as usual.
    pressed.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
};

var root = new RootCommand("Tells whether the research behind a repository on differentiable neural architecture search can be reproduced.")
{
    CheckCommand.Create(),
    CommentCommand.Create(),
    RerunCommand.Create(),
    PlanCommand.Create(),
    MergeCommand.Create(),
    SearchCommand.Create(),
    ProfileCommand.Create(),
    AuditCommand.Create(),
    CompareCommand.Create(),
    ReportCommand.Create(),
    VerifyCommand.Create(),
    ExplainCommand.Create(),
    SchemaCommand.Create(),
    CompletionCommand.Create(),
};
CommandLineWords.Set(root);
root.SetAction(_ => Failure.Print("No command was given.", "Try 'dotnet dnas-repro check' in a repository, or --help.", ExitCodes.WrongUsage));
try
{
    var parsed = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false });
    if (parsed.Errors.Count > 0)
        return Failure.Print(parsed.Errors[0].Message, "See 'dotnet dnas-repro --help', or the command's own --help.", ExitCodes.WrongUsage);
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interrupted.Token);
}
catch (UserErrorException error)
{
    return Failure.Print(error.Message, error.Hint, error.ExitCode);
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return Failure.Print("Interrupted.", "Nothing was written.", ExitCodes.Interrupted);
}
catch (Exception error) when (Environment.GetEnvironmentVariable("DNAS_REPRO_DEBUG") is null)
{
    return Failure.Print(
        $"This is a fault of dnas-repro: {error.GetType().Name}: {error.Message}",
        $"Please report it at {ProjectLinks.Repository}/issues with the command; DNAS_REPRO_DEBUG=1 shows where it happened.",
        ExitCodes.OurFault);
}
