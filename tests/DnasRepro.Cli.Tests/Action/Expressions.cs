using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>Evaluates a workflow's expressions with GitHub's own evaluator (<c>tests/tools/expressions.mjs</c>), in one process for all of them.</summary>
internal sealed class Expressions : IDisposable
{
    private readonly Process process;

    public Expressions()
    {
        var start = new ProcessStartInfo("node", ["expressions.mjs"]) { WorkingDirectory = NodeTools.Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        process = Process.Start(start)!;
    }

    /// <summary>The text with each <c>${{ }}</c> replaced by its value.</summary>
    public string Text(string text, JsonObject contexts, bool succeeded) => text.Contains("${{", StringComparison.Ordinal) ? Ask(text, isCondition: false, contexts, succeeded) : text;

    /// <summary>Whether a step with this <c>if</c> runs; without one it runs as long as nothing failed.</summary>
    public bool Condition(string? text, JsonObject contexts, bool succeeded) => text is null ? succeeded : Ask(text, isCondition: true, contexts, succeeded) == "true";

    private string Ask(string text, bool isCondition, JsonObject contexts, bool succeeded)
    {
        var request = new JsonObject { ["text"] = text, ["isCondition"] = isCondition, ["contexts"] = contexts.DeepClone(), ["succeeded"] = succeeded };
        process.StandardInput.WriteLine(request.ToJsonString());
        process.StandardInput.Flush();
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The evaluator ended."));
        return answer.RootElement.TryGetProperty("value", out var value)
            ? value.GetString()!
            : throw new InvalidOperationException($"'{text}': {answer.RootElement.GetProperty("error").GetString()}");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
