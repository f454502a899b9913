using System.Buffers;
using System.IO.Compression;

namespace DnasRepro.Search.Data.Nifti;

/// <summary>Reads NIfTI-1 (nifti1.h of the NIfTI Data Format Working Group), packed with gzip or not. Never reads more than the header promises and the limits allow.</summary>
public static class NiftiReader
{
    private const int Piece = 1 << 20;

    /// <summary>How many times smaller than its contents a gzip file can be (deflate: 258 bytes in 2 bits).</summary>
    private const long GzipRatio = 1032;

    /// <summary>Reads a single file, <c>.nii</c> or <c>.nii.gz</c>.</summary>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="UserErrorException">It is no image that can be read; the message says why.</exception>
    public static NiftiImage Read(Stream stream, string name, DataLimits limits)
    {
        using var plain = Unpacked(stream, name);
        var header = Header(plain, name, limits);
        if (header.IsPair)
            throw DataFault.In(name, "it is the header of a pair: the image is in a file of its own.", "Put the .img file with the same name beside the .hdr file.");
        return Values(plain, header, NiftiHeader.Bytes, stream, name);
    }

    public static NiftiImage Read(byte[] bytes, string name, DataLimits limits) => Read(new MemoryStream(bytes), name, limits);

    /// <summary>Reads a pair of <c>.hdr</c> and <c>.img</c>.</summary>
    public static NiftiImage ReadPair(Stream headerStream, Stream imageStream, string name, DataLimits limits)
    {
        using var packedHeader = Unpacked(headerStream, name);
        var header = Header(packedHeader, name, limits);
        if (!header.IsPair)
            throw DataFault.In(name, "its header says that it holds the image itself (magic 'n+1').", "Name the file .nii.");
        using var image = Unpacked(imageStream, name);
        return Values(image, header, 0, imageStream, name);
    }

    /// <summary>Reads the header alone: size and place of an image, its <see cref="NiftiImage.Values"/> empty.</summary>
    public static NiftiImage Describe(Stream stream, string name, DataLimits limits)
    {
        using var plain = Unpacked(stream, name);
        var header = Header(plain, name, limits);
        return new NiftiImage(name, header.Size, header.Channels, header.Affine, []);
    }

    private static UnpackedStream Unpacked(Stream stream, string name)
    {
        var start = new byte[2];
        var count = Reading(name, () => stream.ReadAtLeast(start, 2, throwOnEndOfStream: false));
        var whole = new JoinedStream(start.AsMemory(0, count), stream);
        return start is [0x1F, 0x8B] ? new UnpackedStream(new GZipStream(whole, CompressionMode.Decompress), IsPacked: true) : new UnpackedStream(whole, IsPacked: false);
    }

    private static NiftiHeader Header(UnpackedStream plain, string name, DataLimits limits)
    {
        var bytes = new byte[NiftiHeader.Bytes];
        if (Reading(name, () => plain.Bytes.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) < bytes.Length)
            throw DataFault.In(name, "it is shorter than a NIfTI-1 header, 348 bytes.", "Copy or download the file again: it was cut off.");
        return NiftiHeader.Read(bytes, name, limits);
    }

    private static NiftiImage Values(UnpackedStream plain, NiftiHeader header, int position, Stream file, string name)
    {
        var needed = header.Offset + header.Voxels * header.Type.Bytes();
        if (file.CanSeek && needed / (plain.IsPacked ? GzipRatio : 1) > file.Length)
            throw DataFault.EndsEarly(name, needed);
        var values = new float[header.Voxels];
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            Skip(plain.Bytes, header.Offset - position, buffer, needed, name);
            for (var at = 0; at < values.Length; at += Piece / 8)
                Fill(plain.Bytes, header, values.AsSpan(at, Math.Min(Piece / 8, values.Length - at)), buffer, needed, name);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return new NiftiImage(name, header.Size, header.Channels, header.Affine, values);
    }

    private sealed record UnpackedStream(Stream Bytes, bool IsPacked) : IDisposable
    {
        public void Dispose() => Bytes.Dispose();
    }

    private static void Skip(Stream plain, long count, byte[] buffer, long needed, string name)
    {
        for (; count > 0; count -= Piece)
            Exactly(plain, buffer, (int)Math.Min(count, Piece), needed, name);
    }

    private static void Fill(Stream plain, NiftiHeader header, Span<float> values, byte[] buffer, long needed, string name)
    {
        var width = header.Type.Bytes();
        Exactly(plain, buffer, values.Length * width, needed, name);
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(header.Type.Read(buffer.AsSpan(i * width, width), header.IsBig) * header.Slope + header.Intercept);
    }

    private static void Exactly(Stream plain, byte[] buffer, int count, long needed, string name)
    {
        if (Reading(name, () => plain.ReadAtLeast(buffer.AsSpan(0, count), count, throwOnEndOfStream: false)) < count)
            throw DataFault.EndsEarly(name, needed);
    }

    private static int Reading(string name, Func<int> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw DataFault.In(name, $"it cannot be read: {error.Message}", "Copy or download the file again.");
        }
    }
}
