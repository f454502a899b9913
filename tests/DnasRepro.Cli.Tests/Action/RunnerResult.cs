namespace DnasRepro.Cli.Tests.Action;

/// <summary>What running steps gave.</summary>
internal sealed class RunnerResult
{
    /// <summary>True as long as no step failed that had to succeed.</summary>
    public bool Succeeded { get; set; } = true;

    /// <summary>The exit code of the last script.</summary>
    public int LastExitCode { get; set; }

    public RunnerLog Log { get; } = new();

    /// <summary>The names of the steps that ran.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>The actions of others that were called, with their inputs.</summary>
    public List<(string Action, IReadOnlyDictionary<string, string> Inputs)> Used { get; } = [];

    public List<string> Summaries { get; } = [];

    /// <summary>The action's outputs.</summary>
    public Dictionary<string, string> Outputs { get; } = [];

    public string Summary => string.Concat(Summaries);

    /// <summary>The files of the artifact.</summary>
    public Dictionary<string, string> Artifact { get; } = [];

    /// <summary>Takes the files that the lines of <c>path</c> name, each a folder and a pattern.</summary>
    public void Upload(string paths)
    {
        foreach (var line in paths.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(line)!, Path.GetFileName(line)))
                Artifact[Path.GetFileName(file)] = File.ReadAllText(file);
        }
    }

    /// <summary>The whole log, for assertions that fail.</summary>
    public string Text => string.Join('\n', Log.Lines);

    /// <summary>The messages of annotations of one kind.</summary>
    public IReadOnlyList<string> Annotations(string kind) => [.. Log.Commands.Where(c => c.Name == kind).Select(c => c.Message)];

    public IReadOnlyDictionary<string, string>? InputsOf(string action) => Used.Where(u => u.Action == action).Select(u => u.Inputs).LastOrDefault();
}
