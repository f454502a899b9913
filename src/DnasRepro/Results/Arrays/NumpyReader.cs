using System.IO.Compression;

namespace DnasRepro.Results.Arrays;

/// <summary>Reads NumPy's files: one array (<c>.npy</c>) or several in a zip (<c>.npz</c>). Arrays of objects are refused: they are pickles.</summary>
public static class NumpyReader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "numpy";

    private const int MostMembers = 1000;

    /// <summary>Reads a file; arrays of a <c>.npz</c> have the names that it gives them, that of a <c>.npy</c> the file's name.</summary>
    public static ReadResult Read(Stream stream, string source)
    {
        if (BoundedBytes.Read(stream, ResultLimits.LargestFile, out var why) is not { } bytes)
            return new ReadResult.Refused(why);
        if (NumpyFile.Is(bytes))
            return NumpyFile.Read(bytes, Named(source), out why) is { } array ? new ReadResult.TensorsOnly([array]) : new ReadResult.Refused(why);
        return bytes.AsSpan().StartsWith("PK"u8) ? Archive(bytes) : new ReadResult.Nothing("it is no NumPy file");
    }

    private static ReadResult Archive(byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostMembers)
                return new ReadResult.Refused($"it holds more than {MostMembers} arrays");
            var arrays = new List<NamedTensor>();
            var (left, numbers) = (ResultLimits.LargestFile, 0L);
            foreach (var entry in archive.Entries)
            {
                using var content = entry.Open();
                if (BoundedBytes.Read(content, left, out var why) is not { } member)
                    return new ReadResult.Refused($"'{Locations.Evidence.Cut(entry.FullName)}' in it: {why}");
                left -= member.Length;
                if (!NumpyFile.Is(member))
                    return new ReadResult.Nothing("it is a zip of other things than arrays");
                if (NumpyFile.Read(member, Named(entry.FullName), out why) is not { } array || (numbers += array.Values.Count) > ResultLimits.MostNumbers)
                    return new ReadResult.Refused($"'{Locations.Evidence.Cut(entry.FullName)}' in it: {why}");
                arrays.Add(array);
            }
            return arrays.Count == 0 ? new ReadResult.Nothing("the zip is empty") : new ReadResult.TensorsOnly(arrays);
        }
        catch (Exception error) when (BoundedBytes.IsDamage(error))
        {
            return new ReadResult.Refused("the zip is damaged: " + Locations.Evidence.Cut(error.Message));
        }
    }

    private static string Named(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(".npy", StringComparison.Ordinal) ? name[..^4] : name;
    }
}
