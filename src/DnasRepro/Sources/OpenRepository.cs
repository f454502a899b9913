using DnasRepro.Snapshots;

namespace DnasRepro.Sources;

/// <summary>A repository that can be read until it is closed: the snapshot fetches its contents from here when asked.</summary>
public sealed class OpenRepository : IDisposable
{
    private readonly IDisposable? owner;

    internal OpenRepository(RepositorySnapshot snapshot, IDisposable? owner)
    {
        Snapshot = snapshot;
        this.owner = owner;
    }

    public RepositorySnapshot Snapshot { get; }

    /// <summary>The same with another view of its snapshot; takes the place of this one.</summary>
    internal OpenRepository With(Func<RepositorySnapshot, RepositorySnapshot> view) => new(view(Snapshot), owner);

    public void Dispose() => owner?.Dispose();
}
