using System.Buffers.Binary;
using System.IO.Compression;

namespace DnasRepro.Search.Tests.Data;

/// <summary>A small NIfTI-1 file, byte by byte, to be spoilt.</summary>
internal static class NiftiBytes
{
    /// <summary>uint8, 4 x 3 x 2 voxels of 1 x 2 x 3 mm.</summary>
    public static byte[] Valid()
    {
        var bytes = new byte[352 + 24];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 348);
        foreach (var (at, value) in new[] { (40, 3), (42, 4), (44, 3), (46, 2), (48, 1), (50, 1), (52, 1), (54, 1), (70, 2), (72, 8), (254, 1) })
            Short(bytes, at, value);
        foreach (var (at, value) in new[] { (76, 1f), (80, 1f), (84, 2f), (88, 3f), (108, 352f), (112, 1f), (280, 1f), (300, 2f), (320, 3f) })
            Float(bytes, at, value);
        "n+1\0"u8.CopyTo(bytes.AsSpan(344));
        for (var i = 0; i < 24; i++)
            bytes[352 + i] = (byte)(i % 3);
        return bytes;
    }

    public static byte[] Short(byte[] bytes, int at, int value)
    {
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), (short)value);
        return bytes;
    }

    public static byte[] Float(byte[] bytes, int at, float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);
        return bytes;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal))
            stream.Write(bytes);
        return packed.ToArray();
    }
}
