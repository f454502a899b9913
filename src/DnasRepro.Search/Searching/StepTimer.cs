using DnasRepro.ReferenceSearch;

namespace DnasRepro.Search.Searching;

/// <summary>What the steps of a search took.</summary>
/// <param name="Seconds">Of each timed step.</param>
/// <param name="CpuSeconds">Of each timed step, over all threads.</param>
/// <param name="Weights">How many numbers the weights are.</param>
/// <param name="ArchitectureParameters">How many numbers the architecture parameters are.</param>
/// <param name="FirstLoss">Training loss of the first step, before anything was learnt.</param>
/// <param name="LastLoss">Training loss of the last step.</param>
internal sealed record StepTimes(IReadOnlyList<double> Seconds, IReadOnlyList<double> CpuSeconds, int Weights, int ArchitectureParameters, double FirstLoss, double LastLoss);

/// <summary>Times the steps of a search on phantoms, for the benchmark.</summary>
internal static class StepTimer
{
    /// <summary>Takes some steps untimed and then some timed ones.</summary>
    public static StepTimes Run(SearchSettings settings, int threads, long seed, int warmup, int steps) => throw new NotImplementedException();
}
