namespace DnasRepro.Runs.Isolation;

/// <summary>Where programs are run: shut off in a sandbox, or, for our own, as a plain process.</summary>
internal interface IRunPlace : IDisposable
{
    /// <summary>The kind of isolation in a word: bubblewrap, docker, podman, apptainer or none.</summary>
    string Isolation { get; }

    /// <summary>Why it is that kind.</summary>
    string Reason { get; }

    /// <summary>Which limits hold and by what, one sentence each.</summary>
    IReadOnlyList<string> Enforced { get; }

    /// <summary>Where a program sees its folders.</summary>
    RunPaths Paths(RunFolders folders);

    /// <summary>Runs a program to its end.</summary>
    Task<LaunchEnd> RunAsync(Launch launch, IProgress<RunUsage>? progress, CancellationToken cancellation);
}
