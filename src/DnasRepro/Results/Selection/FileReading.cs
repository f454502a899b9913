using System.Text;
using DnasRepro.Results.Arrays;
using DnasRepro.Results.Genotypes;
using DnasRepro.Results.Json;
using DnasRepro.Results.Pickles;
using DnasRepro.Results.Programs;

namespace DnasRepro.Results.Selection;

/// <summary>Reads a file by its name and what is in it.</summary>
internal static class FileReading
{
    /// <summary>Text files beyond this size are not searched unless a recipe names them, in bytes.</summary>
    private const long LargestSearched = 64L << 20;

    /// <summary>A file's text, or null when it is binary or cannot be read.</summary>
    public static string? Text(RunFile file)
    {
        if (file.Length > LargestSearched || Bytes(file) is not { } bytes || bytes.AsSpan(0, Math.Min(bytes.Length, 8192)).Contains((byte)0))
            return null;
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads any file by trying what its bytes and name suggest.</summary>
    public static ReadResult Any(RunFile file, RunOutputs run)
    {
        if (file.Length > ResultLimits.LargestFile)
            return new ReadResult.Refused("it is too large");
        if (IsTensorFile(file.Name))
            return Tensors(file, run);
        if (Text(file) is not { } text)
            return new ReadResult.Nothing("it is no text");
        return file.Name == "architecture.json" ? ArchitectureJsonReader.Read(text, file.Path) : OfText(text, file.Path, null);
    }

    /// <summary>The architectures written in a text, of whichever form.</summary>
    public static ReadResult OfText(string text, string source, int? epochOffset)
    {
        var genotypes = GenotypeReader.Read(text, source, epochOffset);
        if (genotypes is not ReadResult.Nothing)
            return genotypes;
        return NasBench201Reader.Read(text, source, epochOffset) is ReadResult.Found cells ? cells
            : BixNasReader.Read(text, source) is ReadResult.Found genes ? genes
            : genotypes;
    }

    /// <summary>Opens a file for a reader; what goes wrong is a refusal.</summary>
    public static ReadResult Opened(RunFile file, Func<Stream, ReadResult> read)
    {
        try
        {
            using var stream = file.Open();
            return read(stream);
        }
        catch (Exception error) when (BoundedBytes.IsDamage(error))
        {
            return new ReadResult.Refused("it cannot be opened: " + Locations.Evidence.Cut(error.Message));
        }
    }

    private static ReadResult Tensors(RunFile file, RunOutputs run)
    {
        if (file.Name.EndsWith(".npy", StringComparison.Ordinal) || file.Name.EndsWith(".npz", StringComparison.Ordinal))
            return Opened(file, s => NumpyReader.Read(s, file.Path));
        if (file.Name.EndsWith(".pkl", StringComparison.Ordinal) || file.Name.EndsWith(".pickle", StringComparison.Ordinal))
            return Opened(file, PickleReader.Read);
        return Opened(file, s => DintsReader.Read(s, file.Path, run.Operations)) is ReadResult.Found grid ? grid
            : Opened(file, s => FasterSegReader.Read(s, file.Path)) is ReadResult.Found tables ? tables
            : Opened(file, s => TorchReader.Read(s));
    }

    private static bool IsTensorFile(string name) =>
        name.EndsWith(".pt", StringComparison.Ordinal) || name.EndsWith(".pth", StringComparison.Ordinal) || name.EndsWith(".tar", StringComparison.Ordinal) || name.EndsWith(".ckpt", StringComparison.Ordinal)
        || name.EndsWith(".npy", StringComparison.Ordinal) || name.EndsWith(".npz", StringComparison.Ordinal) || name.EndsWith(".pkl", StringComparison.Ordinal) || name.EndsWith(".pickle", StringComparison.Ordinal);

    private static byte[]? Bytes(RunFile file)
    {
        try
        {
            using var stream = file.Open();
            return BoundedBytes.Read(stream, LargestSearched, out _);
        }
        catch (Exception error) when (BoundedBytes.IsDamage(error))
        {
            return null;
        }
    }
}
