using System.Net;
using Octokit;

namespace DnasRepro.GitHub;

/// <summary>Publishes check runs with annotations.</summary>
public static class CheckRunPublisher
{
    /// <summary>Publishes a finished check run of a commit.</summary>
    /// <exception cref="UserErrorException">The token may not.</exception>
    public static async Task<string> PublishAsync(IGitHubClient client, HubRepository repository, string headCommit, CheckRunContent content, CancellationToken cancellation)
    {
        var batches = content.Annotations.Batches.Select(b => b.Select(Annotation).ToList()).ToList();
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

    private static NewCheckRunAnnotation Annotation(Reports.CheckRunAnnotation remark) =>
        new(remark.Path, remark.StartLine, remark.EndLine, Enum.Parse<CheckAnnotationLevel>(remark.Level, ignoreCase: true), remark.Message) { Title = remark.Title };
}
