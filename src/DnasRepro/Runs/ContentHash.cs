using System.Security.Cryptography;
using System.Text;
using DnasRepro.Snapshots;

namespace DnasRepro.Runs;

/// <summary>Hashes that tell whether two reruns ran the same. SHA-256, 64 hex digits.</summary>
public static class ContentHash
{
    /// <summary>Of larger files only path and size count: 64 MiB.</summary>
    private const long LargestRead = 64L << 20;

    private static readonly HashSet<string> CodeEndings = [".py", ".pyx", ".pyi", ".ipynb", ".sh", ".yml", ".yaml", ".toml", ".cfg", ".ini", ".c", ".cpp", ".cu", ".h"];

    /// <summary>Over the paths and bytes of a repository's files.</summary>
    /// <param name="snapshot">The repository; still open.</param>
    /// <param name="isLeftOut">True for files that the rerun itself may have written.</param>
    public static string OfRepository(RepositorySnapshot snapshot, Func<SnapshotFile, bool> isLeftOut) => Of(snapshot.Files.Where(f => !isLeftOut(f)));

    /// <summary>The same over code and settings alone: what a stored result is held against, whatever reports were written since.</summary>
    public static string OfCode(RepositorySnapshot snapshot) => Of(snapshot.Files.Where(f => CodeEndings.Contains(f.Path.Extension)));

    private static string Of(IEnumerable<SnapshotFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path.Value}\0{(file.IsExecutable ? "program" : "file")} {Bytes(file)}\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Bytes(SnapshotFile file)
    {
        if (file.Size > LargestRead)
            return $"size {file.Size}";
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(file.ReadBytes()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "not readable";
        }
    }
}
