using System.Diagnostics;
using System.Text.Json.Nodes;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Evaluation;
using DnasRepro.Search.Native;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>How one run of the search is done; nothing of this but the seed and the threads can change its result.</summary>
/// <param name="Seed">Seed of the initial weights, the architecture parameters and the order of the images.</param>
/// <param name="Output">The folder for architecture.json and the checkpoint; it is made.</param>
/// <param name="Threads">Threads of the arithmetic; 0 for as many as the machine has cores.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="Resumes">Whether a checkpoint of the same settings and seed in the folder is gone on with.</param>
public sealed record SearchRunOptions(long Seed, string Output, int Threads, string Device, bool Resumes);

/// <summary>How far a run is.</summary>
/// <param name="Phase">search, retrain, random 2 of 5 …</param>
/// <param name="Epoch">The epoch that ended, from 1.</param>
/// <param name="Epochs">Of how many.</param>
/// <param name="Loss">Mean training loss of the epoch.</param>
/// <param name="ValidationDice">Mean Dice on validation, or null where it was not measured.</param>
/// <param name="Left">Expected time to the end of the phase.</param>
public sealed record SearchProgress(string Phase, int Epoch, int Epochs, double Loss, double? ValidationDice, TimeSpan Left);

/// <summary>One run of the reference search: one process, one seed.</summary>
public static class SearchRun
{
    /// <summary>The file in the output folder from which an interrupted search goes on.</summary>
    public const string CheckpointName = "checkpoint.bin";

    /// <summary>Searches, and writes <c>architecture.json</c> into the output folder.</summary>
    /// <returns>The found architecture.</returns>
    /// <exception cref="UserErrorException">Settings that cannot be, data that cannot be read, a device or library that is not there.</exception>
    /// <exception cref="OperationCanceledException">The user gave up; a checkpoint of the last whole epoch is in the output folder.</exception>
    public static Architectures.Architecture Run(SearchSettings settings, SearchRunOptions options, Action<SearchProgress> report, CancellationToken cancellation)
    {
        settings.Check();
        TorchLibrary.Require(options.Device);
        var clock = Stopwatch.StartNew();
        var threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        set_num_threads(threads);
        var place = device(options.Device);
        using var held = Hold(options.Output);
        var data = settings.Data.Folder is null ? Phantoms.Create(settings) : UserFolder.Load(settings, new DataLimits(), cancellation: cancellation);
        MemoryNeed.Check(settings, data.Training[0].Channels, data.Classes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var latency = LatencyTable.IsNeeded(settings) ? Latency(settings, options.Output, place) : null;
        using var loop = new SearchLoop(settings, data, options.Seed, place, latency);
        var checkpoint = new Checkpoint(Path.Combine(options.Output, CheckpointName), SearchKey.Of(settings, options, threads, data, latency), options.Resumes);
        var history = loop.Run(checkpoint, report, cancellation);
        using var evaluation = new SearchEvaluation(settings, loop.Network, options.Seed, place, report);
        var measures = evaluation.Measure(data, history.Architecture, cancellation);
        var generated = new JsonObject
        {
            ["seconds"] = Math.Round(clock.Elapsed.TotalSeconds, 1),
            ["peak_memory_bytes"] = Process.GetCurrentProcess().PeakWorkingSet64,
            ["threads"] = threads,
            ["device"] = options.Device,
            ["libtorch"] = __version__,
        };
        if (latency is not null)
            generated["latency"] = new JsonObject { ["file"] = LatencyTable.Name, ["sha256"] = latency.Sha256, ["note"] = "Latencies weigh on this search: its result depends on the machine on which they were measured." };
        Write(Path.Combine(options.Output, ArchitectureFile.Name), ArchitectureFile.Text(settings, options.Seed, history, measures, generated));
        return history.Architecture;
    }

    /// <summary>Makes the folder and keeps other searches out of it: they would write over each other's checkpoint.</summary>
    private static FileStream Hold(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "search.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new UserErrorException($"Another search is writing into {folder}.", "Wait for its end, or name another --out folder.", ExitCodes.NotAttempted);
        }
    }

    /// <summary>The folder's latencies, measured when it has none.</summary>
    private static LatencyTable Latency(SearchSettings settings, string folder, Device place)
    {
        if (LatencyTable.Find(folder, settings) is { } kept)
            return kept;
        var measured = LatencyTable.Measure(settings, place);
        Write(Path.Combine(folder, LatencyTable.Name), measured.Text);
        return measured;
    }

    private static void Write(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
