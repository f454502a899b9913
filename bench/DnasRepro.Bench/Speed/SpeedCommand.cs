using System.CommandLine;

namespace DnasRepro.Bench.Speed;

/// <summary><c>search</c>: the reference search's steps against the same in PyTorch, on this machine, in the same call.</summary>
internal static class SpeedCommand
{
    private static readonly Option<FileInfo> Python = new("--python") { Description = "The interpreter that has PyTorch.", HelpName = "FILE", DefaultValueFactory = _ => new FileInfo("/usr/bin/python3") };
    private static readonly Option<FileInfo> Baseline = new("--baseline") { Description = "The script in PyTorch.", HelpName = "FILE", DefaultValueFactory = _ => new FileInfo("bench/pytorch/unet_darts_baseline.py") };
    private static readonly Option<int[]> Nodes = new("--nodes") { Description = "Nodes of a cell.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [2, 4] };
    private static readonly Option<int[]> Threads = new("--threads") { Description = "Threads of both sides.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 2] };
    private static readonly Option<int[]> Orders = new("--orders") { Description = "First order, second order.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 2] };
    private static readonly Option<int> Pairs = new("--pairs") { Description = "How many runs of each side.", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> Steps = new("--steps") { Description = "Timed steps of a run.", DefaultValueFactory = _ => 30 };
    private static readonly Option<int> Warmup = new("--warmup") { Description = "Untimed steps before them.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "Searches for --jobs.", DefaultValueFactory = _ => 4 };
    private static readonly Option<bool> Jobs = new("--jobs") { Description = "Instead: several searches, two at a time against one after another." };
    private static readonly Option<bool> Cost = new("--cost") { Description = "Instead: the cost against nodes, channels and pixels." };
    private static readonly Option<bool> Busy = new("--busy") { Description = "Measure although other programs use the machine." };
    private static readonly Option<FileInfo?> Output = new("--output") { Description = "Write the sections there too; others that the file has stay.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("search", "How fast is the reference search, against PyTorch at the same work?")
        {
            Python, Baseline, Nodes, Threads, Orders, Pairs, Steps, Warmup, Seeds, Jobs, Cost, Busy, Output,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult parsed)
    {
        var sides = SidesOf(parsed);
        RefuseWhenBusy(parsed.GetValue(Busy));
        var sections = Sections(parsed, sides).ToList();
        foreach (var (title, body) in sections)
            Console.Out.Write($"## {title}\n\n{body}\n");
        if (parsed.GetValue(Output) is { } file)
            File.WriteAllText(file.FullName, ResultFile.With(file.Exists ? File.ReadAllText(file.FullName) : null, sections));
    }

    private static IEnumerable<(string Title, string Body)> Sections(ParseResult parsed, Sides sides)
    {
        var start = new StepSetting(2, 8, 64, 8, 1, 1, parsed.GetValue(Warmup), parsed.GetValue(Steps));
        var sizes = parsed.GetRequiredValue(Nodes).SelectMany(n => parsed.GetRequiredValue(Orders).Select(o => start with { Nodes = n, Order = o })).ToList();
        if (!parsed.GetValue(Jobs) && !parsed.GetValue(Cost))
            yield return (StepTable.Title, StepsOf(parsed, sides, sizes));
        if (parsed.GetValue(Jobs))
            yield return (JobsTable.Title, JobsTable.Measure(sizes, parsed.GetValue(Seeds), parsed.GetValue(Pairs)));
        if (parsed.GetValue(Cost))
            yield return (CostTable.Title, CostOf(parsed, sides, start));
    }

    private static string StepsOf(ParseResult parsed, Sides sides, IReadOnlyList<StepSetting> sizes)
    {
        var (versions, load) = (Versions.Of(sides.Python), MachineTime.LoadAverage());
        var rows = new List<StepComparison>();
        foreach (var setting in sizes.SelectMany(s => parsed.GetRequiredValue(Threads).Select(t => s with { Threads = t })))
        {
            Console.Error.WriteLine($"{setting.Nodes} nodes, order {setting.Order}, threads: {setting.Threads}");
            rows.Add(StepComparison.Of(setting, sides, parsed.GetValue(Pairs)));
        }
        return StepTable.Write(rows, versions, load);
    }

    private static string CostOf(ParseResult parsed, Sides sides, StepSetting start)
    {
        var rows = CostRow.Measure(start, sides, Console.Error.WriteLine);
        if (parsed.GetValue(Output) is not { } file)
            return CostTable.Write(rows, null);
        var picture = Path.ChangeExtension(file.FullName, null) + "-cost.svg";
        File.WriteAllText(picture, CostPlot.Write(rows, start));
        return CostTable.Write(rows, Path.GetFileName(picture));
    }

    private static Sides SidesOf(ParseResult parsed)
    {
        var baseline = parsed.GetRequiredValue(Baseline);
        return baseline.Exists
            ? new Sides(parsed.GetRequiredValue(Python).FullName, baseline.FullName)
            : throw new UserErrorException($"There is no '{baseline}'.", "Run this from the repository's root, or name the script by --baseline.", ExitCodes.WrongUsage);
    }

    private static void RefuseWhenBusy(bool isAllowed)
    {
        var others = MachineTime.Others();
        if (others <= MachineTime.Disturbing)
            return;
        var message = $"Other programs use {StepTable.Percent(others)} of the machine; load average {MachineTime.LoadAverage()}.";
        if (!isAllowed)
            throw new UserErrorException(message, "Wait until it is quiet, or measure all the same with --busy; the tables then say so.", ExitCodes.NotAttempted);
        Console.Error.WriteLine($"warning: {message}");
    }
}
