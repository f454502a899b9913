using System.Text.Json.Nodes;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>A real repository as a workflow has checked it out, on which the Action runs.</summary>
internal sealed class CheckedOut : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="branch">The branch that a pull request is made from.</param>
    public CheckedOut(string branch = "changes")
    {
        Branch = branch;
        Directory.CreateDirectory(Path);
        Tool.Git(Path, "init", "-q");
    }

    public string Branch { get; }

    public string Path => System.IO.Path.Combine(folder.Path, "checkout");

    /// <summary>A place beside the checkout.</summary>
    public string Beside(string name) => System.IO.Path.Combine(folder.Path, name);

    /// <summary>Steps run with these variables too.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What actions of others do; by default the cache holds the built tool and all uploads succeed.</summary>
    public Func<Step, IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>?>? Uses { get; set; }

    public string Write(string name, string text) => folder.Write(System.IO.Path.Combine("checkout", name), text);

    public string Commit(string message = "change")
    {
        Tool.Git(Path, "add", "--all");
        Tool.Git(Path, "commit", "-qm", message);
        return Tool.Git(Path, "rev-parse", "HEAD").Output.Trim();
    }

    /// <summary>Goes on on the branch of the pull request.</summary>
    public void StartBranch() => Tool.Git(Path, "checkout", "-qb", Branch);

    /// <summary>Runs <c>action.yml</c>.</summary>
    public RunnerResult Run(JsonObject github, params (string Name, string Value)[] inputs)
    {
        NodeTools.Require();
        using var runner = new Runner(Path, github, Tool.Root);
        foreach (var (name, value) in Variables)
            runner.Variables[name] = value;
        runner.Uses = (step, given) => Uses is not null ? Uses(step, given) : ByDefault(step, given);
        return runner.Run(StepFile.OfAction(System.IO.Path.Combine(Tool.Root, "action.yml")), inputs.ToDictionary(i => i.Name, i => i.Value));
    }

    /// <summary>The cache holds the tool that was built with these tests, so that nothing needs to be installed.</summary>
    public static IReadOnlyDictionary<string, string>? ByDefault(Step step, IReadOnlyDictionary<string, string> given)
    {
        if (!step.Uses!.StartsWith("actions/cache/restore@", StringComparison.Ordinal))
            return new Dictionary<string, string>();
        Directory.CreateDirectory(given["path"]);
        File.CreateSymbolicLink(System.IO.Path.Combine(given["path"], "dotnet-dnas-repro"), System.IO.Path.ChangeExtension(Tool.Dll, null));
        return new Dictionary<string, string> { ["cache-hit"] = "true" };
    }

    /// <summary>Puts a shell script in the place of the tool.</summary>
    public void ToolIs(string script) => Uses = (step, given) =>
    {
        if (!step.Uses!.StartsWith("actions/cache/restore@", StringComparison.Ordinal))
            return new Dictionary<string, string>();
        Directory.CreateDirectory(given["path"]);
        var tool = System.IO.Path.Combine(given["path"], "dotnet-dnas-repro");
        File.WriteAllText(tool, $"#!/bin/sh\n{script}\n");
        Tool.Process("chmod", "/", "+x", tool);
        return new Dictionary<string, string> { ["cache-hit"] = "true" };
    };

    public void Dispose() => folder.Dispose();
}
