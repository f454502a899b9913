using DnasRepro.Locations;

namespace DnasRepro.Snapshots;

/// <summary>One file of a snapshot. Its bytes are fetched when asked for and kept by nobody.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="ReadBytes">Fetches the bytes. May throw <see cref="IOException"/> when the file has gone or may not be read.</param>
public sealed record SnapshotFile(RepoPath Path, long Size, Func<byte[]> ReadBytes)
{
    /// <summary>Texts above this size are not read: 2 MiB.</summary>
    public const long LargestText = 2 * 1024 * 1024;

    /// <summary>True when git marks it as a program. Known of commits only; a folder's files tell by themselves.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>Reads the file as text. Never throws for what the file holds.</summary>
    /// <param name="largest">The size in bytes above which the file is left unread.</param>
    public FileContent ReadText(long largest = LargestText)
    {
        if (Size > largest)
            return new FileContent.Unread($"larger than {SizeInWords(largest)} ({SizeInWords(Size)})");
        byte[] bytes;
        try
        {
            bytes = ReadBytes();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new FileContent.Unread("could not be opened");
        }
        return bytes.LongLength > largest
            ? new FileContent.Unread($"larger than {SizeInWords(largest)} ({SizeInWords(bytes.LongLength)})")
            : IsPython ? PythonDecoding.Decode(bytes) : TextDecoding.Decode(bytes);
    }

    private bool IsPython => Path.Name.EndsWith(".py", StringComparison.Ordinal) || Path.Name.EndsWith(".pyi", StringComparison.Ordinal);

    private static string SizeInWords(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < 1024 * 1024 => $"{bytes / 1024} KiB",
        _ => $"{bytes / (1024 * 1024)} MiB",
    };
}
