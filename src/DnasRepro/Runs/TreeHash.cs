using System.Security.Cryptography;
using System.Text;

namespace DnasRepro.Runs;

/// <summary>One hash over all files of a folder: their paths, bytes and rights, and where links lead.</summary>
internal static class TreeHash
{
    /// <summary>The SHA-256, 64 hex digits.</summary>
    public static string Of(string folder, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true })
            .Concat(Links(new DirectoryInfo(folder)))
            .Select(e => (Name: Path.GetRelativePath(folder, e.FullName).Replace('\\', '/'), Entry: e))
            .OrderBy(e => e.Name, StringComparer.Ordinal);
        foreach (var (name, entry) in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Text(entry) is { } text)
                hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{text}\0"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Links, which the listing of files leaves out so that it never follows one.</summary>
    private static IEnumerable<FileSystemInfo> Links(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
        {
            if (entry.LinkTarget is not null)
                yield return entry;
            else if (entry is DirectoryInfo inner)
            {
                foreach (var link in Links(inner))
                    yield return link;
            }
        }
    }

    private static string? Text(FileSystemInfo entry)
    {
        if (entry.LinkTarget is { } target)
            return "link " + target;
        if (entry is not FileInfo file)
            return null;
        using var stream = file.OpenRead();
        var isProgram = !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
        return $"{(isProgram ? "program" : "file")} {Convert.ToHexStringLower(SHA256.HashData(stream))}";
    }
}
