using System.Text.Json;
using DnasRepro.Results;

namespace DnasRepro.Runs;

/// <summary>
/// The folder that keeps a rerun: its plan, one file for each finished run, what the runs printed. A file is either whole or not
/// there, so that a rerun that was killed goes on where it was.
/// </summary>
public sealed class RunStore : IDisposable
{
    private const string PlanName = "plan.json";
    private const string ResultName = "result.json";
    private readonly string folder;
    private readonly FileStream? ownership;

    private RunStore(string folder, RunPlan plan, FileStream? ownership)
    {
        this.folder = folder;
        this.ownership = ownership;
        Plan = plan;
        PlanSha256 = plan.Sha256();
    }

    /// <summary>The plan of this folder.</summary>
    public RunPlan Plan { get; }

    /// <summary>Its hash, which every record names.</summary>
    public string PlanSha256 { get; }

    private string Runs => Path.Combine(folder, "runs");

    /// <summary>Opens the folder for a plan, makes it when it is not there, and keeps others out.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="afresh">True to throw away what an earlier rerun of this plan left.</param>
    /// <exception cref="UserErrorException">Another process uses it, it holds another plan, or it cannot be written.</exception>
    public static RunStore Open(string folder, RunPlan plan, bool afresh)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var ownership = Own(folder);
            try
            {
                Prepare(folder, plan, afresh);
                return new RunStore(folder, plan, ownership);
            }
            catch
            {
                ownership.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The folder '{folder}' for the rerun's results cannot be used: {error.Message}", "Name another one with --state.");
        }
    }

    /// <summary>Opens a folder that an earlier rerun or a shard left, to read it only.</summary>
    /// <exception cref="UserErrorException">It holds no plan.</exception>
    public static RunStore Read(string folder)
    {
        var file = Path.Combine(folder, PlanName);
        try
        {
            return new RunStore(folder, RunJson.ReadPlan(File.ReadAllText(file)), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserErrorException(
                $"'{folder}' holds no rerun: {(error is JsonException ? $"its {PlanName} is damaged" : $"there is no {PlanName} that can be read")}.", "Name the folder that --state of the rerun named.");
        }
    }

    /// <summary>The result that a folder or a result file holds.</summary>
    /// <exception cref="UserErrorException">It holds none.</exception>
    public static RerunBundle ReadBundle(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, ResultName) : path;
        try
        {
            return RunJson.ReadBundle(File.ReadAllText(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            if (!File.Exists(file) && Directory.Exists(path))
                return Read(path).Bundle(null, RunSurroundings.NotKnown);
            throw new UserErrorException($"'{path}' holds no result of a rerun: {(error is JsonException ? "it is damaged" : "it cannot be read")}.", "Name a file that 'merge' wrote, or the --state folder of a rerun.");
        }
    }

    /// <summary>Joins the results of shards. Twice the same run counts once.</summary>
    /// <exception cref="UserErrorException">A folder holds no rerun, or they are of different plans.</exception>
    public static RerunBundle Merge(IReadOnlyList<string> paths)
    {
        var bundles = paths.Select(p => (Path: p, Bundle: ReadBundle(p))).ToList();
        var plan = bundles[0].Bundle.Plan.Sha256();
        if (bundles.Find(b => b.Bundle.Plan.Sha256() != plan) is { Path: { } other })
            throw new UserErrorException($"'{other}' is of another plan than '{bundles[0].Path}' (other code, recipe, seeds or settings).", "Join only shards of one plan; give each the same options.");
        var records = bundles.SelectMany(b => b.Bundle.Records).DistinctBy(r => (r.Role, r.Position)).OrderBy(r => r.Role).ThenBy(r => r.Position).ToList();
        var known = bundles.Select(b => b.Bundle.Surroundings).FirstOrDefault(s => s != RunSurroundings.NotKnown) ?? RunSurroundings.NotKnown;
        return bundles[0].Bundle with { Records = records, Surroundings = known, Ended = null };
    }

    /// <summary>Plan and runs as one value, which is also kept as the folder's result.</summary>
    public RerunBundle Keep(string? ended, RunSurroundings surroundings)
    {
        var bundle = Bundle(ended, surroundings);
        WriteWhole(Path.Combine(folder, ResultName), RunJson.Write(bundle));
        return bundle;
    }

    private RerunBundle Bundle(string? ended, RunSurroundings surroundings) => new(RunPlan.CurrentForm, Plan, Records(), ended, surroundings);

    /// <summary>All finished runs, ordered by name. A file that is damaged counts as not there.</summary>
    public IReadOnlyList<RunRecord> Records() => Directory.Exists(Runs)
        ? [.. Directory.GetFiles(Runs, "*.json").Order(StringComparer.Ordinal).Select(TryRead).OfType<RunRecord>().Where(r => RecordForm.Fits(r, Plan, PlanSha256))]
        : [];

    /// <summary>Keeps a finished run.</summary>
    public void Add(RunTask task, RunRecord record) => WriteWhole(Path.Combine(Runs, task.Name + ".json"), RunJson.Write(record));

    /// <summary>Keeps what a run printed.</summary>
    public void KeepOutput(RunTask task, string standardOutput, string standardError)
    {
        var logs = Path.Combine(folder, "logs");
        Directory.CreateDirectory(logs);
        foreach (var (from, name) in new[] { (standardOutput, ".out.txt"), (standardError, ".err.txt") })
        {
            if (File.Exists(from))
                File.Copy(from, Path.Combine(logs, task.Name + name), overwrite: true);
        }
    }

    public void Dispose() => ownership?.Dispose();

    private static FileStream Own(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new UserErrorException($"Another rerun uses '{folder}'.", "Wait for it, or name another folder with --state.", ExitCodes.NotAttempted);
        }
    }

    private static void Prepare(string folder, RunPlan plan, bool afresh)
    {
        var file = Path.Combine(folder, PlanName);
        var text = RunJson.Write(plan);
        if (afresh)
        {
            Empty(Path.Combine(folder, "runs"));
            Empty(Path.Combine(folder, "logs"));
        }
        else if (File.Exists(file) && File.ReadAllText(file) != text)
        {
            throw new UserErrorException(
                $"'{folder}' holds a rerun of another plan (other code, recipe, seeds, settings, interpreter, limits or data).", "Name another folder with --state, or start over with --fresh.");
        }
        // It tells of fewer runs than there will be, or of those that were thrown away.
        File.Delete(Path.Combine(folder, ResultName));
        Directory.CreateDirectory(Path.Combine(folder, "runs"));
        WriteWhole(file, text);
    }

    private static RunRecord? TryRead(string file)
    {
        try
        {
            return RunJson.ReadRecord(File.ReadAllText(file));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes beside, has it on the disk, then puts it into its place in one step.</summary>
    private static void WriteWhole(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var part = file + ".part";
        using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        File.Move(part, file, overwrite: true);
    }

    private static void Empty(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
