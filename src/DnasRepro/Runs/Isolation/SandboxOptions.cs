namespace DnasRepro.Runs.Isolation;

/// <summary>What the user asks of isolation.</summary>
/// <param name="Wanted">Which kind.</param>
public sealed record SandboxOptions(IsolationKind Wanted)
{
    /// <summary>The image that the recipe names; null when it names none.</summary>
    public string? Image { get; init; }

    /// <summary>The interpreter of the programs; null when no program needs one of this machine.</summary>
    public PythonInterpreter? Python { get; init; }

    /// <summary>Where helping programs are looked for; null for our own PATH.</summary>
    internal string? SearchPath { get; init; }

    /// <summary>False to leave the kernel's control groups aside and to watch instead.</summary>
    internal bool UsesControlGroups { get; init; } = true;
}
