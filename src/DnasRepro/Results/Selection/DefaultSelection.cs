using DnasRepro.Results.Arrays;
using DnasRepro.Results.Pickles;

namespace DnasRepro.Results.Selection;

/// <summary>What was found without a declaration, in the order in which it is trusted.</summary>
/// <param name="How">How it was found, in words.</param>
/// <param name="Found">The architectures.</param>
internal sealed record Candidate(string How, IReadOnlyList<FoundArchitecture> Found);

/// <summary>
/// Looks for results where programs leave them: <c>architecture.json</c>, files with one architecture each, logs, files with
/// tensors. Of each source the last architecture counts that is not called the best.
/// </summary>
internal static class DefaultSelection
{
    private const string ArchitectureFile = "architecture.json";
    private const int MostFiles = 300;
    private const long MostBytes = 512L << 20;

    /// <summary>Everything that was found, and the tensors by file.</summary>
    public static IReadOnlyList<Candidate> Look(RunOutputs run, Dictionary<string, IReadOnlyList<NamedTensor>> tensors, List<string> notes)
    {
        var read = Files(run, tensors, notes);
        var logs = new[] { (Source: "stdout", Text: run.StandardOutput), (Source: "stderr", Text: run.StandardError) }
            .Select(s => FileReading.OfText(s.Text, s.Source, null)).OfType<ReadResult.Found>().Select(f => f.Architectures).ToList();
        return
        [
            .. Group("architecture.json", read.Where(f => f.Is("architecture_json"))),
            .. Group("a file with one architecture", read.Where(f => f.Count == 1 && !f.Is("architecture_json") && !f.IsDecoded)),
            .. Group("a genotype in what was printed", [.. read.Where(f => f.Count > 1 && !f.Is("architecture_json") && !f.IsDecoded), .. logs.Select(l => new FileFinding(l))]),
            .. Group("tensors in a file, decoded with the known search space", read.Where(f => f.IsDecoded)),
        ];
    }

    private sealed record FileFinding(IReadOnlyList<FoundArchitecture> Found)
    {
        public int Count => Found.Count;

        public bool IsDecoded => Found[0].Precision != ResultPrecision.Discrete;

        public bool Is(string reader) => Found[0].Reader == reader;
    }

    private static IEnumerable<Candidate> Group(string how, IEnumerable<FileFinding> findings)
    {
        var found = findings.SelectMany(f => f.Found).ToList();
        return found.Count == 0 ? [] : [new Candidate(how, found)];
    }

    private static List<FileFinding> Files(RunOutputs run, Dictionary<string, IReadOnlyList<NamedTensor>> tensors, List<string> notes)
    {
        var (findings, left) = (new List<FileFinding>(), MostBytes);
        foreach (var file in run.Files.OrderBy(f => f.Name != ArchitectureFile).ThenBy(f => f.Path, StringComparer.Ordinal).Take(MostFiles))
        {
            if (file.Length > left)
            {
                notes.Add($"'{Locations.Evidence.Cut(file.Path)}' was not read: the files are too large together.");
                continue;
            }
            left -= Math.Max(0, file.Length);
            var result = FileReading.Any(file, run);
            var values = result switch { ReadResult.TensorsOnly plain => plain.Tensors, ReadResult.Found both => both.Tensors, _ => [] };
            if (values.Count > 0)
                tensors[file.Path] = values;
            if (result is ReadResult.Refused refused)
                notes.Add($"'{Locations.Evidence.Cut(file.Path)}' was not read: {refused.Why}.");
            if (result is ReadResult.Nothing nothing && file.Name == ArchitectureFile)
                notes.Add($"'{Locations.Evidence.Cut(file.Path)}' was not read: {nothing.Why}.");
            var reader = file.Name.EndsWith(".npy", StringComparison.Ordinal) || file.Name.EndsWith(".npz", StringComparison.Ordinal) ? NumpyReader.Name : TorchReader.Name;
            if (result is ReadResult.Found found)
                findings.Add(new FileFinding(found.Architectures));
            else if (result is ReadResult.TensorsOnly only && TensorDecoding.Decode(run.Space, only.Tensors, reader, file.Path) is { } decoded)
                findings.Add(new FileFinding([decoded]));
        }
        if (run.Files.Count > MostFiles)
            notes.Add($"Only {MostFiles} of {run.Files.Count} files were searched for results.");
        return findings;
    }
}
