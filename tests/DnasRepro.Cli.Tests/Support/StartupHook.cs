using DnasRepro.Cli.Tests.Support;

/// <summary>The runtime calls this in the tool's process before Main (DOTNET_STARTUP_HOOKS), under this very name and outside of namespaces.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for it there.")]
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(LoadedFiles.Variable) is { } file)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Copy("/proc/self/maps", file);
    }
}
