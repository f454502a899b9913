using System.CommandLine;
using DnasRepro;
using DnasRepro.Bench.Answers;
using DnasRepro.Bench.Detection;
using DnasRepro.Bench.Speed;
using DnasRepro.Bench.Stability;
using DnasRepro.Bench.Works;

var root = new RootCommand("Measures dnas-repro against labelled repositories, made-up searches and PyTorch.")
{
    DetectionCommand.Create(), AnswersCommand.Create(), StabilityCommand.Create(), SpeedCommand.Create(), StepCommand.Create(), WorksCommand.Create(),
};
try
{
    var parsed = root.Parse(args);
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (UserErrorException error)
{
    Console.Error.WriteLine($"error: {error.Message}");
    Console.Error.WriteLine($"help: {error.Hint}");
    return error.ExitCode;
}
