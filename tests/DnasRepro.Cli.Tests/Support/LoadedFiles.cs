namespace DnasRepro.Cli.Tests.Support;

/// <summary>Which files a process of the tool had mapped into its memory when it ended: libraries and assemblies.</summary>
internal static class LoadedFiles
{
    public const string Variable = "DNAS_REPRO_TEST_LOADED";

    /// <summary>Runs the tool, and gives the names of the files.</summary>
    public static (Run Run, IReadOnlyList<string> Names) Of(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var list = Path.Combine(folder.Path, "maps");
        var run = Tool.Process("dotnet", Tool.Root, [("DOTNET_STARTUP_HOOKS", typeof(LoadedFiles).Assembly.Location), (Variable, list)], [Tool.Dll, .. arguments]);
        return (run, [.. File.ReadLines(list).Where(l => l.Contains('/')).Select(l => Path.GetFileName(l)).Distinct().Order(StringComparer.Ordinal)]);
    }
}
