namespace DnasRepro.Runs.Isolation;

/// <summary>
/// The processes that came of one start. A process that was once seen in the tree stays in it when its parent ends; in a PID namespace
/// nothing can leave it, elsewhere what hides from every look can, unless it kept the variable that marks it.
/// </summary>
internal sealed class ProcessTree(int root, string? marker)
{
    private readonly Dictionary<int, long> seen = [];

    /// <summary>When the root began: another process may have its number later.</summary>
    private readonly long? began = ProcessTable.Read(root)?.Started;

    /// <summary>Looks at the tree: the live processes, the root first.</summary>
    /// <param name="byMarker">Looks into every process's environment too, which costs more.</param>
    public IReadOnlyList<ProcessEntry> Look(bool byMarker = false)
    {
        var all = ProcessTable.All();
        var children = all.ToLookup(p => p.Parent);
        var found = new Dictionary<int, ProcessEntry>();
        var waiting = new Queue<ProcessEntry>(all.Where(p => p.Id == root && p.Started == began));
        var isSessionOurs = !all.Any(p => p.Id == root && p.Started != began);
        foreach (var known in all.Where(p => IsKnown(p) || (isSessionOurs && p.Session == root) || IsMarked(p, byMarker)))
            waiting.Enqueue(known);
        while (waiting.TryDequeue(out var next))
        {
            if (!found.TryAdd(next.Id, next))
                continue;
            foreach (var child in children[next.Id])
                waiting.Enqueue(child);
        }
        seen.Clear();
        foreach (var entry in found.Values.Where(e => !e.IsOver))
            seen[entry.Id] = entry.Started;
        return [.. found.Values.Where(e => !e.IsOver)];
    }

    private bool IsKnown(ProcessEntry entry) => seen.TryGetValue(entry.Id, out var started) && started == entry.Started;

    private bool IsMarked(ProcessEntry entry, bool byMarker) => byMarker && marker is not null && ProcessTable.StartedWith(entry.Id, marker);
}
