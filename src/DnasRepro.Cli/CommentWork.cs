using DnasRepro.GitHub;
using DnasRepro.Locations;
using DnasRepro.Reports;
using Octokit;

namespace DnasRepro.Cli;

/// <summary>
/// The work of <c>comment</c>. It runs with the rights of the repository, so nothing of the pull request is executed or believed: which pull request it is comes
/// from GitHub, what is in it from git objects, and of its own job's report only the rerun is shown, as not verified.
/// </summary>
internal sealed class CommentWork(CommentWishes wishes, CancellationToken cancellation)
{
    private readonly GitHubOptions hub = GitHubOptions.FromEnvironment(cacheFolder: null);

    /// <summary>Comments; gives the exit code. That there is nothing to comment on is no failure.</summary>
    public async Task<int> RunAsync()
    {
        var run = WorkflowRunEvent.Read(wishes.Event);
        if (run.Trigger != "pull_request")
            return Nothing($"that run was started by '{run.Trigger}' and not by a pull request");
        if (hub.Token is null)
            throw new UserErrorException("There is no token to comment with.", "Set GITHUB_TOKEN: ${{ github.token }} in the step's env, as templates/comment-workflow.yml does.", ExitCodes.NotAttempted);
        var client = GitHubConnection.Open(hub, ToolVersion.Text, Say, cancellation: cancellation);
        var found = await GitHubAnswer.To($"the open pull requests of {run.Repository}", () => OpenPullRequests.FindAsync(client, run.Repository, run.HeadCommit, cancellation));
        if (found is not PullRequestOfCommit.One pull)
            return Nothing(((PullRequestOfCommit.NotOne)found).Reason);
        return await CommentAsync(client, run, pull);
    }

    private async Task<int> CommentAsync(IGitHubClient client, WorkflowRunEvent run, PullRequestOfCommit.One pull)
    {
        var named = wishes.Config is { } config ? HeldSettings.Named(config) : null;
        var compared = ComparedRepositories.Of(At(run.Repository, pull.BaseCommit), At(run.Repository, run.HeadCommit), wishes.Assessment, named, wishes.Cache, wishes.FailOnNew, cancellation);
        var rerun = await RerunAsync(client, run, compared.Later.Card.Path);
        var body = CommentText.Write(compared.Comparison, new CommentFrame(wishes.Key, run.HeadCommit, run.Page, rerun));
        if (wishes.IsDry)
        {
            Console.Out.Write(body);
            return ExitCodes.Passed;
        }
        if (!await GitHubAnswer.To($"pull request #{pull.Number}", () => OpenPullRequests.IsCurrentAsync(client, run.Repository, pull.Number, run.HeadCommit)))
            return Nothing($"#{pull.Number} has newer commits by now, or was closed");
        var (outcome, page) = await GitHubAnswer.To($"the comments of #{pull.Number}", () => StickyComment.PostAsync(client, run.Repository, pull.Number, CommentText.Marker(wishes.Key), body, wishes.Author));
        Say($"comment {outcome.ToString().ToLowerInvariant()}: {page}");
        if (wishes.HasCheckRun)
            await PublishAsync(client, run, compared.Comparison);
        return ExitCodes.Passed;
    }

    private async Task PublishAsync(IGitHubClient client, WorkflowRunEvent run, Comparison compared)
    {
        var content = CheckRunContent.Of(compared, wishes.Key, run.Page);
        Say($"check run: {await GitHubAnswer.To("the check run", () => CheckRunPublisher.PublishAsync(client, run.Repository, run.HeadCommit, content, cancellation))}");
    }

    /// <summary>Both sides come from the repository's own objects, also those of a fork: GitHub keeps every pull request's commits there.</summary>
    private static RepositoryAddress.GitHub At(HubRepository repository, string commit) => new(repository.Owner, repository.Name, commit);

    private async Task<StabilitySummary?> RerunAsync(IGitHubClient client, WorkflowRunEvent run, string? card)
    {
        var artifact = await GitHubAnswer.To("the run's artifacts", () => ArtifactReport.FetchAsync(client, run, cancellation));
        var (stability, reason) = artifact.Json is { } json ? ArtifactRerun.Of(json, run.HeadCommit, card) : new ArtifactRerun(null, artifact.Reason);
        if (reason is not null)
            Say($"no rerun is shown: {reason}");
        return stability;
    }

    private static int Nothing(string reason)
    {
        Say($"nothing to comment on: {reason}");
        return ExitCodes.Passed;
    }

    private static void Say(string line) => Console.Error.WriteLine(Escaping.Terminal(line));
}
