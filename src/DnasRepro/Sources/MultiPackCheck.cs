using System.Buffers.Binary;
using System.Text;

namespace DnasRepro.Sources;

/// <summary>The same check for the index that spans several packs.</summary>
internal static class MultiPackCheck
{
    private const int Header = 12;
    private const int ChunkEntry = 12;

    public static void Check(string file)
    {
        if (!IsSound(file))
            throw PackCheck.Damaged(file);
    }

    private static bool IsSound(string file)
    {
        if (Disk.Look(file) is not (DiskKind.File, > Header and < int.MaxValue and var size))
            return false;
        using var handle = File.OpenHandle(file);
        var header = PackCheck.Read(handle, 0, Header);
        var table = PackCheck.Read(handle, Header, (header[6] + 1) * ChunkEntry);
        if (!header.AsSpan().StartsWith("MIDX"u8) || Chunks(table, header[6], size) is not { } chunks
            || !chunks.TryGetValue("PNAM", out var names) || !chunks.TryGetValue("OIDF", out var fanOut) || !chunks.TryGetValue("OOFF", out var offsets)
            || fanOut.Length != 1024 || !PackCheck.TryCount(PackCheck.Read(handle, fanOut.Start, 1024), out var count) || offsets.Length != count * 8L)
        {
            return false;
        }
        var large = chunks.TryGetValue("LOFF", out var chunk) ? PackCheck.Read(handle, chunk.Start, chunk.Length) : [];
        var sizes = PackSizes(Path.GetDirectoryName(file)!, PackCheck.Read(handle, names.Start, names.Length), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8)));
        return PackCheck.All(handle, offsets.Start, count, 8, entry =>
        {
            var pack = BinaryPrimitives.ReadUInt32BigEndian(entry);
            return pack < sizes.Count && PackCheck.IsInside(entry[4..], large, p => sizes[(int)p], pack);
        });
    }

    /// <summary>Where each named part of the file lies; null when one lies outside.</summary>
    private static Dictionary<string, (int Start, int Length)>? Chunks(byte[] table, int count, long size)
    {
        var chunks = new Dictionary<string, (int Start, int Length)>(StringComparer.Ordinal);
        for (var at = 0; at < count * ChunkEntry; at += ChunkEntry)
        {
            var start = BinaryPrimitives.ReadUInt64BigEndian(table.AsSpan(at + 4));
            var end = BinaryPrimitives.ReadUInt64BigEndian(table.AsSpan(at + ChunkEntry + 4));
            if (start > end || end > (ulong)size)
                return null;
            chunks[Encoding.ASCII.GetString(table, at, 4)] = ((int)start, (int)(end - start));
        }
        return chunks;
    }

    private static List<long> PackSizes(string folder, byte[] names, uint count) =>
        [.. Encoding.UTF8.GetString(names).Split('\0').Take((int)Math.Min(count, 100_000)).Select(n => Disk.Look(Path.Join(folder, Path.ChangeExtension(n, ".pack"))).Size)];
}
