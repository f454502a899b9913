using DnasRepro.ReferenceSearch;

namespace DnasRepro.Search.Searching;

/// <summary>How one run of the search is done; nothing of this but the seed and the threads can change its result.</summary>
/// <param name="Seed">Seed of the initial weights, the architecture parameters and the order of the images.</param>
/// <param name="Output">The folder for architecture.json, the history and the checkpoint; it is made.</param>
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
/// <param name="Left">Expected time to the end of the run.</param>
public sealed record SearchProgress(string Phase, int Epoch, int Epochs, double Loss, double? ValidationDice, TimeSpan Left);

/// <summary>One run of the reference search: one process, one seed.</summary>
public static class SearchRun
{
    /// <summary>Searches, and writes <c>architecture.json</c> and <c>history.json</c> into the output folder.</summary>
    /// <exception cref="UserErrorException">Settings that cannot be, data that cannot be read, a device or library that is not there.</exception>
    /// <exception cref="OperationCanceledException">The user gave up; a checkpoint is in the output folder.</exception>
    public static void Run(SearchSettings settings, SearchRunOptions options, Action<SearchProgress> report, CancellationToken cancellation) => throw new NotImplementedException();
}
