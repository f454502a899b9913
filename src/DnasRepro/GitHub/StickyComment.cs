using System.Net;
using Octokit;

namespace DnasRepro.GitHub;

/// <summary>What became of a comment.</summary>
public enum CommentOutcome
{
    Created,
    Updated,
    Unchanged,
}

/// <summary>One comment of ours on a pull request, written again in its place.</summary>
public static class StickyComment
{
    /// <summary>Who comments with the token of a workflow.</summary>
    public const string WorkflowAuthor = "github-actions[bot]";

    private const int PageSize = 100;
    private const int MostPages = 100;

    /// <summary>Posts a comment, or writes the earlier one anew. Of several earlier ones the first is ours.</summary>
    /// <param name="client">GitHub.</param>
    /// <param name="repository">Whose pull request it is.</param>
    /// <param name="number">The pull request.</param>
    /// <param name="marker">The line that all our comments of this kind begin with. Others can write it too, so the author counts as well.</param>
    /// <param name="body">The comment, which begins with the marker; at most 65,536 characters.</param>
    /// <param name="author">The account that the token belongs to.</param>
    /// <exception cref="UserErrorException">The token may not comment, or the conversation is locked.</exception>
    public static async Task<(CommentOutcome Outcome, string Page)> PostAsync(IGitHubClient client, HubRepository repository, int number, string marker, string body, string author)
    {
        var earlier = await EarlierAsync(client, repository, number, marker, author);
        if (earlier is not null && Same(earlier.Body, body))
            return (CommentOutcome.Unchanged, earlier.HtmlUrl);
        try
        {
            return earlier is null
                ? (CommentOutcome.Created, (await client.Issue.Comment.Create(repository.Owner, repository.Name, number, body)).HtmlUrl)
                : (CommentOutcome.Updated, (await client.Issue.Comment.Update(repository.Owner, repository.Name, earlier.Id, body)).HtmlUrl);
        }
        catch (ApiException error) when (error.StatusCode == HttpStatusCode.Forbidden && error is not RateLimitExceededException)
        {
            throw new UserErrorException(
                $"GitHub lets this token write no comment on #{number}: the job lacks 'pull-requests: write', or the conversation is locked.",
                "Give the job 'permissions: pull-requests: write', as templates/comment-workflow.yml does.", exitCode: 3);
        }
    }

    /// <summary>The first comment of ours, on whatever page it stands.</summary>
    private static async Task<IssueComment?> EarlierAsync(IGitHubClient client, HubRepository repository, int number, string marker, string author)
    {
        for (var page = 1; page <= MostPages; page++)
        {
            var some = await client.Issue.Comment.GetAllForIssue(repository.Owner, repository.Name, number, new ApiOptions { PageSize = PageSize, PageCount = 1, StartPage = page });
            var ours = some.Where(c => string.Equals(c.User?.Login, author, StringComparison.OrdinalIgnoreCase) && FirstLine(c.Body) == marker).MinBy(c => c.Id);
            if (ours is not null || some.Count < PageSize)
                return ours;
        }
        return null;
    }

    private static string FirstLine(string? body) => (body ?? "").Split('\n', 2)[0].TrimEnd('\r');

    /// <summary>GitHub may give line ends and the last one back differently.</summary>
    private static bool Same(string one, string other) => one.ReplaceLineEndings("\n").TrimEnd() == other.ReplaceLineEndings("\n").TrimEnd();
}
