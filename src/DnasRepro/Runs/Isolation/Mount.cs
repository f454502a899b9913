namespace DnasRepro.Runs.Isolation;

/// <summary>How a place of this machine appears to a program.</summary>
internal enum MountKind
{
    ReadOnly,
    Writable,

    /// <summary>A device, or a folder of them.</summary>
    Device,

    /// <summary>A symbolic link; the source is its text.</summary>
    Link,
}

/// <summary>A place of this machine that a program sees.</summary>
internal sealed record Mount(MountKind Kind, string Source, string Target);

/// <summary>What a program sees of this machine.</summary>
/// <param name="System">Its system and devices.</param>
/// <param name="Runtimes">Interpreters and runtimes of the user's, which may lie below places that the run has for itself, such as /tmp.</param>
internal sealed record SeenMachine(IReadOnlyList<Mount> System, IReadOnlyList<Mount> Runtimes);
