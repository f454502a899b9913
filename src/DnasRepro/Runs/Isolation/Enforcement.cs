namespace DnasRepro.Runs.Isolation;

/// <summary>Says in words what holds and by what.</summary>
internal static class Enforcement
{
    public static IReadOnlyList<string> Of(Enclosure enclosure, LimitKeeper keeper)
    {
        var engine = enclosure is Enclosure.Container { Engine.Kind: not IsolationKind.Apptainer } container ? IsolationNames.Of(container.Kind) : null;
        return
        [
            .. Walls(enclosure),
            $"memory and processes of the whole tree: {(engine is null ? keeper.Words : $"the kernel, as {engine} sets it")}",
            "wall time: this program, by a request to end and force five seconds later",
            engine is not null || PlainProcess.BoundsFiles ? "disk: the kernel for a single file, this program for all together" : "disk: this program, for all files together",
            "output: this program, which takes no more than the limit",
            Leftovers(enclosure, engine),
        ];
    }

    private static IReadOnlyList<string> Walls(Enclosure enclosure) => enclosure switch
    {
        Enclosure.Nothing => ["no isolation: network, files of the user and other processes can be reached; only the environment is scrubbed"],
        Enclosure.Bubblewrap b =>
        [
            "no network, no files of the user, a system that cannot be written to: the kernel's namespaces, set by bubblewrap",
            .. b.Program.ForbidsNesting ? (string[])[] : ["further user namespaces are not forbidden: bubblewrap is older than 0.8"],
        ],
        Enclosure.Container c => [$"no network, no files of the user, a system that cannot be written to: the kernel's namespaces, set by {IsolationNames.Of(c.Kind)}"],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Leftovers(Enclosure enclosure, string? engine) => enclosure switch
    {
        Enclosure.Nothing when PlainProcess.DiesWithUs =>
            "what outlives the program: this program, for all that it can find by parent, session and a mark in the environment; if this program is killed, the kernel ends the program itself but not what it started",
        Enclosure.Nothing => "what outlives the program: this program, for all that it can find; nothing ends it if this program is killed",
        _ when engine is not null => $"what outlives the program: {engine}, when its container ends; it is not listed, and if this program is killed the container stays until it ends",
        _ => "what outlives the program: the kernel, which ends a process namespace as a whole, also when this program is killed",
    };
}
