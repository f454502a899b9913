using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Recipes;

/// <summary>Reads one recipe part by part and gathers what is wrong.</summary>
internal sealed class RecipeParts(CardValue recipe, string origin)
{
    /// <summary>NumPy's generator takes no larger seed.</summary>
    private const double LargestSeed = uint.MaxValue;

    private const double LongestTimeout = 366 * 24 * 60;
    private static readonly string[] SystemFolders = ["bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "run", "sbin", "sys", "usr"];
    private readonly List<RecipeProblem> problems = [];

    public (Recipe? Recipe, IReadOnlyList<RecipeProblem> Problems) Read()
    {
        var folder = Folder();
        var command = Command();
        var files = recipe["files"].Items.Select(f => (Path: PathOf(f["path"]), Content: f["content"].Text ?? "")).Where(f => f.Path is not null).Select(f => new RecipeFile(f.Path!, f.Content)).ToList();
        var read = new Recipe(
            Text(recipe["id"]),
            RecipeWords.Purposes.GetValueOrDefault(recipe["purpose"].Text ?? ""),
            command,
            folder,
            SeedPassing.None,
            Seeds(),
            TimeSpan.FromMinutes(Timeout()),
            new RecipeOutputs(recipe, folder?.Value ?? "", Problem).Read(),
            new RecipeOrigin(origin, recipe.Location))
        {
            Environment = Environment(),
            Binds = [.. recipe["bind"].Items.Select(Bind).OfType<RecipeBind>()],
            Patches = [.. recipe["patch"].Items.Select(Patch).OfType<RecipePatch>()],
            Files = files,
            Stubs = [.. recipe["stubs"].Texts.Distinct(StringComparer.Ordinal)],
            Epochs = recipe["epochs"].Integer,
            MinimumEpochs = recipe.At("min_epochs.epochs").Integer is { } least ? new MinimumEpochs(least, Text(recipe.At("min_epochs.reason"))) : null,
            Threads = recipe["threads"].Integer ?? 1,
            Image = recipe["image"].Text,
            Space = Space(),
            GenotypeComparator = recipe["genotype_comparator"].Text,
            GenotypeThreshold = recipe["genotype_threshold"].Number,
            GivesSet = recipe["gives_set"].Flag == true,
            SeedReason = recipe.At("seed.reason").Text,
        };
        read = Whole(read);
        return (problems.Count == 0 ? read : null, [.. problems.OrderBy(p => p.Location.StartLine).ThenBy(p => p.Location.StartColumn)]);
    }

    /// <summary>What the parts say together; only where the command as such is right, so that one slip is one problem.</summary>
    private Recipe Whole(Recipe read)
    {
        if (IsWrong(recipe["command"]))
            return read;
        RecipeSense.Look(recipe, read, Problem);
        if (IsWrong(recipe["command"]))
            return read;
        var (seed, isFixed) = RecipeSeeds.Read(recipe, read, Problem);
        return read with { Seed = seed, IsSeedFixed = isFixed };
    }

    private bool IsWrong(CardValue part) => problems.Exists(p => p.Field.StartsWith(part.Field, StringComparison.Ordinal));

    private static string Text(CardValue value) => value.Text ?? "";

    private void Problem(CardValue at, string message, string fix) => problems.Add(new RecipeProblem(at.Field, message, at.Location, fix));

    private IReadOnlyList<string> Command()
    {
        var command = recipe["command"];
        if (command.Sentinel is { } sentinel)
            Problem(command, $"the command is '{sentinel}'", "State the command; without it nothing can be run.");
        if (command.Node is DocumentList)
        {
            IReadOnlyList<string> words = [.. command.Items.Select(i => (i.Node as DocumentScalar)?.Text ?? "")];
            if (CommandWords.Fault(words) is { } fault)
                Problem(command, fault.Message, fault.Fix);
            return words;
        }
        switch (CommandWords.Split(command.Text ?? ""))
        {
            case CommandSplit.Words words:
                return words.List;
            case CommandSplit.Refused refused when command.IsStated:
                Problem(command, refused.Message, refused.Fix);
                return [];
            default:
                return [];
        }
    }

    /// <summary>The working directory; <c>.</c> is the root.</summary>
    private RepoPath? Folder()
    {
        var value = recipe["working_directory"];
        if (value.Text is not { } text || text.Trim('/', '.').Length == 0 && !text.StartsWith('/') && !text.Contains("..", StringComparison.Ordinal))
            return null;
        return PathOf(value);
    }

    private RepoPath? PathOf(CardValue value)
    {
        if (value.Text is not { } text)
            return null;
        if (RepoPath.TryResolve("", text, out var path) && path.Value.Split('/')[0] != ".git")
            return path;
        Problem(value, $"'{Evidence.Cut(text)}' is no path inside the repository", "Write a path relative to the repository's root, with forward slashes, that does not leave it.");
        return null;
    }

    private IReadOnlyList<long> Seeds()
    {
        var (seeds, seen) = (new List<long>(), new HashSet<long>());
        foreach (var item in recipe["seeds"].Items)
        {
            if (item.Number is not (>= 0 and <= LargestSeed and var number) || number != Math.Floor(number))
                Problem(item, $"'{Evidence.Cut(Text(item))}' is no seed", "Write an integer from 0 to 4294967295; NumPy's generator takes no other.");
            else if (!seen.Add((long)number))
                Problem(item, $"the seed {(long)number} is in the list twice", "Keep one of the two; the repetition of a seed is run without being asked for.");
            else
                seeds.Add((long)number);
        }
        return seeds;
    }

    private double Timeout()
    {
        var timeout = recipe["timeout_minutes"];
        if (timeout.Number is > 0 and <= LongestTimeout and var minutes)
            return minutes;
        Problem(timeout, $"'{Evidence.Cut(Text(timeout))}' minutes is no time that a run may take", "Write minutes above 0 and up to a year (527040); 0.5 is half a minute.");
        return 1;
    }

    private Dictionary<string, string> Environment()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in (recipe["env"].Node as DocumentMap)?.Entries ?? [])
        {
            var value = recipe["env"][entry.Key];
            if (entry.Key is "HOME" or "TMPDIR" or "PWD" || entry.Key.StartsWith("DNAS_REPRO", StringComparison.Ordinal))
                problems.Add(new RecipeProblem(value.Field, $"'{entry.Key}' is set by the rerun itself", entry.KeyLocation, "Remove it."));
            else if ((value.Node as DocumentScalar)?.Text is { } text && !text.Contains('\0'))
                variables[entry.Key] = text;
        }
        return variables;
    }

    private RecipeBind? Bind(CardValue bind)
    {
        var (source, target) = (Text(bind["source"]), Text(bind["target"]));
        var below = source == "{data}" ? "" : source.StartsWith("{data}/", StringComparison.Ordinal) ? source["{data}/".Length..] : null;
        if (below is null || (below.Length > 0 && !RepoPath.TryResolve("", below, out _)))
        {
            Problem(bind["source"], $"'{Evidence.Cut(source)}' is not {{data}} or a path below it", "Write {data}, which is the folder given with --data, or {data}/folder.");
            return null;
        }
        if (BindTarget(target) is { } path)
            return new RecipeBind(source, path);
        Problem(bind["target"], $"'{Evidence.Cut(target)}' cannot be a place for data", $"Write a path inside the repository, or an absolute one outside {string.Join(", ", SystemFolders.Select(f => "/" + f))}, without '.' and '..'.");
        return null;
    }

    /// <summary>A place for data as it is written down: absolute and outside the system's folders, or inside the repository; null for all others.</summary>
    public static string? BindTarget(string target)
    {
        var isAbsolute = target.StartsWith('/');
        if (!RepoPath.TryParse(target.Trim('/'), out var path) || (isAbsolute ? SystemFolders : [".git"]).Contains(path.Value.Split('/')[0]))
            return null;
        return isAbsolute ? "/" + path.Value : path.Value;
    }

    private RecipePatch? Patch(CardValue patch)
    {
        var path = PathOf(patch["path"]);
        var (find, replace) = (Raw(patch["find"]), Raw(patch["replace"]));
        if (find == replace)
            Problem(patch["replace"], "the patch changes nothing", "Write what shall stand there.");
        return path is null ? null : new RecipePatch(path, find, replace, patch["count"].Integer);
    }

    /// <summary>The text as written, sentinel words included: in a patch they are no sentinels.</summary>
    private static string Raw(CardValue value) => (value.Node as DocumentScalar)?.Text ?? "";

    private SearchSpace? Space()
    {
        if (!recipe["space"].IsStated)
            return null;
        var reading = CardSpace.ReadBlock(recipe["space"]);
        if (reading.Space is null)
            Problem(recipe["space"], reading.Reason!, "Correct the space, or leave it out: the card or the probe may tell it.");
        return reading.Space;
    }
}
