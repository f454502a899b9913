using DnasRepro.Search.Data;
using DnasRepro.Search.Data.Png;
using DnasRepro.Search.Tests.Support;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Tests.Data;

/// <summary>Against Pillow, over every colour type, depth, filter and order of lines.</summary>
public class PngReaderTests
{
    /// <summary>Writes a PNG from numbers; the oracle is another decoder, so that a wrong writer fails too.</summary>
    private const string Writer = """
        import itertools, struct, zlib, numpy as np
        from PIL import Image
        random = np.random.default_rng(2)
        def chunk(kind, data): return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        def filtered(row, above, width, f):
            out = bytearray()
            for i, v in enumerate(row):
                a = row[i - width] if i >= width else 0; b = above[i]; c = above[i - width] if i >= width else 0
                p = a + b - c; pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
                out.append((v - (0, a, b, (a + b) // 2, a if pa <= pb and pa <= pc else b if pb <= pc else c)[f]) % 256)
            return bytes([f]) + bytes(out)
        def lines(image, depth, samples):
            above, out = None, b''
            for row in image:
                flat = row.reshape(-1)
                if depth == 16: packed = flat.astype('>u2').tobytes()
                elif depth == 8: packed = flat.astype('u1').tobytes()
                else: packed = np.packbits(((flat[:, None] >> np.arange(depth)[::-1]) & 1).astype('u1').ravel()).tobytes()
                out += filtered(packed, above or bytes(len(packed)), max(1, samples * depth // 8), int(random.integers(5)))
                above = packed
            return out
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        number = 0
        for (colour, depths, samples), interlaced, (h, w) in itertools.product([(0, (1, 2, 4, 8, 16), 1), (2, (8, 16), 3), (3, (1, 2, 4, 8), 1), (4, (8, 16), 2), (6, (8, 16), 4)], (0, 1), [(1, 1), (3, 2), (9, 13), (16, 8)]):
            for depth in depths:
                image = random.integers(0, 1 << depth, (h, w, samples))
                data = b''.join(lines(image[y::t, x::s], depth, samples) for x, y, s, t in passes if x < w) if interlaced else lines(image, depth, samples)
                packed = zlib.compress(data)
                blob = b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, depth, colour, 0, 0, interlaced))
                palette = random.integers(0, 256, (1 << depth if colour == 3 else 1, 3)).astype('u1')
                if colour == 3: blob += chunk(b'PLTE', palette.tobytes())
                blob += chunk(b'tEXt', b'a\0b') + chunk(b'IDAT', packed[:7]) + chunk(b'IDAT', packed[7:]) + chunk(b'IEND', b'')
                name = f'{number}.png'; number += 1
                open(name, 'wb').write(blob)
                image.astype('<u2').tofile(name + '.stored')
                seen = Image.open(name); seen.load()
                shown = {1: lambda: seen.convert('L') if depth == 1 or colour == 0 and depth < 8 else seen, 2: lambda: seen, 3: lambda: seen.convert('RGB'), 4: lambda: seen}[samples if colour != 3 else 3]()
                shown = np.asarray(shown).astype('<f4').reshape(h, w, -1)
                shown.transpose(2, 0, 1).tofile(name + '.shown')
                print(name, colour, depth, w, h, shown.shape[2], sep='\t')
        """;

    [Fact]
    public void Reads_what_Pillow_reads()
    {
        using var folder = new TempFolder();
        var told = ScriptedPython.Run(("pillow", "PIL.Image, numpy"), folder.Path, Writer).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in told)
        {
            var row = line.Split('\t');
            var (colour, depth) = (int.Parse(row[1]), int.Parse(row[2]));
            var image = PngReader.Read(File.ReadAllBytes(folder[row[0]]), row[0], new DataLimits());

            Assert.Equal((int.Parse(row[3]), int.Parse(row[4])), (image.Width, image.Height));
            Assert.Equal(RawFiles.Read<ushort>(folder[row[0] + ".stored"]), image.Values);
            var shown = RawFiles.Read<float>(folder[row[0] + ".shown"]);
            // Pillow stretches grey of fewer than 8 bits, cuts colour of 16 bits to 8, and keeps alpha.
            var scale = colour == 0 && depth < 8 ? 255f / ((1 << depth) - 1) : 1;
            var picture = image.Picture().Select(v => depth == 16 && colour != 0 ? MathF.Floor(v / 256) : v * scale);
            Assert.Equal(shown.Take(image.Channels * image.Width * image.Height), picture);
        }
        Assert.Equal(120, told.Length);
    }

    [Fact]
    public void Cut_or_changed_files_give_an_image_or_a_sentence()
    {
        var valid = Small();
        Assert.Equal([0, 1, 2, 3], PngReader.Read(valid, "a.png", new DataLimits()).Values);
        for (var length = 0; length < valid.Length - 12; length++)
            Assert.Throws<UserErrorException>(() => PngReader.Read(valid[..length], "a.png", new DataLimits()));
        var random = new Randomness(5);
        for (var round = 0; round < 4000; round++)
        {
            var bytes = (byte[])valid.Clone();
            for (var change = random.Below(3); change >= 0; change--)
                bytes[random.Below(bytes.Length)] = (byte)random.Below(256);
            var error = Record.Exception(() => PngReader.Read(bytes, "a.png", new DataLimits { ImageBytes = 1 << 20 }));
            Assert.True(error is null or UserErrorException, error?.ToString());
        }
    }

    [Theory]
    [InlineData(30000, 30000, 8, 0, "30000 x 30000 pixels, more than")]
    [InlineData(0, 5, 8, 0, "0 x 5 pixels")]
    [InlineData(-1, 5, 8, 0, "-1 x 5 pixels")]
    [InlineData(2, 2, 3, 0, "depth 3")]
    [InlineData(2, 2, 8, 7, "colour type 7")]
    [InlineData(2, 200, 8, 0, "cannot be unpacked")]
    public void Headers_that_cannot_be_are_named(int width, int height, byte depth, byte colour, string said)
    {
        var error = Assert.Throws<UserErrorException>(() => PngReader.Read(Small(width, height, depth, colour), "a.png", new DataLimits()));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    /// <summary>2 x 2 grey pixels 0, 1, 2, 3, and a header that says so or something else.</summary>
    private static byte[] Small(int width = 2, int height = 2, byte depth = 8, byte colour = 0)
    {
        using var packed = new MemoryStream();
        using (var stream = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
            stream.Write([0, 0, 1, 0, 2, 3]);
        byte[] header = [.. Number(width), .. Number(height), depth, colour, 0, 0, 0];
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data) => [.. Number(data.Length), .. type, .. data, 0, 0, 0, 0];

    private static byte[] Number(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
