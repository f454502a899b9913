using System.Net;
using Octokit;

namespace DnasRepro.GitHub;

/// <summary>A remark on lines of a file, for GitHub's list of checks.</summary>
/// <param name="Path">The file.</param>
/// <param name="StartLine">From 1.</param>
/// <param name="EndLine">The last line of the place.</param>
/// <param name="Level">notice, warning or failure.</param>
/// <param name="Title">At most 255 characters.</param>
/// <param name="Message">At most 64 KB.</param>
public sealed record CheckRunRemark(string Path, int StartLine, int EndLine, string Level, string Title, string Message);

/// <summary>What a check run says.</summary>
/// <param name="Name">The check's name in the list.</param>
/// <param name="Conclusion">success, neutral or failure.</param>
/// <param name="Title">One line.</param>
/// <param name="Summary">Markdown, at most 65,535 characters.</param>
/// <param name="Page">Where more is to be read; null when nowhere.</param>
/// <param name="Remarks">In the order in which they are to be shown.</param>
public sealed record CheckRunContent(string Name, string Conclusion, string Title, string Summary, string? Page, IReadOnlyList<CheckRunRemark> Remarks);

/// <summary>Publishes check runs with annotations.</summary>
public static class CheckRunPublisher
{
    /// <summary>GitHub takes so many annotations with one request; more are added by further ones.</summary>
    /// <remarks>https://docs.github.com/rest/checks/runs#create-a-check-run</remarks>
    public const int RemarksPerRequest = 50;

    /// <summary>Publishes a finished check run of a commit.</summary>
    /// <exception cref="UserErrorException">The token may not.</exception>
    public static async Task<string> PublishAsync(IGitHubClient client, HubRepository repository, string headCommit, CheckRunContent content, CancellationToken cancellation)
    {
        var batches = content.Remarks.Select(Annotation).Chunk(RemarksPerRequest).ToList();
        try
        {
            var made = await client.Check.Run.Create(repository.Owner, repository.Name, new NewCheckRun(content.Name, headCommit)
            {
                Status = CheckStatus.Completed,
                Conclusion = Enum.Parse<CheckConclusion>(content.Conclusion, ignoreCase: true),
                DetailsUrl = content.Page,
                Output = Output(content, batches.FirstOrDefault() ?? []),
            });
            foreach (var batch in batches.Skip(1))
            {
                cancellation.ThrowIfCancellationRequested();
                await client.Check.Run.Update(repository.Owner, repository.Name, made.Id, new CheckRunUpdate { Output = Output(content, batch) });
            }
            return made.HtmlUrl;
        }
        catch (ApiException error) when (error.StatusCode == HttpStatusCode.Forbidden && error is not RateLimitExceededException)
        {
            throw new UserErrorException("GitHub lets this token write no check run.", "Give the job 'permissions: checks: write', as templates/comment-workflow.yml does, or leave --check-run out.", exitCode: 3);
        }
    }

    private static NewCheckRunOutput Output(CheckRunContent content, IReadOnlyList<NewCheckRunAnnotation> annotations) => new(content.Title, content.Summary) { Annotations = annotations };

    private static NewCheckRunAnnotation Annotation(CheckRunRemark remark) =>
        new(remark.Path, remark.StartLine, remark.EndLine, Enum.Parse<CheckAnnotationLevel>(remark.Level, ignoreCase: true), remark.Message) { Title = remark.Title };
}
