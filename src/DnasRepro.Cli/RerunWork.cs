using System.CommandLine;
using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Recipes;
using DnasRepro.Reports;
using DnasRepro.Runs;

namespace DnasRepro.Cli;

/// <summary>Does the rerun of <c>rerun</c>, <c>check --rerun</c> and <c>plan</c>.</summary>
internal static class RerunWork
{
    private static readonly string[] UntrustedEvents = ["pull_request_target", "workflow_run"];
    private static readonly string[] Frameworks = ["torch", "tensorflow", "jax"];

    /// <summary>Prepares and runs it. No report is written when the user only wanted to see what would run, or ran a part only.</summary>
    /// <exception cref="UserErrorException">It cannot be attempted.</exception>
    public static (RerunBundle? Bundle, int? Ends) Run(ParseResult options, AssessedTarget.Opened opened, CancellationToken cancellation)
    {
        if (!RerunOptions.IsReference(options) && Environment.GetEnvironmentVariable("GITHUB_EVENT_NAME") is { } name && UntrustedEvents.Contains(name))
            throw new UserErrorException($"A rerun executes code of the repository, which is refused under '{name}': that event has the rights of the target repository.", "Rerun under 'pull_request', or with --engine reference, which executes none of it.", ExitCodes.NotAttempted);
        using var prepared = Prepare(options, opened, isSplit: false, cancellation);
        foreach (var line in RerunPreview.Of(prepared))
            Console.Error.WriteLine(Escaping.Terminal(line));
        if (options.GetValue(RerunOptions.DryRun))
            return (null, ExitCodes.Passed);
        if (RerunOptions.IsReference(options))
            ReferenceWork.RequireEngine();
        var bundle = Runs(prepared, cancellation);
        if (RerunOptions.Shard(options) is not { } shard)
            return (bundle, null);
        var isCut = bundle.Ended is not null;
        var runs = bundle.Records.Count == 1 ? "1 run" : $"{bundle.Records.Count} runs";
        Console.Error.WriteLine(Escaping.Terminal(isCut
            ? $"shard {shard} is not done: the time is used up after {runs}; the same command goes on"
            : $"shard {shard} is done: {runs} in {prepared.State}; join all parts with 'dotnet dnas-repro merge FOLDER…'"));
        return (null, isCut ? ExitCodes.LimitReached : ExitCodes.Passed);
    }

    private static RerunBundle Runs(RerunPreparation prepared, CancellationToken cancellation)
    {
        try
        {
            return prepared.RunAsync(RerunProgress.Report, cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new UserErrorException("Interrupted.", $"Finished runs are kept in {prepared.State}; the same command goes on where it was.", ExitCodes.Interrupted);
        }
    }

    /// <summary>Everything up to the first run.</summary>
    /// <param name="isSplit">True when the plan is for shards, which never stop early.</param>
    public static RerunPreparation Prepare(ParseResult options, AssessedTarget.Opened opened, bool isSplit, CancellationToken cancellation)
    {
        RerunOptions.CheckValues(options);
        if (RerunOptions.IsReference(options))
            return ReferenceWork.Prepare(options, opened, isSplit, cancellation);
        if (options.GetValue(RerunOptions.SearchSettings) is not null)
            throw new UserErrorException("--search-settings belongs to the reference search.", "Add --engine reference, or leave it out.");
        var facts = opened.Facts();
        var choice = RecipeChoice.Of(options, facts);
        return RerunPreparation.Make(Request(options, choice.Search, choice.Others, isSplit), opened.Address, opened.Snapshot, SpaceOf(facts), Needed(facts), cancellation);
    }

    /// <summary>What the options ask for.</summary>
    /// <param name="search">The search; null for other recipes alone.</param>
    /// <param name="others">Smoke, retrain and evaluate recipes.</param>
    /// <param name="isSplit">True when the plan is for shards.</param>
    public static RerunRequest Request(ParseResult options, Recipe? search, IReadOnlyList<Recipe> others, bool isSplit)
    {
        var time = search?.Timeout ?? others[0].Timeout;
        return new RerunRequest(
            search, others, RerunOptions.SeedList(options), MaximumSeeds(options), !options.GetValue(RerunOptions.NoRepeat), isSplit ? StopRule.Never : RerunOptions.StopRule(options),
            options.GetValue(RerunOptions.Compatibility), options.GetValue(RerunOptions.Isolation) ?? "auto", RerunOptions.Limits(options, time),
            options.GetValue(RerunOptions.Data) is { } data ? Path.GetFullPath(data) : null, options.GetValue(RerunOptions.Python), options.GetValue(RerunOptions.Device) ?? "cpu",
            options.GetValue(RerunOptions.State) is { } state ? Path.GetFullPath(state) : null, options.GetValue(RerunOptions.Fresh), options.GetValue(RerunOptions.Jobs),
            Quantity.Time(options.GetValue(RerunOptions.Budget), "--budget"), RerunOptions.Shard(options))
        {
            HasOwnTime = options.GetValue(RerunOptions.Timeout) is not null,
            OwnOutputs = [.. new[] { options.GetValue(RerunOptions.State), OutputOptions.PathOf(options) }.OfType<string>().Select(Path.GetFullPath)],
        };
    }

    private static int MaximumSeeds(ParseResult options)
    {
        var most = RerunOptions.SeedList(options)?.Count ?? options.GetValue(RerunOptions.MaximumSeeds);
        return most is >= 1 and <= 1000 ? most : throw new UserErrorException($"--max-seeds is {most}.", "Give a number from 1 to 1000.");
    }

    private static (SearchSpace Space, string Origin)? SpaceOf(RepositoryFacts facts) =>
        facts.Card.Valid is { } card && CardSpace.Read(card.Root).Space is { } space ? (space, $"the card ({card.Path})") : null;

    /// <summary>The frameworks that the repository asks for or imports.</summary>
    private static List<string> Needed(RepositoryFacts facts)
    {
        var named = facts.Environment.Files.SelectMany(f => f.Requirements).Select(r => r.Name).Concat(facts.SearchCode.Practice.Seeds.Select(s => s.Library.Split('.')[0])).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Frameworks.Where(f => named.Contains(f) || (f == "torch" && named.Contains("pytorch")))];
    }
}
