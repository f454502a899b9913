using System.Globalization;
using System.Security.Cryptography;

namespace DnasRepro.Cli.Tests.Support;

/// <summary>Everything below a folder that a program could have changed: names, times, modes, contents.</summary>
internal static class TreeState
{
    public static IReadOnlyList<string> Of(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(e => string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(folder, e.FullName)} {e.LastWriteTimeUtc.Ticks} {e.UnixFileMode} {Content(e)}"))
            .Order(StringComparer.Ordinal),
    ];

    private static string Content(FileSystemInfo entry) => entry switch
    {
        { LinkTarget: { } target } => $"-> {target}",
        FileInfo file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName))),
        _ => "folder",
    };
}
