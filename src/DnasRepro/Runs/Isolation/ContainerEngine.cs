using DnasRepro.Locations;

namespace DnasRepro.Runs.Isolation;

/// <summary>A container engine as this machine has it.</summary>
/// <param name="Kind">Docker, podman or apptainer.</param>
/// <param name="Path">Where its client is.</param>
internal sealed record ContainerEngine(IsolationKind Kind, string Path)
{
    /// <summary>Engines in the order in which they are tried.</summary>
    public static IReadOnlyList<IsolationKind> Kinds { get; } = [IsolationKind.Docker, IsolationKind.Podman, IsolationKind.Apptainer];

    /// <summary>Asks an engine whether it answers; the reason when it does not.</summary>
    public static (ContainerEngine? Found, string Reason) Try(IsolationKind kind, string? searchPath)
    {
        var name = IsolationNames.Of(kind);
        if (Programs.Find(name, searchPath) is not { } path)
            return (null, $"{name} is not installed");
        string[] question = kind switch
        {
            // The client alone answers to --version; the engine must be asked for its own.
            IsolationKind.Docker => ["version", "--format", "{{.Server.Version}}"],
            IsolationKind.Podman => ["info", "--format", "{{.Version.Version}}"],
            _ => ["--version"],
        };
        var (code, output, error) = Programs.Ask([path, .. question], TimeSpan.FromSeconds(20));
        return code == 0
            ? (new ContainerEngine(kind, path), $"{name} answers ({PrintableText.Of(output.Trim())})")
            : (null, $"{name} does not answer: {PrintableText.Of(error.Split('\n')[0])}");
    }
}
