using System.Runtime.CompilerServices;

namespace DnasRepro.Tests.Support;

/// <summary>This project's own folder, found from where this file was compiled.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "DnasRepro.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie inside the repository.");
        return folder;
    }
}
