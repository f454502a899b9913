using DnasRepro.GitHub;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.GitHub;

/// <summary>The event of a workflow that has ended, as GitHub's own examples write it.</summary>
public class WorkflowRunEventTests
{
    private static readonly string Examples = Path.Combine(ExternalTool.ToolsFolder, "node_modules", "@octokit", "webhooks-examples", "api.github.com", "index.json");

    [Fact]
    public void Every_example_of_GitHub_is_read()
    {
        Requires.That("webhooks-examples", File.Exists(Examples));
        using var all = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Examples));
        var examples = all.RootElement.EnumerateArray().First(e => e.GetProperty("name").GetString() == "workflow_run").GetProperty("examples").EnumerateArray().ToList();

        Assert.Equal(5, examples.Count);
        Assert.All(examples, e =>
        {
            var read = WorkflowRunEvent.Read(e.GetRawText());
            Assert.Equal(e.GetProperty("repository").GetProperty("full_name").GetString(), read.Repository.ToString());
            Assert.Equal(e.GetProperty("workflow_run").GetProperty("head_sha").GetString(), read.HeadCommit);
            Assert.Equal(e.GetProperty("workflow_run").GetProperty("event").GetString(), read.Trigger);
            Assert.Equal(e.GetProperty("workflow_run").GetProperty("id").GetInt64(), read.RunId);
        });
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("[]", "no workflow_run")]
    [InlineData("{}", "no workflow_run")]
    [InlineData("""{"workflow_run": 1}""", "no workflow_run")]
    [InlineData("""{"workflow_run": {"head_sha": "main"}}""", "no full commit id")]
    [InlineData("""{"workflow_run": {"head_sha": 7}}""", "no event")]
    [InlineData("""{"workflow_run": {"head_sha": "0123456789012345678901234567890123456789"}}""", "no event")]
    [InlineData("""{"workflow_run": {"head_sha": "0123456789012345678901234567890123456789"}, "repository": {"full_name": "a/../b"}}""", "not owner/name")]
    [InlineData("""{"workflow_run": {"head_sha": "0123456789012345678901234567890123456789", "id": 1e40, "event": "push", "html_url": null}, "repository": {"full_name": "a/b"}}""", "no event")]
    public void Anything_else_is_refused_with_a_sentence(string json, string says)
    {
        var error = Assert.Throws<UserErrorException>(() => WorkflowRunEvent.Read(json));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal(2, error.ExitCode);
    }
}
