namespace DnasRepro.Cli.Tests.Action;

/// <summary>A workflow command that a step printed.</summary>
internal sealed record WorkflowCommand(string Name, string Properties, string Message);

/// <summary>Reads a step's output as a runner does: lines, the commands among them, and what is masked.</summary>
internal sealed class RunnerLog
{
    private static readonly string[] Known = ["error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-matcher", "remove-matcher", "set-output", "save-state", "set-env", "add-path", "echo", "stop-commands"];
    private readonly List<string> lines = [];
    private readonly List<WorkflowCommand> commands = [];
    private string? stopped;

    public IReadOnlyList<string> Lines => lines;

    public IReadOnlyList<WorkflowCommand> Commands => commands;

    /// <summary>What is shown as <c>***</c>.</summary>
    public HashSet<string> Masks { get; } = new(StringComparer.Ordinal);

    public bool IsStopped => stopped is not null;

    public void Add(string line)
    {
        lines.Add(Masks.Aggregate(line, (text, mask) => text.Replace(mask, "***", StringComparison.Ordinal)));
        if (stopped is not null)
        {
            if (line.Trim() == $"::{stopped}::")
                stopped = null;
            return;
        }
        if ((Command(line) ?? OldCommand(line)) is { } command && Known.Contains(command.Name))
            Take(command);
    }

    private void Take(WorkflowCommand command)
    {
        commands.Add(command);
        if (command.Name == "stop-commands")
            stopped = command.Message;
        else if (command is { Name: "add-mask", Message.Length: > 0 })
            Masks.Add(command.Message);
    }

    /// <summary><c>::name properties::message</c>, also behind blanks.</summary>
    private static WorkflowCommand? Command(string line)
    {
        var text = line.TrimStart();
        var end = text.StartsWith("::", StringComparison.Ordinal) ? text.IndexOf("::", 2, StringComparison.Ordinal) : -1;
        return end < 0 ? null : Split(text[2..end], text[(end + 2)..]);
    }

    /// <summary><c>##[name properties]message</c>, anywhere in a line.</summary>
    private static WorkflowCommand? OldCommand(string line)
    {
        var start = line.IndexOf("##[", StringComparison.Ordinal);
        var end = start < 0 ? -1 : line.IndexOf(']', start);
        return end < 0 ? null : Split(line[(start + 3)..end], line[(end + 1)..]);
    }

    private static WorkflowCommand Split(string command, string message)
    {
        var parts = command.Split(' ', 2);
        return new WorkflowCommand(parts[0].ToLowerInvariant(), parts.Length > 1 ? parts[1].Trim() : "", Unescape(message));
    }

    private static string Unescape(string text) => text.Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
