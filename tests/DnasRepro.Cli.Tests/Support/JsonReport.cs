using System.Text.Json;

namespace DnasRepro.Cli.Tests.Support;

/// <summary>A report in JSON, as other programs read it.</summary>
internal sealed class JsonReport
{
    private readonly JsonElement root;

    public JsonReport(Run run)
    {
        Assert.True(run.Output.StartsWith('{'), $"There is no report; exit code {run.ExitCode}: {run.Error}");
        using var json = JsonDocument.Parse(run.Output);
        root = json.RootElement.Clone();
    }

    /// <summary>What stands at a path of names and positions, as in <c>stability.runs.0.seed</c>.</summary>
    public JsonElement this[string path] => path.Split('.').Aggregate(root, (at, part) => int.TryParse(part, out var index) ? at[index] : at.GetProperty(part));

    public string? Verdict => this["stability.verdict"].GetString();

    public string? End => this["stability.end"].GetString();

    public IReadOnlyList<JsonElement> Runs => [.. this["stability.runs"].EnumerateArray()];

    public IEnumerable<long> Seeds => Runs.Select(r => r.GetProperty("seed").GetInt64());

    /// <summary>Outcome and severity of a check's first finding.</summary>
    public (string? Outcome, string? Severity) Finding(string check) => (Of(check).GetProperty("outcome").GetString(), Of(check).GetProperty("severity").GetString());

    /// <summary>What the findings of a check say, each on a line.</summary>
    public string Message(string check) => string.Join('\n', this["findings"].EnumerateArray().Where(f => f.GetProperty("check").GetString() == check).Select(f => f.GetProperty("message").GetString()));

    private JsonElement Of(string check) => this["findings"].EnumerateArray().First(f => f.GetProperty("check").GetString() == check);
}
