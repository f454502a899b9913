using System.CommandLine;

namespace DnasRepro.Bench.Stability;

/// <summary><c>stability</c>: how often the stability verdict is wrong, on made-up searches of known recovery.</summary>
internal static class StabilityCommand
{
    private const ulong Seed = 20_261_124;

    private static readonly Option<int> Audits = new("--audits") { Description = "How many audits of ten searches each scenario gets.", DefaultValueFactory = _ => 2000 };
    private static readonly Option<int> Instances = new("--instances") { Description = "How many searches of each family in each space.", DefaultValueFactory = _ => 2 };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Write the tables there too.", HelpName = "FILE" };
    private static readonly Option<FileInfo?> Csv = new("--csv") { Description = "Write a line for each scenario.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("stability", "How often is the stability verdict wrong?") { Audits, Instances, Out, Csv };
        command.SetAction(parsed => Run(parsed.GetValue(Audits), parsed.GetValue(Instances), parsed.GetValue(Out), parsed.GetValue(Csv)));
        return command;
    }

    private static void Run(int audits, int instances, FileInfo? to, FileInfo? csv)
    {
        var scenarios = Scenario.All(instances);
        var results = new ScenarioResult?[scenarios.Count];
        var done = 0;
        Parallel.For(0, scenarios.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            results[i] = scenarios[i].Simulate(audits, Seed);
            if (Interlocked.Increment(ref done) % 100 == 0)
                Console.Error.WriteLine($"{done} of {scenarios.Count} scenarios");
        });
        var reached = results.OfType<ScenarioResult>().ToList();
        var text = StabilityTables.Write(reached, audits, instances, Seed);
        Console.Out.Write(text);
        if (to is not null)
            File.WriteAllText(to.FullName, text);
        if (csv is not null)
            File.WriteAllText(csv.FullName, StabilityTables.Csv(reached));
    }
}
