using System.Buffers.Binary;

namespace DnasRepro.Search.Data.Png;

/// <summary>How a PNG stores its pixels (PNG specification, 3rd edition, 11.2.1).</summary>
internal sealed record PngHeader(int Width, int Height, int BitDepth, int ColourType, bool IsInterlaced)
{
    /// <summary>Numbers of a pixel as stored; a palette index is one.</summary>
    public int Samples => ColourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public bool HasPalette => ColourType == 3;

    public bool HasAlpha => ColourType is 4 or 6;

    /// <summary>Bytes from a pixel to its left neighbour, at least 1, as the filters count.</summary>
    public int PixelBytes => Math.Max(1, Samples * BitDepth / 8);

    public static PngHeader Read(ReadOnlySpan<byte> bytes, string name, DataLimits limits)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[4..]));
        if (width < 1 || height < 1)
            throw DataFault.In(name, $"its header says {width} x {height} pixels.", "The file is damaged: save the image again.");
        if ((long)width * height > limits.ImageBytes / 16)
            throw DataFault.In(name, $"its header says {width} x {height} pixels, more than {limits.ImageBytes >> 20} MiB in memory.", "Crop it or make it smaller.");
        var (depth, colour) = (bytes[8], bytes[9]);
        var isAllowed = colour switch { 0 => depth is 1 or 2 or 4 or 8 or 16, 3 => depth is 1 or 2 or 4 or 8, 2 or 4 or 6 => depth is 8 or 16, _ => false };
        if (!isAllowed || bytes[10] != 0 || bytes[11] != 0 || bytes[12] > 1)
            throw DataFault.In(name, $"its header (depth {depth}, colour type {colour}, interlace {bytes[12]}) is none that PNG allows.", "The file is damaged: save the image again.");
        return new PngHeader(width, height, depth, colour, bytes[12] == 1);
    }

    /// <summary>Bytes of one line of so many pixels, without its filter byte.</summary>
    public int LineBytes(int pixels) => (int)(((long)pixels * Samples * BitDepth + 7) / 8);
}
