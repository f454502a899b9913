using System.CommandLine;
using System.Globalization;
using DnasRepro.Runs;

namespace DnasRepro.Cli;

/// <summary>The options that say how a rerun goes; shared by <c>rerun</c>, <c>plan</c> and <c>check --rerun</c>.</summary>
internal static class RerunOptions
{
    public static readonly Option<string?> Engine = new("--engine")
    {
        Description = "Whose search runs: repository (its own, isolated) or reference (the built-in one, a proxy for what the card declares; nothing of the repository is executed). [default: repository]",
        HelpName = "repository|reference",
    };

    public static readonly Option<string?> SearchSettings = new("--search-settings") { Description = "Settings of the reference search instead of those that the card declares, as 'search --config' takes them.", HelpName = "FILE" };

    public static readonly Option<string[]> Recipes = new("--recipe")
    {
        Description = "A recipe file, or the id or purpose of a recipe of the card (search, smoke, retrain, evaluate), or 'all'; may be repeated. [default: search]",
        HelpName = "FILE|ID",
        DefaultValueFactory = _ => [],
    };

    public static readonly Option<string?> Command = new("--command") { Description = "The search command instead of a recipe, with {seed} and {out}.", HelpName = "TEXT" };
    public static readonly Option<string?> WorkingDirectory = new("--workdir") { Description = "The folder of the repository in which --command starts.", HelpName = "FOLDER" };
    public static readonly Option<string?> SeedOption = new("--seed-option") { Description = "The option by which --command gets its seed, when it has no {seed}.", HelpName = "NAME" };
    public static readonly Option<string[]> Results = new("--result") { Description = "Where --command leaves its architecture: PATH[:READER[:EXPRESSION]]; may be repeated.", HelpName = "PLACE", DefaultValueFactory = _ => [] };
    public static readonly Option<int?> Epochs = new("--epochs") { Description = "What {epochs} stands for; of the reference search, its epochs.", HelpName = "N" };
    public static readonly Option<string?> Data = new("--data") { Description = "The folder that {data} stands for; the program can only read it. Of the reference search, your images and labels.", HelpName = "FOLDER" };
    public static readonly Option<string?> Seeds = new("--seeds") { Description = "The seeds, in their order: 0,1,2 or 0-9. [default: the recipe's, then those that follow]", HelpName = "LIST" };
    public static readonly Option<int> MaximumSeeds = new("--max-seeds") { Description = "How many seeds run at most.", HelpName = "N", DefaultValueFactory = _ => 10 };
    public static readonly Option<string?> Budget = new("--budget") { Description = "Time for all runs together: 90s, 20m, 3h. [default: none]", HelpName = "TIME" };
    public static readonly Option<string?> Timeout = new("--timeout") { Description = "Time for one run. [default: the recipe's]", HelpName = "TIME" };
    public static readonly Option<int> Jobs = new("--jobs", "-j") { Description = "How many runs at a time; each has one thread by default.", HelpName = "N", DefaultValueFactory = _ => 1 };
    public static readonly Option<string?> Stop = new("--stop") { Description = "decided: until the verdict is stable or unstable; hopeless: also as soon as stable is out of reach. [default: decided]", HelpName = "decided|hopeless" };
    public static readonly Option<bool> NoRepeat = new("--no-repeat") { Description = "Do not run the first seed twice." };
    public static readonly Option<string?> Isolation = new("--isolation") { Description = "auto, bubblewrap, docker, podman, apptainer or none (the program then runs with your rights). [default: auto]", HelpName = "KIND" };
    public static readonly Option<string?> Image = new("--image") { Description = "The container image that holds the environment.", HelpName = "NAME" };
    public static readonly Option<bool> Compatibility = new("--compat") { Description = "Let old programs run: CUDA calls go to the CPU, removed names are there again. Every use is counted and reported." };
    public static readonly Option<string?> Python = new("--python") { Description = "The interpreter that 'python' stands for. [default: the first that has the packages which the program needs]", HelpName = "FILE" };
    public static readonly Option<string?> Device = new("--device") { Description = "What {device} stands for. [default: cpu]", HelpName = "cpu|cuda" };
    public static readonly Option<int?> Threads = new("--threads") { Description = "Threads of one run. [default: the recipe's, else 1]", HelpName = "N" };
    public static readonly Option<string?> Memory = new("--memory") { Description = "Memory of one run: 4G, 500M. [default: 8G]", HelpName = "SIZE" };
    public static readonly Option<string?> Disk = new("--disk") { Description = "What one run may write. [default: 4G]", HelpName = "SIZE" };
    public static readonly Option<string?> MaximumOutput = new("--max-output") { Description = "What one run may print. [default: 64M]", HelpName = "SIZE" };
    public static readonly Option<int> Processes = new("--processes") { Description = "Processes and threads of one run.", HelpName = "N", DefaultValueFactory = _ => 256 };
    public static readonly Option<string?> State = new("--state") { Description = "The folder that keeps the finished runs. [default: one of your own, named after the plan]", HelpName = "FOLDER" };
    public static readonly Option<bool> Fresh = new("--fresh") { Description = "Forget the runs that an earlier rerun of the same plan finished." };
    public static readonly Option<string?> ShardOption = new("--shard") { Description = "Run only part i of n of the seeds; 'merge' joins the parts.", HelpName = "i/n" };
    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what would run, and run nothing." };
    public static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Run a recipe that was only proposed from the code, without asking." };

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All =>
    [
        Engine, SearchSettings, Recipes, Command, WorkingDirectory, SeedOption, Results, Epochs, Data, Seeds, MaximumSeeds, Budget, Timeout, Jobs, Stop, NoRepeat, Isolation, Image, Compatibility,
        Python, Device, Threads, Memory, Disk, MaximumOutput, Processes, State, Fresh, ShardOption, DryRun, Yes,
    ];

    /// <summary>Those that say how the repository's own search is run.</summary>
    public static IEnumerable<Option> OfTheRepository => [Recipes, Command, WorkingDirectory, SeedOption, Results, Isolation, Image, Compatibility, Python, Yes];

    /// <summary>True when the built-in search is to run.</summary>
    public static bool IsReference(ParseResult options) => options.GetValue(Engine) == "reference";

    static RerunOptions() => OutputOptions.RestrictValues(Engine, "repository", "reference");

    /// <exception cref="UserErrorException">A number is below 1, or the device is not known.</exception>
    public static void CheckValues(ParseResult options)
    {
        foreach (var (option, value) in new (string, int?)[] { ("--jobs", options.GetValue(Jobs)), ("--threads", options.GetValue(Threads)), ("--processes", options.GetValue(Processes)), ("--epochs", options.GetValue(Epochs)) })
        {
            if (value < 1)
                throw new UserErrorException($"{option} is {value}.", "Give a number from 1.");
        }
        if (options.GetValue(Device) is not (null or "cpu" or "cuda"))
            throw new UserErrorException($"--device: '{options.GetValue(Device)}' is neither cpu nor cuda.", "Leave it out, or give one of the two.");
    }

    /// <exception cref="UserErrorException">A value has not the form that it needs.</exception>
    public static StopRule StopRule(ParseResult options) => options.GetValue(ShardOption) is not null ? Runs.StopRule.Never : options.GetValue(Stop) switch
    {
        null or "decided" => Runs.StopRule.Decided,
        "hopeless" => Runs.StopRule.Hopeless,
        var other => throw new UserErrorException($"--stop: '{other}' is neither decided nor hopeless.", "Leave it out, or give one of the two."),
    };

    /// <exception cref="UserErrorException">It is no <c>i/n</c>.</exception>
    public static Shard? Shard(ParseResult options) => options.GetValue(ShardOption) is not { } text ? null
        : Runs.Shard.Parse(text) ?? throw new UserErrorException($"--shard: '{text}' is no part.", "Write i/n with 1 ≤ i ≤ n, as in 2/4.");

    /// <exception cref="UserErrorException">It is no list of seeds.</exception>
    public static IReadOnlyList<long>? SeedList(ParseResult options)
    {
        if (options.GetValue(Seeds) is not { } text)
            return null;
        var seeds = new List<long>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-', 2);
            if (!IsSeed(ends[0], out var first) || !IsSeed(ends[^1], out var last) || last < first || last - first >= 1000)
                throw new UserErrorException($"--seeds: '{part}' is no seed and no range of seeds.", "Write them as 0,1,2 or 0-9.");
            for (var seed = first; seed <= last; seed++)
                seeds.Add(seed);
        }
        return seeds.Count > 0 && seeds.Distinct().Count() == seeds.Count
            ? seeds
            : throw new UserErrorException($"--seeds: '{text}' {(seeds.Count == 0 ? "names none" : "names one twice")}.", "Give each seed once; the first is repeated for repeatability by itself.");
    }

    /// <exception cref="UserErrorException">A size or time has not the form that it needs.</exception>
    public static RunLimits Limits(ParseResult options, TimeSpan time) => new(
        Quantity.Time(options.GetValue(Timeout), "--timeout") ?? time,
        Quantity.Bytes(options.GetValue(Memory), "--memory") ?? 8L << 30,
        options.GetValue(Processes),
        Quantity.Bytes(options.GetValue(Disk), "--disk") ?? 4L << 30,
        Quantity.Bytes(options.GetValue(MaximumOutput), "--max-output") ?? 64L << 20);

    private static bool IsSeed(string text, out long seed) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
}
