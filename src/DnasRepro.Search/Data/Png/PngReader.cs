using System.Buffers.Binary;
using System.IO.Compression;

namespace DnasRepro.Search.Data.Png;

/// <summary>
/// Reads PNG (W3C, 3rd edition): every depth and colour type, interlaced or not. It gives palette indices and all 16 bits, which label images need
/// and the libraries at hand (StbImageSharp, BigGustave) throw away. Unpacks no more than the header promises.
/// </summary>
internal static class PngReader
{
    private const string SaveAgain = "Copy the file again, or open it and save it as PNG again.";

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>First column and row, and steps, of the seven passes of Adam7.</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static PngImage Read(byte[] bytes, string name, DataLimits limits)
    {
        if (!bytes.AsSpan().StartsWith(Signature))
            throw DataFault.In(name, "it is no PNG file.", "Save the image as PNG; other formats are not read.");
        var chunks = Chunks(bytes, name);
        if (chunks is not [("IHDR", { Length: 13 } first), ..])
            throw DataFault.In(name, "it does not begin with a PNG header.", SaveAgain);
        var header = PngHeader.Read(first.Span, name, limits);
        var palette = header.HasPalette ? chunks.Find(c => c.Type == "PLTE").Data.ToArray() : null;
        var packed = new MemoryStream();
        foreach (var (_, data) in chunks.Where(c => c.Type == "IDAT"))
            packed.Write(data.Span);
        packed.Position = 0;
        var image = new PngImage(header.Width, header.Height, header.Samples, Pixels(packed, header, name), palette);
        if (palette is not null && image.Values.Max() * 3 + 2 >= palette.Length)
            throw DataFault.In(name, $"a pixel has index {image.Values.Max()}, and the palette has {palette.Length / 3} colours.", SaveAgain);
        return image;
    }

    /// <summary>The parts of the file up to IEND; their checksums are not looked at, for the packed pixels have one of their own.</summary>
    private static List<(string Type, ReadOnlyMemory<byte> Data)> Chunks(byte[] bytes, string name)
    {
        var chunks = new List<(string Type, ReadOnlyMemory<byte> Data)>();
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12)
                break;
            var type = System.Text.Encoding.Latin1.GetString(bytes, at + 4, 4);
            if (type == "IEND")
                return chunks;
            chunks.Add((type, bytes.AsMemory(at + 8, (int)length)));
            at += (int)length + 12;
        }
        throw DataFault.In(name, "it ends before its last part.", SaveAgain);
    }

    private static ushort[] Pixels(MemoryStream packed, PngHeader header, string name)
    {
        using var plain = new BufferedStream(new ZLibStream(packed, CompressionMode.Decompress));
        var values = new ushort[(long)header.Width * header.Height * header.Samples];
        try
        {
            foreach (var (x, y, stepX, stepY) in header.IsInterlaced ? Adam7 : [(0, 0, 1, 1)])
                ReadPass(plain, header, values, x, y, stepX, stepY);
            return values;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw DataFault.In(name, $"its pixels cannot be unpacked: {error.Message}", SaveAgain);
        }
    }

    private static void ReadPass(Stream plain, PngHeader header, ushort[] values, int x, int y, int stepX, int stepY)
    {
        var columns = (header.Width - x + stepX - 1) / stepX;
        if (columns < 1)
            return;
        var (line, before) = (new byte[header.LineBytes(columns)], new byte[header.LineBytes(columns)]);
        for (var row = y; row < header.Height; row += stepY)
        {
            var filter = plain.ReadByte();
            plain.ReadExactly(line);
            Unfilter(filter, line, before, header.PixelBytes);
            for (var i = 0; i < columns * header.Samples; i++)
            {
                var pixel = (long)row * header.Width + x + i / header.Samples * stepX;
                values[pixel * header.Samples + i % header.Samples] = Sample(line, i, header.BitDepth);
            }
            (line, before) = (before, line);
        }
    }

    private static ushort Sample(byte[] line, int i, int depth) => depth switch
    {
        16 => BinaryPrimitives.ReadUInt16BigEndian(line.AsSpan(2 * i)),
        8 => line[i],
        _ => (ushort)((line[i * depth / 8] >> (8 - depth - i * depth % 8)) & ((1 << depth) - 1)),
    };

    /// <summary>Section 9.2: a line is stored as its difference from a guess by its neighbours.</summary>
    private static void Unfilter(int filter, byte[] line, byte[] above, int width)
    {
        if (filter is < 0 or > 4)
            throw new InvalidDataException(filter < 0 ? "too few lines." : $"filter {filter} is none of PNG's.");
        for (var i = 0; i < line.Length && filter > 0; i++)
        {
            var (left, corner) = i < width ? (0, 0) : (line[i - width], above[i - width]);
            line[i] += filter switch
            {
                1 => (byte)left,
                2 => above[i],
                3 => (byte)((left + above[i]) / 2),
                _ => (byte)Paeth(left, above[i], corner),
            };
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        var guess = left + above - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? above : corner;
    }
}
