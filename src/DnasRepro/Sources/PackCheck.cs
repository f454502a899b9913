using System.Buffers.Binary;
using DnasRepro.Locations;
using Microsoft.Win32.SafeHandles;

namespace DnasRepro.Sources;

/// <summary>
/// Checks the indexes of git's packs before libgit2 sees them: it trusts their offsets, and one that points outside of its pack ends the whole
/// process by a segmentation fault (tried with LibGit2Sharp 0.32). Clones made by git are right; a folder out of an archive can hold anything.
/// </summary>
internal static class PackCheck
{
    private const int FanOut = 256 * 4;
    private const int Trailer = 20;
    private const int MostAlternates = 20;

    /// <summary>Looks at all packs of an object folder and of those that it borrows from.</summary>
    /// <exception cref="UserErrorException">An index is damaged.</exception>
    public static void Objects(string objectFolder)
    {
        var folders = new List<string> { objectFolder };
        for (var i = 0; i < folders.Count && i < MostAlternates; i++)
        {
            folders.AddRange(Alternates(folders[i]).Except(folders));
            var packs = Path.Combine(folders[i], "pack");
            if (!Directory.Exists(packs))
                continue;
            foreach (var index in Directory.EnumerateFiles(packs, "*.idx").Order(StringComparer.Ordinal))
                Check(index);
            if (Disk.Look(Path.Combine(packs, "multi-pack-index")).Kind != DiskKind.Nothing)
                MultiPackCheck.Check(Path.Combine(packs, "multi-pack-index"));
        }
    }

    private static IEnumerable<string> Alternates(string folder)
    {
        var file = Path.Combine(folder, "info", "alternates");
        return Disk.Look(file) is (DiskKind.File, < 64 * 1024)
            ? File.ReadAllText(file).Split('\n').Where(l => l.Length > 0 && l[0] != '#' && !l.Contains('\0')).Select(l => Path.GetFullPath(Path.Combine(folder, l)))
            : [];
    }

    private static void Check(string file)
    {
        if (!IsSound(file))
            throw Damaged(file);
    }

    public static UserErrorException Damaged(string file) => new(
        $"The git repository could not be read: its pack index '{PrintableText.Of(Path.GetFileName(file))}' is damaged.",
        "'git fsck' shows what is damaged; 'git index-pack' makes the index anew.", exitCode: 3);

    private static bool IsSound(string file)
    {
        var pack = Disk.Look(Path.ChangeExtension(file, ".pack"));
        if (Disk.Look(file) is not (DiskKind.File, >= FanOut + (2 * Trailer) and var size))
            return false;
        // Without its pack an index is not used.
        if (pack.Kind == DiskKind.Nothing)
            return true;
        if (pack.Kind != DiskKind.File)
            return false;
        using var handle = File.OpenHandle(file);
        var start = Read(handle, 0, 8 + FanOut);
        const uint version2Mark = 0xFF744F63;
        return BinaryPrimitives.ReadUInt32BigEndian(start) == version2Mark
            ? BinaryPrimitives.ReadUInt32BigEndian(start.AsSpan(4)) == 2 && IsSoundVersion2(handle, start.AsSpan(8), size, pack.Size)
            : IsSoundVersion1(handle, start.AsSpan(0, FanOut), size, pack.Size);
    }

    private static bool IsSoundVersion2(SafeFileHandle handle, ReadOnlySpan<byte> fanOut, long size, long packSize)
    {
        if (!TryCount(fanOut, out var count))
            return false;
        var offsets = 8 + FanOut + (count * 24L);
        var large = offsets + (count * 4L);
        var largeBytes = size - large - (2 * Trailer);
        if (largeBytes < 0 || largeBytes % 8 != 0 || largeBytes / 8 > count)
            return false;
        var largeOffsets = Read(handle, large, (int)largeBytes);
        return All(handle, offsets, count, 4, entry => IsInside(entry, largeOffsets, packSize));
    }

    private static bool IsSoundVersion1(SafeFileHandle handle, ReadOnlySpan<byte> fanOut, long size, long packSize) =>
        TryCount(fanOut, out var count) && size == FanOut + (count * 24L) + (2 * Trailer)
        && All(handle, FanOut, count, 24, entry => IsInside(BinaryPrimitives.ReadUInt32BigEndian(entry), packSize));

    private static bool IsInside(ReadOnlySpan<byte> entry, byte[] largeOffsets, long packSize) => IsInside(entry, largeOffsets, _ => packSize, 0);

    /// <summary>Whether an offset, or the large one that it stands for, lies in its pack.</summary>
    public static bool IsInside(ReadOnlySpan<byte> entry, byte[] largeOffsets, Func<uint, long> packSize, uint pack)
    {
        var offset = BinaryPrimitives.ReadUInt32BigEndian(entry);
        if ((offset & 0x80000000) == 0)
            return IsInside(offset, packSize(pack));
        var at = (offset & 0x7FFFFFFF) * 8L;
        return at + 8 <= largeOffsets.Length && IsInside(BinaryPrimitives.ReadUInt64BigEndian(largeOffsets.AsSpan((int)at)), packSize(pack));
    }

    /// <summary>A pack begins with 12 bytes of its own and ends with its hash.</summary>
    private static bool IsInside(ulong offset, long packSize) => offset >= 12 && offset < (ulong)Math.Max(0, packSize - Trailer);

    /// <summary>The fan-out table counts objects by their first byte, so it never goes down; its last number is that of all.</summary>
    public static bool TryCount(ReadOnlySpan<byte> fanOut, out int count)
    {
        uint last = 0;
        count = 0;
        for (var at = 0; at < FanOut; at += 4)
        {
            var next = BinaryPrimitives.ReadUInt32BigEndian(fanOut[at..]);
            if (next < last || next > 50_000_000)
                return false;
            last = next;
        }
        count = (int)last;
        return true;
    }

    public delegate bool EntryCheck(ReadOnlySpan<byte> entry);

    public static bool All(SafeFileHandle handle, long start, int count, int width, EntryCheck isSound)
    {
        const int atOnce = 4096;
        for (var done = 0; done < count; done += atOnce)
        {
            var entries = Read(handle, start + ((long)done * width), Math.Min(atOnce, count - done) * width);
            for (var at = 0; at < entries.Length; at += width)
            {
                if (!isSound(entries.AsSpan(at, width)))
                    return false;
            }
        }
        return true;
    }

    public static byte[] Read(SafeFileHandle handle, long start, int length)
    {
        var bytes = new byte[length];
        var count = 0;
        while (count < length && RandomAccess.Read(handle, bytes.AsSpan(count), start + count) is > 0 and var read)
            count += read;
        return bytes;
    }
}
