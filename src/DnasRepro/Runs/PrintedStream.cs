using System.Text;

namespace DnasRepro.Runs;

/// <summary>What a run printed, as text.</summary>
internal static class PrintedStream
{
    /// <summary>Of longer outputs the end is read, in bytes: the last results count.</summary>
    private const int Most = 64 << 20;

    public static string Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(Math.Max(0, stream.Length - Most), SeekOrigin.Begin);
            using var reader = new StreamReader(stream, new UTF8Encoding(false));
            return reader.ReadToEnd();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
