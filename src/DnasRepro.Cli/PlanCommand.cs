using System.CommandLine;
using System.Globalization;
using DnasRepro.Reports;
using DnasRepro.Runs;

namespace DnasRepro.Cli;

/// <summary><c>plan [TARGET]</c>: shows what a rerun would run, split for several machines.</summary>
internal static class PlanCommand
{
    private static readonly Option<int> Shards = new("--shards") { Description = "Into how many parts the seeds are split.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Form = new("--format", "-f") { Description = "text, json (the whole plan) or github-matrix (for a job's strategy).", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };

    public static Command Create()
    {
        var command = new Command("plan", "Shows what a rerun would run, and splits it for several machines; runs nothing.") { AssessedTarget.Target, Shards, Form };
        foreach (var option in RerunOptions.All.Where(o => o != RerunOptions.ShardOption && o != RerunOptions.DryRun))
            command.Add(option);
        command.SetAction((options, cancellation) => Task.FromResult(Run(options, cancellation)));
        return command;
    }

    private static int Run(ParseResult options, CancellationToken cancellation)
    {
        var (shards, form) = (options.GetValue(Shards), options.GetValue(Form)!);
        if (shards is < 1 or > 256)
            throw new UserErrorException($"--shards is {shards}.", "Give a number from 1 to 256 (GitHub's limit for a matrix).");
        if (form is not ("text" or "json" or "github-matrix"))
            throw new UserErrorException($"--format: '{form}' is not known.", "Give text, json or github-matrix.");
        if (options.GetValue(AssessedTarget.Target) is { } target && File.Exists(target) && Path.GetExtension(target) is ".yml" or ".yaml" or ".json" or ".csv")
            throw new UserErrorException($"'{target}' is a file, and a rerun is of a repository.", "A list of studies is split with 'dotnet dnas-repro audit plan LIST'.");
        using var prepared = AssessedTarget.Prepare(options, shards > 1, cancellation);
        foreach (var line in form switch
        {
            "json" => [RunJson.Write(prepared.Plan).TrimEnd()],
            "github-matrix" => [$"{{\"include\":[{string.Join(',', Enumerable.Range(1, shards).Select(i => $"{{\"shard\":\"{i}/{shards}\"}}"))}]}}"],
            _ => Text(prepared, shards).Select(l => Escaping.Terminal(l)),
        })
            Console.Out.WriteLine(line);
        return ExitCodes.Passed;
    }

    private static IEnumerable<string> Text(RerunPreparation prepared, int shards) =>
    [
        .. RerunPreview.Of(prepared),
        .. Enumerable.Range(1, shards > 1 ? shards : 0).Select(i => new Shard(i, shards))
            .Select(shard => string.Create(CultureInfo.InvariantCulture, $"shard {shard}: {string.Join(", ", prepared.Plan.Tasks().Where(shard.Owns).Select(t => t.Name))}")),
    ];
}
