namespace DnasRepro.Runs.Isolation;

/// <summary>What a run uses at one moment.</summary>
/// <param name="Seconds">Since its start.</param>
/// <param name="MemoryBytes">Of the whole tree.</param>
/// <param name="Processes">Processes and threads of the whole tree.</param>
/// <param name="DiskBytes">Beyond what its folders held at the start.</param>
/// <param name="OutputBytes">What it printed so far.</param>
public sealed record RunUsage(double Seconds, long MemoryBytes, int Processes, long DiskBytes, long OutputBytes);
