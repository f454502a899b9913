using DnasRepro.ReferenceSearch;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Data.Folder;

/// <summary>Reads all cases of a folder: labels first, to know the classes, then one case after the other, of which only what the network sees is kept.</summary>
internal sealed class Loading(SearchSettings settings, DataLimits limits, string folder, Action<int, int>? progress, CancellationToken cancellation)
{
    private readonly CaseReader reader = new(limits);
    private readonly LabelMap map = new();
    private readonly List<(string Case, bool IsExternal, LabelledImage Image)> kept = [];
    private long bytes;
    private long noNumbers;
    private int flat;
    private int empty;

    public int Classes => map.Classes;

    /// <summary>What was done to the data that a reader of results should know.</summary>
    public List<string> Notes { get; } = [];

    private bool IsFlat => settings.Space.Dimensions == 2;

    public IReadOnlyList<(string Case, bool IsExternal, LabelledImage Image)> Load(IReadOnlyList<CaseFiles> cases)
    {
        CheckKinds(cases);
        foreach (var files in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            map.Look(reader.Labels(files).Values, files.Labels.Name);
        }
        map.Close(folder);
        var spacing = IsFlat ? null : MedianSpacing(cases);
        for (var i = 0; i < cases.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Keep(cases[i], spacing);
            progress?.Invoke(i + 1, cases.Count);
        }
        AddNotes(cases, spacing);
        return kept;
    }

    private void CheckKinds(IReadOnlyList<CaseFiles> cases)
    {
        var picture = cases.FirstOrDefault(c => c.IsPng);
        var volume = cases.FirstOrDefault(c => !c.IsPng);
        if (picture is not null && volume is not null)
            throw DataFault.In(picture.Labels.Name, $"it is a PNG picture, and {volume.Labels.Name} is a volume.", "Search on one kind at a time.");
        if (picture is not null && !IsFlat)
            throw DataFault.In(picture.Labels.Name, "it is a PNG picture, and the space is of 3 dimensions.", "Search in 2 dimensions, or give NIfTI volumes.");
    }

    /// <summary>Of each axis, over all cases; what nnU-Net takes too (Isensee et al. 2021).</summary>
    private double[] MedianSpacing(IReadOnlyList<CaseFiles> cases)
    {
        var all = cases.Select(c => reader.Describe(c).CanonicalSpacing()).ToList();
        return [.. Enumerable.Range(0, 3).Select(axis => Median([.. all.Select(s => s[2 - axis])]))];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private void Keep(CaseFiles files, double[]? spacing)
    {
        reader.Read(files, out var image, out var labels);
        var (missing, constant) = Intensities.Standardise(image.Values, image.Channels);
        (noNumbers, flat) = (noNumbers + missing, flat + constant);
        var volume = new Volume([.. image.Size.Reverse()], [.. image.Spacing.Reverse()], image.Channels, image.Values, map.Map(labels.Values));
        empty += volume.Labels.AsSpan().ContainsAnyExcept((byte)0) ? 0 : 1;
        foreach (var (id, part) in Parts(files, volume, spacing))
            Keep(files, id, part);
    }

    private IEnumerable<(string Id, Volume Part)> Parts(CaseFiles files, Volume volume, double[]? spacing)
    {
        var edge = settings.Data.Size;
        if (files.IsPng)
            return [(files.Id, Fitting.Square(volume.Slice(0, 0), edge))];
        if (spacing is null)
            return Fitting.Slices(volume).Select(s => ($"{files.Id}/slice {s.At}", Fitting.Square(s.Slice, edge)));
        var random = new Randomness(CaseSeed.Of(settings.Data.Seed, files.Id));
        return Fitting.Patches(Common(files, volume, spacing), edge, random).Select((p, i) => ($"{files.Id}/patch {i}", p));
    }

    private Volume Common(CaseFiles files, Volume volume, double[] spacing)
    {
        var size = volume.Size.Select((n, axis) => Math.Max(1, Math.Round(n * volume.Spacing[axis] / spacing[axis]))).ToList();
        if (size.Aggregate(4.0 * volume.Channels, (a, b) => a * b) > limits.ImageBytes)
            throw DataFault.In(files.Labels.Name, $"resampled to the cases' median spacing it has {string.Join(" x ", size)} voxels, more than {limits.ImageBytes >> 20} MiB.", "Its spacing is far from that of the other cases: is its affine right?");
        if (size.Min() < 2)
            throw DataFault.In(files.Labels.Name, "it has a single slice.", "Search in 2 dimensions.");
        return volume.Resampled([.. size.Select(n => (int)n)]);
    }

    private void Keep(CaseFiles files, string id, Volume part)
    {
        if (kept.Count > 0 && kept[0].Image.Channels != part.Channels)
            throw DataFault.In(files.Images[0].Name, $"it has {part.Channels} channels, and {kept[0].Image.Id} has {kept[0].Image.Channels}.", "All images must have the same channels.");
        bytes += part.Values.Length * 4L + part.Labels.Length;
        if (bytes > limits.TotalBytes)
            throw DataFault.In(folder, $"its images take more than {limits.TotalBytes >> 20} MiB in memory.", "Search on fewer cases, or with a smaller size.");
        var site = files.IsExternal ? "external" : "home";
        kept.Add((files.Case, files.IsExternal, new LabelledImage(id, site, part.Size, part.Channels, part.Spacing, part.Values, part.Labels)));
    }

    private void AddNotes(IReadOnlyList<CaseFiles> cases, double[]? spacing)
    {
        if (map.Note is { } note)
            Notes.Add(note);
        if (spacing is not null)
            Notes.Add($"Volumes were resampled to {string.Join(" x ", spacing.Select(s => $"{s:0.###}"))} mm, the cases' median; the network sees up to {Fitting.MostPatches} patches of each around its foreground, in the test too.");
        else if (!cases[0].IsPng)
            Notes.Add($"The network sees up to {Fitting.MostSlices} slices of each volume, across the axis of the coarsest spacing, those with foreground first.");
        else if (cases.All(c => c.Case == c.Id))
            Notes.Add("Every picture counts as a case of its own; put the pictures of one patient into a folder of their own.");
        if (empty > 0)
            Notes.Add($"{empty} of {cases.Count} images have no foreground.");
        if (noNumbers > 0)
            Notes.Add($"{noNumbers} values of images were no numbers and became their image's mean.");
        if (flat > 0)
            Notes.Add($"{flat} channels of images have one value everywhere.");
    }
}
