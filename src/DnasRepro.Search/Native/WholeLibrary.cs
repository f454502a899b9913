using System.Buffers.Binary;

namespace DnasRepro.Search.Native;

/// <summary>Whether a library of Linux is all there. The loader maps it into memory, and a part that is missing ends the process without a word.</summary>
internal static class WholeLibrary
{
    private const int HeaderLength = 64;

    /// <summary>The first library of a folder of which the end is missing, or that is none; null when all are whole.</summary>
    public static string? FirstBroken(string folder) =>
        Directory.EnumerateFiles(folder, "*.so*").Order(StringComparer.Ordinal).FirstOrDefault(f => !IsWhole(f));

    /// <summary>The table of sections stands at the end of the file.</summary>
    private static bool IsWhole(string path)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        using var file = File.OpenRead(path);
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x464c457f)
            return false;
        var end = BinaryPrimitives.ReadUInt64LittleEndian(header[0x28..]) + ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(header[0x3a..]) * BinaryPrimitives.ReadUInt16LittleEndian(header[0x3c..]));
        return end <= (ulong)file.Length;
    }
}
