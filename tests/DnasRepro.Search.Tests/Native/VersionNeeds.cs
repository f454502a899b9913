using System.Text;

namespace DnasRepro.Search.Tests.Native;

/// <summary>The version needs of a 64-bit ELF library as the dynamic loader finds them: by the program headers, not by the sections.</summary>
internal static class VersionNeeds
{
    private const uint Loaded = 1;
    private const uint Dynamic = 2;

    /// <summary>The flags of each version, and where in the file they stand.</summary>
    public static IReadOnlyDictionary<string, (ushort Flags, int Place)> Of(byte[] file)
    {
        var headers = (int)BitConverter.ToUInt64(file, 0x20);
        var parts = Enumerable.Range(0, BitConverter.ToUInt16(file, 0x38)).Select(i => headers + (i * BitConverter.ToUInt16(file, 0x36))).ToList();
        int Place(ulong address)
        {
            var part = parts.Single(p => BitConverter.ToUInt32(file, p) == Loaded && address >= BitConverter.ToUInt64(file, p + 16) && address < BitConverter.ToUInt64(file, p + 16) + BitConverter.ToUInt64(file, p + 32));
            return (int)(address - BitConverter.ToUInt64(file, part + 16) + BitConverter.ToUInt64(file, part + 8));
        }
        var dynamic = parts.Single(p => BitConverter.ToUInt32(file, p) == Dynamic);
        var entries = Enumerable.Range(0, (int)(BitConverter.ToUInt64(file, dynamic + 32) / 16)).Select(i => (int)BitConverter.ToUInt64(file, dynamic + 8) + (i * 16))
            .Select(e => (Tag: BitConverter.ToUInt64(file, e), Value: BitConverter.ToUInt64(file, e + 8))).TakeWhile(e => e.Tag != 0).ToLookup(e => e.Tag, e => e.Value);
        return Walk(file, Place(entries[0x6ffffffe].Single()), (int)entries[0x6fffffff].Single(), Place(entries[5].Single()));
    }

    private static Dictionary<string, (ushort Flags, int Place)> Walk(byte[] file, int library, int libraries, int names)
    {
        var found = new Dictionary<string, (ushort, int)>(StringComparer.Ordinal);
        for (; libraries > 0; libraries--)
        {
            var version = library + (int)BitConverter.ToUInt32(file, library + 8);
            for (var left = BitConverter.ToUInt16(file, library + 2); left > 0; left--)
            {
                var name = names + (int)BitConverter.ToUInt32(file, version + 8);
                found[Encoding.ASCII.GetString(file, name, Array.IndexOf(file, (byte)0, name) - name)] = (BitConverter.ToUInt16(file, version + 4), version + 4);
                version += (int)BitConverter.ToUInt32(file, version + 12);
            }
            library += (int)BitConverter.ToUInt32(file, library + 12);
        }
        return found;
    }
}
