using System.CommandLine;

namespace DnasRepro.Cli;

/// <summary><c>rerun [TARGET]</c>: runs a short search over several seeds and writes the report with its stability section.</summary>
internal static class RerunCommand
{
    public static Command Create()
    {
        var command = new Command("rerun", "Runs a short search over several seeds, isolated, and says whether it is stable. Finished runs are kept: the same command goes on where it was.");
        foreach (var option in RerunOptions.All)
            command.Add(option);
        AssessedTarget.AddTo(command);
        command.SetAction((options, cancellation) => Task.FromResult(AssessedTarget.Run(options, opened => RerunWork.Run(options, opened, cancellation), cancellation)));
        return command;
    }
}
