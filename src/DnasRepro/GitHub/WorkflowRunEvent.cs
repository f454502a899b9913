using System.Text.Json;
using System.Text.RegularExpressions;

namespace DnasRepro.GitHub;

/// <summary>A workflow that has ended, as GitHub tells another workflow about it.</summary>
/// <param name="Repository">Whose workflow it was, and where comments go.</param>
/// <param name="RunId">The run.</param>
/// <param name="HeadCommit">The commit that the run was started for; 40 or 64 hexadecimal digits.</param>
/// <param name="Trigger">What started the run: pull_request, push, schedule …</param>
/// <param name="Page">The run's page.</param>
/// <remarks>https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run</remarks>
public sealed partial record WorkflowRunEvent(HubRepository Repository, long RunId, string HeadCommit, string Trigger, string? Page)
{
    /// <summary>The largest event that is read, in bytes; GitHub's own limit is 25 MB, and real ones have some thirty KB.</summary>
    public const int LargestBytes = 25_000_000;

    /// <summary>Reads the event that a workflow gets at <c>GITHUB_EVENT_PATH</c>.</summary>
    /// <exception cref="UserErrorException">The text is no such event.</exception>
    public static WorkflowRunEvent Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw NoEvent(error is JsonException { LineNumber: { } line } ? $"line {line + 1} is no JSON" : error.Message);
        }
    }

    private static WorkflowRunEvent Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("workflow_run", out var run) || run.ValueKind != JsonValueKind.Object)
            throw NoEvent("it has no workflow_run");
        var commit = run.GetProperty("head_sha").GetString() ?? "";
        if (!Commit().IsMatch(commit))
            throw NoEvent("workflow_run.head_sha is no full commit id");
        return new WorkflowRunEvent(
            HubRepository.TryParse(root.GetProperty("repository").GetProperty("full_name").GetString()) ?? throw NoEvent("repository.full_name is not owner/name"),
            run.GetProperty("id").GetInt64(),
            commit,
            run.GetProperty("event").GetString() ?? "",
            run.GetProperty("html_url").GetString());
    }

    private static UserErrorException NoEvent(string why) =>
        new($"This is no event of a workflow that has ended: {why}.", "Run this command in a workflow with 'on: workflow_run'; templates/comment-workflow.yml is one.");

    [GeneratedRegex(@"^[0-9a-f]{40}([0-9a-f]{24})?\z")]
    private static partial Regex Commit();
}
