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
    private const string PublicServer = "https://github.com";
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
        var comparison = Compare(run, pull.BaseCommit);
        var rerun = await RerunAsync(client, run);
        var body = CommentText.Of(comparison, rerun, wishes.Key, run.Page);
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
            Say($"check run: {await GitHubAnswer.To("the check run", () => CheckRunPublisher.PublishAsync(client, run.Repository, run.HeadCommit, CheckRunText.Of(comparison, wishes.FailOnNew, run.Page), cancellation))}");
        return ExitCodes.Passed;
    }

    /// <summary>Both sides from git, with the settings of the base: a pull request does not choose its own measure.</summary>
    private Comparison Compare(WorkflowRunEvent run, string baseCommit)
    {
        using var repository = RepositoryAssessment.Open(At(run.Repository, baseCommit), wishes.Cache, cancellation);
        var settings = wishes.Config is { } named ? HeldSettings.Named(named) : HeldSettings.Of(repository.Snapshot, isTrusted: true);
        var before = RepositoryAssessment.Of(repository, wishes.Assessment, settings, cancellation);
        var after = RepositoryAssessment.Of(At(run.Repository, run.HeadCommit), wishes.Assessment, settings, wishes.Cache, cancellation);
        return ReportComparison.Of(before, after, null);
    }

    private static RepositoryAddress At(HubRepository repository, string commit) =>
        (Environment.GetEnvironmentVariable("GITHUB_SERVER_URL") is { Length: > 0 } server ? server.TrimEnd('/') : PublicServer) is var host && host == PublicServer
            ? new RepositoryAddress.GitHub(repository.Owner, repository.Name, commit)
            : new RepositoryAddress.GitUrl($"{host}/{repository}.git", commit);

    private async Task<StabilitySummary?> RerunAsync(IGitHubClient client, WorkflowRunEvent run)
    {
        var artifact = await GitHubAnswer.To("the run's artifacts", () => ArtifactReport.FetchAsync(client, hub, run, cancellation));
        var (stability, reason) = artifact.Json is { } json ? ArtifactRerun.Of(json, run.HeadCommit) : new ArtifactRerun(null, artifact.Reason);
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
