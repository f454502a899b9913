using DnasRepro.Architectures;
using DnasRepro.Locations;

namespace DnasRepro.Recipes;

/// <summary>What a recipe is for.</summary>
public enum RecipePurpose
{
    Smoke,
    Search,
    Retrain,
    Evaluate,
    FullPipeline,
}

/// <summary>How a program gets its seed.</summary>
public enum SeedPassing
{
    /// <summary>By {seed} in the command.</summary>
    Argument,

    /// <summary>By {seed} in a configuration file that is written into the private copy.</summary>
    Configuration,

    /// <summary>By {seed} in an environment variable.</summary>
    Environment,

    /// <summary>By the tool: the recipe asks it to seed the generators at start, since the program does not.</summary>
    Inject,

    /// <summary>Not at all: the program fixes it or has none.</summary>
    None,
}

/// <summary>Which of several results of a log or file is taken.</summary>
public enum Take
{
    Last,
    First,
    All,
}

/// <summary>
/// How to run one program of the repository and where its result appears. In <see cref="Command"/>, <see cref="Environment"/>, outputs'
/// paths and configuration templates the placeholders {seed} {out} {data} {device} {epochs} {threads} {run} stand for what the run
/// gets; {out} is an absolute folder, {run} a short name that is safe in file names. See schemas/recipe.schema.json.
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Command">The command as separate words, the program first.</param>
/// <param name="WorkingDirectory">The folder in the repository in which it starts; null for the root.</param>
/// <param name="Seed">How the seed gets in.</param>
/// <param name="Seeds">The seeds to try, in order; empty for the default list.</param>
/// <param name="Timeout">How long one run may take.</param>
/// <param name="Outputs">Where results appear.</param>
/// <param name="Origin">Where the recipe was stated: card, file, command line, or proposed.</param>
public sealed record Recipe(
    string Id,
    RecipePurpose Purpose,
    IReadOnlyList<string> Command,
    RepoPath? WorkingDirectory,
    SeedPassing Seed,
    IReadOnlyList<long> Seeds,
    TimeSpan Timeout,
    IReadOnlyList<RecipeOutput> Outputs,
    RecipeOrigin Origin)
{
    /// <summary>Environment variables for the program.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Folders of the user's that the program finds at fixed places; the source is {data} or a path below it.</summary>
    public IReadOnlyList<RecipeBind> Binds { get; init; } = [];

    /// <summary>Changes to files of the private copy that the recipe asks for; recorded with hashes and shown.</summary>
    public IReadOnlyList<RecipePatch> Patches { get; init; } = [];

    /// <summary>Files written into the private copy before the run, with placeholders.</summary>
    public IReadOnlyList<RecipeFile> Files { get; init; } = [];

    /// <summary>Modules that are imported but never called, for the compatibility layer to stub.</summary>
    public IReadOnlyList<string> Stubs { get; init; } = [];

    /// <summary>How many epochs {epochs} is; null when the recipe does not use it.</summary>
    public int? Epochs { get; init; }

    /// <summary>With fewer epochs nothing is searched (warm-up, frozen start), and why; null when not stated.</summary>
    public MinimumEpochs? MinimumEpochs { get; init; }

    /// <summary>Threads of one run.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>A container image that holds the environment; null to use this machine's.</summary>
    public string? Image { get; init; }

    /// <summary>The search space, when the recipe or card states it.</summary>
    public SearchSpace? Space { get; init; }

    /// <summary>exact, operation_jaccard, edge_jaccard or none: how a found genotype is compared with the card's.</summary>
    public string? GenotypeComparator { get; init; }

    /// <summary>From which value of the comparator on the genotype counts as met.</summary>
    public double? GenotypeThreshold { get; init; }

    /// <summary>True when the program may leave several architectures by design (a Pareto front).</summary>
    public bool GivesSet { get; init; }

    /// <summary>True when the program fixes its seed, so that all runs are one run; only with <see cref="SeedPassing.None"/>.</summary>
    public bool IsSeedFixed { get; init; }

    /// <summary>Why the seed gets in as it does, for those who read the report; null when not stated.</summary>
    public string? SeedReason { get; init; }
}

/// <summary>Where a recipe was stated.</summary>
/// <param name="Kind">card, file, command_line, proposed or reference.</param>
/// <param name="Place">Where; null for the command line.</param>
public sealed record RecipeOrigin(string Kind, SourceLocation? Place);

/// <summary>The least number of epochs with which a run searches at all.</summary>
public sealed record MinimumEpochs(int Epochs, string Reason);

/// <summary>A folder of the user's data that appears at a fixed path.</summary>
/// <param name="Source">{data} or a path below it.</param>
/// <param name="Target">An absolute path as the program sees it, or a path inside the private copy, relative to its root.</param>
public sealed record RecipeBind(string Source, string Target);

/// <summary>A literal replacement in one file of the private copy; placeholders are filled in what is written, not in what is looked for.</summary>
/// <param name="Count">How often it must occur; the run is refused otherwise. Null: at least once.</param>
public sealed record RecipePatch(RepoPath Path, string Find, string Replace, int? Count);

/// <summary>A file that is written into the private copy.</summary>
public sealed record RecipeFile(RepoPath Path, string Content);

/// <summary>Where a result appears and how it is read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">A path with placeholders, relative to the working directory or absolute by {out}; <c>stdout</c>, <c>stderr</c>, <c>output</c> (both), <c>probe</c>; names may hold * for the newest match. <see cref="OutputPlace"/> takes it apart.</param>
/// <param name="Kind">genotype, metric, checkpoint, log or energy.</param>
/// <param name="Reader">regex, json_pointer, yaml_path, csv_column, python_genotype, exists, probe, architecture_json, torch, numpy, dints, auto_deeplab, fasterseg, bix_nas, nas_bench_201, printed_tensors, auto.</param>
/// <param name="Expression">The regex, pointer, path, column or key.</param>
/// <param name="Expected">The declared value of a metric, or null.</param>
/// <param name="Tolerance">How far from it counts as met, absolute.</param>
public sealed record RecipeOutput(
    string Name, string Path, string Kind, string Reader, string? Expression, double? Expected, double? Tolerance)
{
    /// <summary>To which epoch the result belongs, relative to the epoch that is running when it appears: -1 when it is printed before that epoch is trained; null when not stated.</summary>
    public int? EpochOffset { get; init; }

    /// <summary>Which of several counts.</summary>
    public Take Take { get; init; } = Take.Last;
}
