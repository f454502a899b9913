using DnasRepro.Locations;

namespace DnasRepro.Sources;

/// <summary>Which state of which repository an address means, where that is known without listing a file.</summary>
/// <param name="Name">What the snapshot's name would be.</param>
/// <param name="Commit">The commit: 40 hex digits.</param>
/// <param name="Remote">The web address, or null.</param>
/// <param name="Prefix">The folder inside the repository, ending in "/", or empty.</param>
/// <param name="IsComplete">False for a shallow or partial clone, and for whatever would be fetched.</param>
public sealed record RepositoryIdentity(string Name, string Commit, string? Remote, string Prefix, bool IsComplete)
{
    /// <summary>The state that an address means; null where it has to be read first: a working tree, a folder, a branch over the network. Sends no request.</summary>
    /// <exception cref="UserErrorException">The repository of this machine is not there, is damaged or has no such commit.</exception>
    public static RepositoryIdentity? Of(RepositoryAddress address, SourceOptions options) => address switch
    {
        RepositoryAddress.GitCommit commit => Of(commit),
        RepositoryAddress.Folder folder when Directory.Exists(folder.Path) && RepositorySource.Place(Disk.Physical(folder.Path)) is GitPlace.Objects objects =>
            Local(objects.GitFolder, null, "", "HEAD", RepositorySource.FolderName(folder.Path)),
        RepositoryAddress.GitHub hub => Of(RemoteRequest.Of(hub, options, CancellationToken.None), PrintableText.Of(hub.Written)),
        RepositoryAddress.GitUrl url => Of(new RemoteRequest(url.Url, url.Ref, options), RepositorySource.Named(GitUrlText.WithoutCredentials(url.Url), url.Ref)),
        _ => null,
    };

    private static RepositoryIdentity? Of(RepositoryAddress.GitCommit address)
    {
        var name = RepositorySource.RevisionName(address);
        return Directory.Exists(address.RepositoryPath)
            ? RepositorySource.Place(Disk.Physical(address.RepositoryPath)) switch
            {
                GitPlace.WorkTree place => Local(place.GitFolder, place.Top, place.Prefix, address.Revision, name),
                GitPlace.Objects objects => Local(objects.GitFolder, null, "", address.Revision, name),
                _ => null,
            }
            : null;
    }

    private static RepositoryIdentity? Of(RemoteRequest request, string name) =>
        request.NamesCommit && !new Uri(request.Url).IsFile
            ? new RepositoryIdentity(name, request.Reference!.ToLowerInvariant(), GitUrlText.WebAddress(request.Url), "", IsComplete: false)
            : null;

    private static RepositoryIdentity Local(string gitFolder, string? top, string prefix, string revision, string name)
    {
        using var repository = GitFolder.Open(gitFolder, top);
        return GitFolder.Guarded(() => new RepositoryIdentity(
            name, Revision.Find(repository, revision).Sha, GitFolder.Remote(repository), prefix, GitFolder.IsComplete(repository)));
    }
}
