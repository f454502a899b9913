namespace DnasRepro.Cli.Tests.Support;

/// <summary>A repository with the stand-in search, its recipe beside it, and a folder that keeps its reruns.</summary>
internal sealed class Study : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="parameters">How the search draws its architecture parameters.</param>
    /// <param name="extra">What it does before it searches.</param>
    public Study(string parameters = StandIn.Agreeing, string extra = "")
    {
        Write("study/search.py", StandIn.Search(parameters, extra));
        Write("recipe.yml", StandIn.Recipe);
        File.Copy(Path.Combine(Tool.Root, "LICENSE"), this["study/LICENSE"]);
    }

    /// <summary>A place in the folder around repository, recipe and state.</summary>
    public string this[string path] => Path.Combine(folder.Path, path);

    public string Repository => this["study"];

    public string State => this["state"];

    /// <summary>Variables that the tool gets beside those of this process.</summary>
    public (string Name, string Value)[] Variables { get; init; } = [];

    public string Write(string path, string text) => folder.Write(path, text);

    /// <summary>Runs the tool in the folder around the repository.</summary>
    public Run Start(params string[] arguments) => Tool.Process("dotnet", folder.Path, Variables, [Tool.Dll, .. arguments]);

    /// <summary>Reruns the repository as its recipe says, without isolation, and reports in JSON.</summary>
    public Run Rerun(params string[] options) => Start([.. Arguments("json"), .. options]);

    /// <summary>The same in another format.</summary>
    public Run RerunAs(string format, params string[] options) => Start([.. Arguments(format), .. options]);

    /// <summary>What the tool is started with for that.</summary>
    public string[] Arguments(string format) => ["rerun", Repository, "--recipe", this["recipe.yml"], "--isolation", Isolation, "--state", State, "-f", format];

    public string Isolation { get; init; } = "none";

    /// <summary>The names of the finished runs.</summary>
    public IReadOnlyList<string> Kept => Directory.Exists(this["state/runs"]) ? [.. Directory.GetFiles(this["state/runs"]).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)] : [];

    public void Dispose() => folder.Dispose();
}
