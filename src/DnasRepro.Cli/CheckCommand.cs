using System.CommandLine;
using DnasRepro.Runs;

namespace DnasRepro.Cli;

/// <summary><c>check [TARGET]</c>: reads a repository and writes its report; runs its search only when asked.</summary>
internal static class CheckCommand
{
    private static readonly Option<bool> Rerun = new("--rerun") { Description = "Also run a short search over several seeds, isolated; 'rerun --help' lists all options of it." };
    private static readonly Option<string?> RerunResult = new("--rerun-result") { Description = "Also report the rerun that a result file or a --state folder holds.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("check", "Checks a repository: card, code, consistency; writes the report.") { Rerun, RerunResult };
        AssessedTarget.AddTo(command);
        foreach (var option in RerunOptions.All)
            command.Add(option);
        command.SetAction((options, cancellation) => Task.FromResult(Run(options, cancellation)));
        return command;
    }

    private static int Run(ParseResult options, CancellationToken cancellation)
    {
        var result = options.GetValue(RerunResult);
        if (options.GetValue(Rerun) && result is not null)
            throw new UserErrorException("--rerun and --rerun-result are both given.", "Leave one of them out.");
        if (!options.GetValue(Rerun) && RerunOptions.All.FirstOrDefault(o => options.GetResult(o) is { Implicit: false }) is { } alone)
            throw new UserErrorException($"{alone.Name} belongs to a rerun, and none is asked for.", "Add --rerun.");
        return AssessedTarget.Run(
            options,
            opened => options.GetValue(Rerun) ? RerunWork.Run(options, opened, cancellation) : (result is null ? null : Stored(result, opened), null),
            cancellation);
    }

    /// <summary>A stored result, when it is of the code that is checked: a verdict about other code would be a wrong one.</summary>
    private static RerunBundle Stored(string path, AssessedTarget.Opened opened)
    {
        var bundle = RunStore.ReadBundle(path);
        return bundle.Plan.Code == ContentHash.OfCode(opened.Snapshot) ? bundle : throw new UserErrorException(
            $"'{path}' is the rerun of other code: '{bundle.Plan.Target}'{(bundle.Plan.Commit is { } commit ? $" at {commit[..Math.Min(12, commit.Length)]}" : "")}, whose code and settings are not those of '{opened.Snapshot.Name}'.",
            "Check the very state of the repository that was rerun, or rerun this one.");
    }
}
