using System.Buffers.Binary;
using System.IO.Compression;

namespace DnasRepro.Results.Pickles;

/// <summary>
/// Reads the small tensors out of what <c>torch.save</c> wrote, in its zip form (since torch 1.6) and the one before, without torch
/// and without running any of it. A file that asks for a call beyond building tensors and containers is refused.
/// </summary>
public static class TorchReader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "torch";

    private const int MostMembers = 100_000;

    /// <summary>The number that the older form begins with, as a pickle: torch/serialization.py, MAGIC_NUMBER.</summary>
    private static readonly byte[] OldMagic = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>Reads a file.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="key">Only tensors at or below this name, such as <c>alphas_dict</c>; null for all.</param>
    public static ReadResult Read(Stream stream, string? key = null)
    {
        if (BoundedBytes.Read(stream, ResultLimits.LargestFile, out var why) is not { } bytes)
            return new ReadResult.Refused(why);
        try
        {
            return bytes.AsSpan().StartsWith("PK"u8) ? Zip(bytes, key)
                : bytes.AsSpan().StartsWith(OldMagic) ? Old(bytes, key)
                : new ReadResult.Nothing("it is no file of torch.save");
        }
        catch (PickleRefusal refusal)
        {
            return new ReadResult.Refused(refusal.Message);
        }
        catch (Exception error) when (BoundedBytes.IsDamage(error))
        {
            return new ReadResult.Refused("the file is damaged: " + Locations.Evidence.Cut(error.Message));
        }
    }

    private static ReadResult Zip(byte[] bytes, string? key)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostMembers)
            return new ReadResult.Refused($"it holds more than {MostMembers} parts");
        var main = archive.Entries.FirstOrDefault(e => e.FullName.EndsWith("/data.pkl", StringComparison.Ordinal) || e.FullName == "data.pkl");
        if (main is null)
            return new ReadResult.Nothing("it is a zip, but not of torch.save");
        var folder = main.FullName[..^"data.pkl".Length];
        var left = ResultLimits.LargestFile;
        var value = new PickleMachine(new PickleInput(Part(main, ref left), 0), TorchCalls.Persistent).Run();
        if (archive.GetEntry(folder + "byteorder") is { } order && Part(order, ref left) is [(byte)'b', ..])
            return new ReadResult.Refused("its numbers are in big-endian order");
        return PickleReader.Tensors(value, Once(name => archive.GetEntry($"{folder}data/{name}") is { } part ? Part(part, ref left) : null), key);
    }

    private static byte[] Part(ZipArchiveEntry entry, ref long left)
    {
        using var content = entry.Open();
        var part = BoundedBytes.Read(content, left, out var why) ?? throw new PickleRefusal(why);
        left -= part.Length;
        return part;
    }

    /// <summary>Four pickles (number, protocol, system, value), one with the storages' keys, and the storages in that order.</summary>
    private static ReadResult Old(byte[] bytes, string? key)
    {
        var input = new PickleInput(bytes, 0);
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        PickleValue Persistent(PickleValue id)
        {
            var value = TorchCalls.Persistent(id);
            if (value is PickleStorage storage)
                sizes[storage.Key] = storage.Type.Size;
            return value;
        }
        for (var i = 0; i < 3; i++)
            new PickleMachine(input, Persistent).Run();
        var value = new PickleMachine(input, Persistent).Run();
        var keys = new PickleMachine(input, Persistent).Run() as PickleList;
        var blocks = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var name in (keys?.Items ?? []).OfType<PickleText>().Select(t => t.Value))
        {
            var count = BinaryPrimitives.ReadInt64LittleEndian(input.Take(8).Span);
            if (count is < 0 or > int.MaxValue || !sizes.TryGetValue(name, out var size))
                break;
            blocks[name] = input.Take(count * size);
        }
        return PickleReader.Tensors(value, name => blocks.TryGetValue(name, out var block) ? block : null, key);
    }

    private static Func<string, ReadOnlyMemory<byte>?> Once(Func<string, byte[]?> read)
    {
        var known = new Dictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal);
        return name => known.TryGetValue(name, out var block) ? block : known[name] = read(name) is { } bytes ? bytes.AsMemory() : null;
    }
}
