using DnasRepro.Recipes;
using DnasRepro.Results;
using DnasRepro.Runs.Isolation;

namespace DnasRepro.Runs;

/// <summary>Does one run of a plan: private copy, its changes, the program, what it left behind.</summary>
internal sealed class SingleRun(RunStore store, RunSettings settings)
{
    private RunPlan Plan => store.Plan;

    public async Task<RunRecord> RunAsync(RunTask task, CancellationToken cancellation)
    {
        var root = Path.Combine(settings.Work, task.Name);
        WorkFolder.Remove(root);
        try
        {
            var folders = Folders(root, cancellation);
            var paths = settings.Place.Paths(folders);
            var values = RunValues.Of(task, paths, settings.Device);
            var changes = CopyChanges.Make(folders.Copy, task.Recipe, values);
            var end = await settings.Place.RunAsync(LaunchOf(task, folders, paths, values), null, cancellation);
            store.KeepOutput(task, end.StandardOutput, end.StandardError);
            return RecordOf(task, end, new RunReader(Plan, settings.Pristine.Folder, settings.Device).Read(task, folders, end), changes);
        }
        finally
        {
            WorkFolder.Remove(root);
        }
    }

    private RunFolders Folders(string root, CancellationToken cancellation)
    {
        string Made(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        return new RunFolders(settings.Pristine.CopyInto(Made("copy"), cancellation), Made("out"), settings.Probe, Made("probe-out"), Made("home"), settings.Data);
    }

    private Launch LaunchOf(RunTask task, RunFolders folders, RunPaths paths, Dictionary<string, string> values)
    {
        var recipe = task.Recipe;
        IReadOnlyList<string> words = [.. recipe.Command.Select(w => Placeholders.Fill(w, values))];
        return new Launch(
            settings.Python?.Apply(words) ?? words,
            recipe.WorkingDirectory?.Value ?? "",
            folders,
            RunEnvironment.Of(task, paths, Plan.Compatibility, values),
            [.. recipe.Binds.Select(b => (Placeholders.Fill(b.Source, new Dictionary<string, string> { ["data"] = settings.Data ?? "" }), TargetOf(b, paths)))],
            settings.HasOwnTime ? settings.Limits : settings.Limits with { Time = recipe.Timeout })
        {
            Image = recipe.Image,
            LogFolder = Path.GetDirectoryName(folders.Output),
            UsesGpu = settings.Device == "cuda",
        };
    }

    /// <summary>A place in the repository is one in its copy.</summary>
    private static string TargetOf(RecipeBind bind, RunPaths paths) => bind.Target.StartsWith('/') ? bind.Target : $"{paths.Copy}/{bind.Target}";

    private RunRecord RecordOf(RunTask task, LaunchEnd end, RunReading reading, IReadOnlyList<string> changes)
    {
        var failure = FailureOf(end) ?? reading.Failure;
        var values = RunValues.WithoutPaths(task, settings.Device);
        return new RunRecord(
            store.PlanSha256, task.Role, task.Position, task.Seed, failure is null ? RunStatus.Completed : RunStatus.Failed, failure,
            string.Join(' ', task.Recipe.Command.Select(w => Quoted(Placeholders.Fill(w, values)))), end.ExitCode, reading.Architectures, null, reading.Moved, reading.Initial,
            reading.Metrics, reading.Probe, [.. Plan.Changes, .. changes, .. Uses(reading.Probe)],
            new RunMeasurements(Math.Round(end.Seconds, 3), end.CpuSeconds, end.PeakBytes, end.OutputBytes))
        {
            Printed = reading.Printed,
            Tables = reading.Tables,
            Operations = reading.Operations,
            Notes = reading.Notes,
            Contained = [.. end.Left.Select(l => $"a process outlived the program and was ended: {l}"), .. settings.Pristine.LeftOut.Where(l => l.LinkTarget is not null).Select(l => $"a symbolic link that leads out was not copied: {l.Path}")],
        };
    }

    private static RunFailure? FailureOf(LaunchEnd end)
    {
        FailureKind? kind = end.Cause switch
        {
            EndCause.Exited when end.ExitCode == 0 => null,
            EndCause.Exited => FailureKind.ExitCode,
            EndCause.TimeLimit => FailureKind.TimeLimit,
            EndCause.MemoryLimit => FailureKind.MemoryLimit,
            EndCause.ProcessLimit => FailureKind.ProcessLimit,
            EndCause.DiskLimit => FailureKind.DiskLimit,
            EndCause.OutputLimit => FailureKind.OutputLimit,
            EndCause.NotStarted => FailureKind.NotStarted,
            _ => FailureKind.OutsideCause,
        };
        return kind is { } broken ? new RunFailure(broken, end.Message, Tail(end)) : null;
    }

    /// <summary>What the compatibility layer did inside the program, counted.</summary>
    private static IEnumerable<string> Uses(ProbeResult? probe) =>
        probe?.Compatibility.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}, {c.Value} times") ?? [];

    /// <summary>The end of its errors, or of its output when it gave none.</summary>
    internal static string? Tail(LaunchEnd end)
    {
        var errors = File.Exists(end.StandardError) ? OutputTail.Of(end.StandardError) : "";
        var text = errors.Trim().Length > 0 ? errors : File.Exists(end.StandardOutput) ? OutputTail.Of(end.StandardOutput) : "";
        return text.Trim().Length == 0 ? null : text;
    }

    private static string Quoted(string word) => word.Any(c => char.IsWhiteSpace(c) || c is '"' or '\'' or '$' or '\\' or '*' or ';' or '&' or '|') ? "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'" : word;
}
