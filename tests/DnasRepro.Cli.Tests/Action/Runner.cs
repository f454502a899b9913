using System.Diagnostics;
using System.Text.Json.Nodes;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>
/// Runs steps as a GitHub runner does on Linux: expressions by GitHub's evaluator, bash with its options, a clean environment, outputs and summaries by files,
/// commands by lines. Actions of others (<c>uses</c>) are not run but handed to the test.
/// </summary>
internal sealed class Runner : IDisposable
{
    /// <summary>GitHub fails the upload of a longer summary, and the summary is lost.</summary>
    private const int LongestSummary = 1024 * 1024;

    private static readonly string[] Kept = ["PATH", "DOTNET_ROOT", "TMPDIR", "LANG"];
    private readonly Expressions expressions = new();
    private readonly TemporaryFolder folder = new();
    private readonly JsonObject contexts;
    private int files;

    /// <param name="workspace">The checkout; where steps start.</param>
    /// <param name="github">The context <c>github</c>, the event included.</param>
    /// <param name="actionPath">The folder of the Action's own files.</param>
    public Runner(string workspace, JsonObject github, string actionPath)
    {
        Workspace = workspace;
        ActionPath = actionPath;
        Directory.CreateDirectory(Temp);
        contexts = new JsonObject
        {
            ["github"] = github.DeepClone(),
            ["runner"] = new JsonObject { ["os"] = "Linux", ["arch"] = "X64", ["temp"] = Temp },
            ["steps"] = new JsonObject(), ["inputs"] = new JsonObject(), ["env"] = new JsonObject(), ["needs"] = new JsonObject(),
        };
        File.WriteAllText(EventFile, github["event"]!.ToJsonString());
    }

    public string Workspace { get; }

    public string ActionPath { get; }

    public string Temp => Path.Combine(folder.Path, "temp");

    /// <summary>Variables of every step, as the job or the machine sets them.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What an action of others does with its inputs: its outputs, or null when it fails.</summary>
    public Func<Step, IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>?> Uses { get; set; } = (_, _) => new Dictionary<string, string>();

    private string EventFile => Path.Combine(folder.Path, "event.json");

    /// <summary>Runs the steps of an action with inputs.</summary>
    public RunnerResult Run(StepFile action, IReadOnlyDictionary<string, string> inputs)
    {
        foreach (var (name, value) in action.Defaults)
            contexts["inputs"]![name] = inputs.TryGetValue(name, out var given) ? given : expressions.Text(value, contexts, succeeded: true);
        var result = new RunnerResult();
        foreach (var step in action.Steps)
            RunStep(step, result);
        foreach (var (name, value) in action.Outputs)
            result.Outputs[name] = expressions.Text(value, contexts, succeeded: true);
        return result;
    }

    private void RunStep(Step step, RunnerResult result)
    {
        if (!expressions.Condition(step.If, contexts, result.Succeeded))
        {
            Record(step, "skipped", new Dictionary<string, string>());
            return;
        }
        result.Steps.Add(step.Name ?? step.Uses ?? "");
        var (outcome, outputs) = step.Uses is null ? Bash(step, result) : Action(step, result);
        Record(step, outcome, outputs);
        if (outcome == "failure" && !step.MayFail)
            result.Succeeded = false;
    }

    private void Record(Step step, string outcome, IReadOnlyDictionary<string, string> outputs)
    {
        if (step.Id is not { } id)
            return;
        contexts["steps"]![id] = new JsonObject
        {
            ["outcome"] = outcome, ["conclusion"] = step.MayFail && outcome == "failure" ? "success" : outcome,
            ["outputs"] = new JsonObject(outputs.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Key, o.Value))),
        };
    }

    private (string Outcome, IReadOnlyDictionary<string, string> Outputs) Action(Step step, RunnerResult result)
    {
        var inputs = step.With.ToDictionary(w => w.Key, w => expressions.Text(w.Value, contexts, result.Succeeded));
        result.Used.Add((step.Uses!.Split('@')[0], inputs));
        if (step.Uses.StartsWith("actions/upload-artifact@", StringComparison.Ordinal))
            result.Upload(inputs["path"]);
        return Uses(step, inputs) is { } outputs ? ("success", outputs) : ("failure", new Dictionary<string, string>());
    }

    private (string Outcome, IReadOnlyDictionary<string, string> Outputs) Bash(Step step, RunnerResult result)
    {
        Assert.Equal("bash", step.Shell ?? "bash");
        var number = ++files;
        var script = folder.Write($"{number}.sh", expressions.Text(step.Run!, contexts, result.Succeeded));
        var (output, summary) = (folder.Write($"{number}.output", ""), folder.Write($"{number}.summary", ""));
        // One pipe for both streams keeps the order in which a runner sees the lines.
        var start = new ProcessStartInfo("bash", ["-c", "exec bash --noprofile --norc -e -o pipefail \"$0\" 2>&1", script]) { WorkingDirectory = Workspace, RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in Environment(step, result, output, summary))
            start.Environment[name] = value;
        var code = Read(start, result);
        Assert.False(result.Log.IsStopped, $"The step '{step.Name}' left workflow commands switched off.");
        Assert.True(new FileInfo(summary).Length <= LongestSummary, $"The summary of '{step.Name}' is longer than GitHub takes.");
        result.Summaries.Add(File.ReadAllText(summary));
        result.LastExitCode = code;
        return (code == 0 ? "success" : "failure", FileCommands.Read(output));
    }

    private Dictionary<string, string> Environment(Step step, RunnerResult result, string output, string summary)
    {
        var github = contexts["github"]!;
        var variables = Kept.Where(n => System.Environment.GetEnvironmentVariable(n) is not null).ToDictionary(n => n, n => System.Environment.GetEnvironmentVariable(n)!);
        foreach (var (name, value) in new (string, string)[]
        {
            ("CI", "true"), ("GITHUB_ACTIONS", "true"), ("HOME", folder.Path), ("DOTNET_CLI_HOME", folder.Path), ("DOTNET_NOLOGO", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GITHUB_EVENT_NAME", (string)github["event_name"]!), ("GITHUB_EVENT_PATH", EventFile), ("GITHUB_REPOSITORY", (string)github["repository"]!), ("GITHUB_WORKSPACE", Workspace),
            ("GITHUB_SERVER_URL", (string)github["server_url"]!), ("GITHUB_RUN_ID", "17"),
            ("GITHUB_SHA", (string)github["sha"]!), ("GITHUB_REF", (string)github["ref"]!), ("GITHUB_ACTION_PATH", ActionPath), ("GITHUB_OUTPUT", output), ("GITHUB_STEP_SUMMARY", summary),
            ("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64"), ("RUNNER_TEMP", Temp), ("RUNNER_ENVIRONMENT", "self-hosted"),
        })
            variables[name] = value;
        foreach (var (name, value) in Variables.Concat(step.Env.Select(e => KeyValuePair.Create(e.Key, expressions.Text(e.Value, contexts, result.Succeeded)))))
            variables[name] = value;
        return variables;
    }

    private static int Read(ProcessStartInfo start, RunnerResult result)
    {
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        using var end = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        while (process.StandardOutput.ReadLine() is { } line)
            result.Log.Add(line);
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        expressions.Dispose();
        folder.Dispose();
    }
}
