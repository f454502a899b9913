using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Runs.Compatibility;
using DnasRepro.Runs.Isolation;
using DnasRepro.Snapshots;
using DnasRepro.Statistics;

namespace DnasRepro.Runs;

/// <summary>A rerun that is ready to go: its plan, the pristine copy, the place where programs run.</summary>
public sealed class RerunPreparation : IDisposable
{
    private readonly WorkFolder work;
    private readonly RerunRequest request;
    private readonly RunSettings settings;

    internal RerunPreparation(RerunRequest request, WorkFolder work, RunSettings settings, RunPlan plan)
    {
        (this.request, this.work, this.settings) = (request, work, settings);
        Plan = plan;
    }

    /// <summary>What will run.</summary>
    public RunPlan Plan { get; }

    /// <summary>Where programs run, and by what limits hold.</summary>
    public RunSurroundings Surroundings => new(
        settings.Place.Isolation, settings.Place.Reason,
        [.. settings.Place.Enforced, .. settings.Place is OwnProgram ? [] : (string[])[RunEnvironment.Note], .. settings.Python is { } python ? (string[])[$"python: {python.Interpreter.Version}, {python.Reason}"] : []], false);

    /// <summary>The interpreter that stands for <c>python</c>, and why that one; null when no program needs it.</summary>
    public string? Python => settings.Python is { } python ? $"{python.Interpreter.Executable}, {python.Interpreter.Version}: {python.Reason}" : null;

    /// <summary>What of the repository is not in the copies, each with its reason.</summary>
    public IReadOnlyList<SkippedFile> LeftOut => settings.Pristine.LeftOut;

    /// <summary>The folder that keeps this rerun.</summary>
    public string State => request.State ?? Path.Combine(StateFolder.Root, "reruns", $"{Path.GetFileName(settings.Pristine.Folder)}-{Plan.Sha256()[..12]}");

    /// <summary>Makes the pristine copy, chooses isolation and interpreter, and fixes the plan. Runs nothing of the repository.</summary>
    /// <param name="request">What the user asks for.</param>
    /// <param name="address">What the user named.</param>
    /// <param name="snapshot">What was read there; still open.</param>
    /// <param name="space">The search space as the card states it, with its origin; null when it does not.</param>
    /// <param name="needed">Packages that the search imports: torch, tensorflow, jax.</param>
    /// <exception cref="UserErrorException">Something that the recipe needs is missing, or isolation is not to be had.</exception>
    public static RerunPreparation Make(
        RerunRequest request, RepositoryAddress address, RepositorySnapshot snapshot, (SearchSpace Space, string Origin)? space, IReadOnlyList<string> needed, CancellationToken cancellation)
    {
        var recipes = request.Others.Prepend(request.Search).OfType<Recipe>().ToList();
        foreach (var recipe in recipes)
            RecipeNeeds.Check(recipe, request.Data);
        var python = PythonOf(recipes, request, needed);
        var sandbox = Sandbox.Choose(new SandboxOptions(IsolationNames.Parse(request.Isolation)) { Image = recipes.Select(r => r.Image).FirstOrDefault(i => i is not null), Python = python?.Interpreter });
        WorkFolder? work = null;
        try
        {
            work = WorkFolder.Make(Path.Combine(request.State ?? StateFolder.Root, "work"));
            var pristine = PrivateCopy.Make(address, snapshot, Path.Combine(work.Path, "pristine"), CopyLimits.Default, cancellation);
            IReadOnlyList<string> changes = request.Compatibility ? [.. AsyncRewriter.Rewrite(pristine.Folder).Select(Words)] : [];
            var settings = new RunSettings(pristine, ProbePackage.Unpack(Path.Combine(work.Path, "probe")), Path.Combine(work.Path, "runs"), sandbox, python, request.Limits, request.HasOwnTime, request.Data, request.Device);
            var conditions = PlanConditions.Of(request, IsolationNames.Of(sandbox.Kind), python?.Interpreter, cancellation);
            return new RerunPreparation(request, work, settings, PlanOf(request, address, snapshot, space) with { Changes = changes, Conditions = conditions });
        }
        catch
        {
            work?.Dispose();
            sandbox.Dispose();
            throw;
        }
    }

    /// <summary>Runs the plan and keeps every finished run.</summary>
    /// <exception cref="OperationCanceledException">The user gave up; what was finished is kept.</exception>
    public async Task<RerunBundle> RunAsync(Action<SessionEvent> report, CancellationToken cancellation)
    {
        using var store = RunStore.Open(State, Plan, request.Afresh);
        var evaluator = new RerunEvaluator(Plan, CardValue.Nowhere);
        var options = new SessionOptions(request.Jobs, request.Budget, request.Shard, TimeSpan.FromSeconds(1.1), evaluator.Decide, report);
        var end = await new RerunSession(store, new SingleRun(store, settings).RunAsync, options).RunAsync(cancellation);
        return store.Keep(end == SessionEnd.Budget ? "budget" : null, Surroundings);
    }

    public void Dispose()
    {
        settings.Place.Dispose();
        work.Dispose();
    }

    /// <summary>Needed where a command starts Python itself; welcome where a script may start it; of no use in a container.</summary>
    private static PythonChoice? PythonOf(IReadOnlyList<Recipe> recipes, RerunRequest request, IReadOnlyList<string> needed)
    {
        var here = recipes.Where(r => r.Image is null).ToList();
        var isNeeded = request.Python is not null || here.Exists(r => PythonChoice.IsPython(r.Command[0]));
        return here.Count > 0 && (isNeeded || PythonChoice.Candidates().Count > 0) ? PythonChoice.Choose(request.Python, needed) : null;
    }

    private static string Words(RewrittenFile file) =>
        $"{file.Path}: 'async=' became 'non_blocking=' {file.Count} times (sha256 {file.Sha256Before[..16]} became {file.Sha256After[..16]})";

    private static RunPlan PlanOf(
        RerunRequest request, RepositoryAddress address, RepositorySnapshot snapshot, (SearchSpace Space, string Origin)? card)
    {
        var seeds = request.SeedList();
        var search = request.Search ?? request.Others[0];
        return new RunPlan(
            RunPlan.CurrentForm, "repository", snapshot.Name, snapshot.Origin is { IsDirty: false } origin ? origin.Commit : null,
            ContentHash.OfRepository(snapshot, f => IsOwn(f, address, request.OwnOutputs)), ContentHash.OfCode(snapshot), search, seeds, request.Repeats && seeds.Count > 0,
            request.Stop, StabilityRules.Default with { MaximumSeeds = Math.Max(seeds.Count, 1) }, request.Compatibility, request.Others)
        {
            Space = search.Space ?? card?.Space,
            SpaceOrigin = search.Space is not null ? "the recipe" : card?.Origin,
        };
    }

    private static bool IsOwn(SnapshotFile file, RepositoryAddress address, IReadOnlyList<string> own) =>
        address is RepositoryAddress.Folder folder && Path.GetFullPath(Path.Combine(folder.Path, file.Path.Value)) is var path
        && own.Any(o => path == o || path.StartsWith(Path.TrimEndingDirectorySeparator(o) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
