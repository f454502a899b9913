using DnasRepro.Results;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using DnasRepro.Architectures;
using DnasRepro.Recipes;
using DnasRepro.Statistics;

namespace DnasRepro.Runs;

/// <summary>When no further seed is run.</summary>
public enum StopRule
{
    /// <summary>When the search is stable or unstable, or the seeds or the time are used up.</summary>
    Decided,

    /// <summary>Also as soon as stable is out of reach.</summary>
    Hopeless,

    /// <summary>Only when all seeds ran: what shards do, since none knows the others' results.</summary>
    Never,
}

/// <summary>Everything that is fixed before the first run. Two reruns with the same plan are one rerun; its hash is in every result.</summary>
/// <param name="Form">The version of this form.</param>
/// <param name="Engine">repository or reference.</param>
/// <param name="Target">The repository's name as the report prints it.</param>
/// <param name="Commit">The commit that is run, or null outside git.</param>
/// <param name="Content">The hash over the paths and contents of the repository's files, see <see cref="ContentHash"/>; of the settings where the engine is the reference.</param>
/// <param name="Code">The same over code and settings alone.</param>
/// <param name="Recipe">How the search is run.</param>
/// <param name="Seeds">The seeds in their order; as many as may run at most.</param>
/// <param name="Repeats">True when the first seed is run twice.</param>
/// <param name="Stop">When no further seed is run.</param>
/// <param name="Rules">The settings of the verdict.</param>
/// <param name="Compatibility">True when the compatibility layer is on.</param>
/// <param name="Others">Smoke, retrain and evaluate recipes that are run too, in their order.</param>
public sealed record RunPlan(
    int Form,
    string Engine,
    string Target,
    string? Commit,
    string Content,
    string Code,
    Recipe Recipe,
    IReadOnlyList<long> Seeds,
    bool Repeats,
    StopRule Stop,
    StabilityRules Rules,
    bool Compatibility,
    IReadOnlyList<Recipe> Others)
{
    public const int CurrentForm = 1;

    /// <summary>The search space as card or recipe state it; null when it has to be told from the first run.</summary>
    public SearchSpace? Space { get; init; }

    /// <summary>Where the space comes from, in words.</summary>
    public string? SpaceOrigin { get; init; }

    /// <summary>Changes that the compatibility layer made to files of the copy, in words.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>What else can change what comes out: device, interpreter, limits, and the names and sizes of the data's files. In words, nothing of this machine's paths.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>The settings of the reference search as JSON; null for the repository's own search.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Settings { get; init; }

    /// <summary>What the reference search took from the card, and what it made simpler or left out, in sentences; null for the repository's own search.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>The SHA-256 of the plan's JSON, 64 hex digits.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RunJson.Write(this))));

    /// <summary>What there is to run, in order: the first seed, the first seed once more, the other seeds, the other recipes.</summary>
    public IEnumerable<RunTask> Tasks()
    {
        for (var position = 0; position < Seeds.Count; position++)
        {
            yield return new RunTask(RunRole.Search, position, Seeds[position], Recipe);
            if (position == 0 && Repeats)
                yield return new RunTask(RunRole.Repeat, 0, Seeds[0], Recipe);
        }
        for (var position = 0; position < Others.Count; position++)
            yield return new RunTask(RunRole.Recipe, position, Others[position].Seeds.FirstOrDefault(), Others[position]);
    }
}

/// <summary>One run of a plan.</summary>
public sealed record RunTask(RunRole Role, int Position, long Seed, Recipe Recipe)
{
    /// <summary>A name that is unique in its plan and safe in file names.</summary>
    public string Name => Role switch
    {
        RunRole.Search => $"{Position:00}-seed-{Seed}",
        RunRole.Repeat => $"{Position:00}-seed-{Seed}-again",
        _ => $"recipe-{Position:00}",
    };
}
