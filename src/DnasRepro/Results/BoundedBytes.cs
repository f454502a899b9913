namespace DnasRepro.Results;

/// <summary>Reads streams that others wrote: never more than a limit, never an exception for what the stream does.</summary>
internal static class BoundedBytes
{
    private const int Piece = 1 << 16;

    /// <summary>All bytes of a stream; null with the reason when there are more than the limit or it cannot be read.</summary>
    public static byte[]? Read(Stream stream, long limit, out string why)
    {
        why = "";
        try
        {
            using var bytes = new MemoryStream();
            var piece = new byte[Piece];
            while (stream.Read(piece, 0, piece.Length) is var count and > 0)
            {
                if (bytes.Length + count > limit)
                {
                    why = $"it holds more than {limit >> 20} MiB";
                    return null;
                }
                bytes.Write(piece, 0, count);
            }
            return bytes.ToArray();
        }
        catch (Exception error) when (IsDamage(error))
        {
            why = "it cannot be read: " + Locations.Evidence.Cut(error.Message);
            return null;
        }
    }

    /// <summary>True for what streams and archives throw for damaged data or files that cannot be read.</summary>
    public static bool IsDamage(Exception error) =>
        error is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException or ArgumentException or ObjectDisposedException or OverflowException;
}
