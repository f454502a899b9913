using Octokit;

namespace DnasRepro.GitHub;

/// <summary>The open pull request that a commit belongs to.</summary>
public abstract record PullRequestOfCommit
{
    private PullRequestOfCommit()
    {
    }

    /// <summary>Just one has this commit as its head.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="BaseCommit">Where its branch left the one that it is to be merged into.</param>
    public sealed record One(int Number, string BaseCommit) : PullRequestOfCommit;

    /// <summary>None, or more than one: nobody can say where a comment belongs.</summary>
    public sealed record NotOne(string Reason) : PullRequestOfCommit;
}

/// <summary>
/// Finds pull requests by the commit at their head. The number never comes from what a pull request's own job left behind, which could name another one.
/// GitHub's list of a commit's pull requests leaves out those from forks, so all open ones are read.
/// </summary>
public static class OpenPullRequests
{
    private const int PageSize = 100;
    private const int MostPages = 30;

    /// <summary>Looks for the open pull request whose head is this commit.</summary>
    /// <exception cref="ApiException">GitHub refused.</exception>
    public static async Task<PullRequestOfCommit> FindAsync(IGitHubClient client, HubRepository repository, string headCommit, CancellationToken cancellation)
    {
        var found = new List<PullRequest>();
        for (var page = 1; page <= MostPages; page++)
        {
            cancellation.ThrowIfCancellationRequested();
            var some = await client.PullRequest.GetAllForRepository(
                repository.Owner, repository.Name, new PullRequestRequest { State = ItemStateFilter.Open }, new ApiOptions { PageSize = PageSize, PageCount = 1, StartPage = page });
            found.AddRange(some.Where(p => p.Head.Sha == headCommit));
            if (some.Count < PageSize)
                return await OfAsync(client, repository, headCommit, found);
        }
        return new PullRequestOfCommit.NotOne($"more than {PageSize * MostPages} pull requests are open, which are too many to look through");
    }

    /// <summary>True when the pull request's head is still this commit.</summary>
    public static async Task<bool> IsCurrentAsync(IGitHubClient client, HubRepository repository, int number, string headCommit) =>
        await client.PullRequest.Get(repository.Owner, repository.Name, number) is { State.Value: ItemState.Open } now && now.Head.Sha == headCommit;

    private static async Task<PullRequestOfCommit> OfAsync(IGitHubClient client, HubRepository repository, string headCommit, List<PullRequest> found)
    {
        if (found.Count == 0)
            return new PullRequestOfCommit.NotOne($"no open pull request has {headCommit[..12]} as its head: it was closed, or has newer commits");
        if (found.Count > 1)
            return new PullRequestOfCommit.NotOne($"{found.Count} open pull requests have {headCommit[..12]} as their head: #{string.Join(", #", found.Select(p => p.Number).Order())}");
        var compared = await client.Repository.Commit.Compare(repository.Owner, repository.Name, found[0].Base.Sha, headCommit, new ApiOptions { PageSize = 1, PageCount = 1, StartPage = 1 });
        return new PullRequestOfCommit.One(found[0].Number, compared.MergeBaseCommit?.Sha ?? found[0].Base.Sha);
    }
}
