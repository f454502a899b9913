using DnasRepro.Snapshots;

namespace DnasRepro.Sources;

/// <summary>A repository that can be read until it is closed: the snapshot fetches its contents from here when asked.</summary>
public sealed class OpenRepository : IDisposable
{
    private readonly IDisposable? owner;
    private readonly CloneLease? clone;

    internal OpenRepository(RepositorySnapshot snapshot, IDisposable? owner, CloneLease? clone = null)
    {
        Snapshot = snapshot;
        this.owner = owner;
        this.clone = clone;
    }

    public RepositorySnapshot Snapshot { get; }

    /// <summary>False when another process took away the clone that is read here: what was read since may lack files.</summary>
    public bool IsStillThere => clone?.IsStillThere ?? true;

    /// <summary>The same with another view of its snapshot; takes the place of this one.</summary>
    internal OpenRepository With(Func<RepositorySnapshot, RepositorySnapshot> view) => new(view(Snapshot), owner, clone);

    /// <summary>The same, read from a clone that is let go when this is closed; takes the place of this one.</summary>
    internal OpenRepository From(CloneLease lease) => new(Snapshot, owner, lease);

    public void Dispose()
    {
        owner?.Dispose();
        clone?.Dispose();
    }
}
