using DnasRepro.Results.Arrays;
using DnasRepro.Results.Declared;
using DnasRepro.Results.Genotypes;
using DnasRepro.Results.Json;
using DnasRepro.Results.Pickles;
using DnasRepro.Results.Programs;

namespace DnasRepro.Results.Selection;

/// <summary>Reads one declared output.</summary>
internal static class DeclaredSelection
{
    /// <summary>What the output gives.</summary>
    public static ReadResult Read(DeclaredOutput output, RunOutputs run)
    {
        if (output.Reader == "probe")
            return ProbeSelection.AtExit(run.Probe) is { } final ? new ReadResult.Found([final], []) : new ReadResult.Nothing("the probe saw no genotype at exit");
        if (output.Path is "stdout" or "stderr" or "output")
            return OfStreams(output, run);
        return Find(run.Files, output.Path) is { } file ? OfFile(output, file, run) : new ReadResult.Nothing($"there is no file '{Locations.Evidence.Cut(output.Path)}'");
    }

    /// <summary>The value of a metric; null with the reason when there is none.</summary>
    public static double? Metric(DeclaredOutput output, RunOutputs run, out string why)
    {
        why = $"there is no file '{Locations.Evidence.Cut(output.Path)}'";
        var text = output.Path switch
        {
            "stdout" => run.StandardOutput,
            "stderr" => run.StandardError,
            "output" => run.StandardOutput + "\n" + run.StandardError,
            _ => Find(run.Files, output.Path) is { } file ? output.Reader == "exists" ? "" : FileReading.Text(file) : null,
        };
        return text is null ? null : DeclaredReader.ReadMetric(output, PrintedText.Clean(text), out why);
    }

    /// <summary>The file with a path; with a star in its last name the newest that fits.</summary>
    public static RunFile? Find(IReadOnlyList<RunFile> files, string path)
    {
        path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        return files.Where(f => Fits(f.Path, path)).OrderByDescending(f => f.Order).ThenBy(f => f.Path, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>A star stands for anything but a slash; several stars may stand in any part.</summary>
    private static bool Fits(string path, string pattern)
    {
        var (parts, wanted) = (path.Split('/'), pattern.Split('/'));
        return parts.Length == wanted.Length && parts.Zip(wanted).All(p => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(p.Second.Replace("?", "\\?", StringComparison.Ordinal), p.First, ignoreCase: false));
    }

    /// <summary>Both streams hold the same log in some programs: the one with more results is taken.</summary>
    private static ReadResult OfStreams(DeclaredOutput output, RunOutputs run)
    {
        var results = new List<ReadResult>();
        if (output.Path is "stdout" or "output")
            results.Add(OfText(output, run.StandardOutput, "stdout", run));
        if (output.Path is "stderr" or "output")
            results.Add(OfText(output, run.StandardError, "stderr", run));
        return results.OfType<ReadResult.Found>().MaxBy(f => f.Architectures.Count) ?? results.Find(r => r is not ReadResult.Nothing) ?? results[0];
    }

    private static ReadResult OfFile(DeclaredOutput output, RunFile file, RunOutputs run) => output.Reader switch
    {
        "torch" => Decoded(FileReading.Opened(file, s => TorchReader.Read(s, output.Expression)), TorchReader.Name, file.Path, run),
        "numpy" => Decoded(FileReading.Opened(file, s => NumpyReader.Read(s, file.Path)), NumpyReader.Name, file.Path, run),
        "dints" => FileReading.Opened(file, s => DintsReader.Read(s, file.Path, run.Operations)),
        "fasterseg" => FileReading.Opened(file, s => FasterSegReader.Read(s, file.Path)),
        "auto_deeplab" => AutoDeepLab(file, run),
        "auto" => Decoded(FileReading.Any(file, run), TorchReader.Name, file.Path, run),
        _ => FileReading.Text(file) is { } text ? OfText(output, text, file.Path, run) : new ReadResult.Refused("it is no text, or too large"),
    };

    private static ReadResult OfText(DeclaredOutput output, string text, string source, RunOutputs run) => output.Reader switch
    {
        ArchitectureJsonReader.Name => ArchitectureJsonReader.Read(text, source),
        NasBench201Reader.Name => NasBench201Reader.Read(text, source, output.EpochOffset),
        BixNasReader.Name => BixNasReader.Read(text, source),
        AutoDeepLabReader.Name => AutoDeepLabReader.ReadPrinted(text, source, run.Operations),
        PrintedTensorReader.Name => Decoded(PrintedTensorReader.Read(text), PrintedTensorReader.Name, source, run),
        "auto" => FileReading.OfText(text, source, output.EpochOffset),
        _ => DeclaredReader.ReadGenotype(output, output.Reader == "regex" ? PrintedText.Clean(text) : text, source),
    };

    private static ReadResult Decoded(ReadResult result, string reader, string source, RunOutputs run) =>
        result is ReadResult.TensorsOnly tensors && TensorDecoding.Decode(run.Space, TensorDecoding.Latest(tensors.Tensors), reader, source) is { } decoded
            ? new ReadResult.Found([decoded], tensors.Tensors)
            : result;

    /// <summary>The cell's file is named; the path lies beside it.</summary>
    private static ReadResult AutoDeepLab(RunFile file, RunOutputs run)
    {
        if (!file.Name.EndsWith(".npy", StringComparison.Ordinal))
            return FileReading.Text(file) is { } text ? AutoDeepLabReader.ReadPrinted(text, file.Path, run.Operations) : new ReadResult.Nothing("it is no text");
        var folder = file.Path[..^file.Name.Length];
        return AutoDeepLabReader.Read(Array(file), Find(run.Files, folder + "network_path.npy") is { } path && path.Path != file.Path ? Array(path) : null, file.Path, run.Operations);
    }

    private static NamedTensor? Array(RunFile file) => FileReading.Opened(file, s => NumpyReader.Read(s, file.Path)) is ReadResult.TensorsOnly { Tensors: [var array] } ? array : null;
}
