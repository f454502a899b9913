using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data.Synthesis;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Data;

/// <summary>The built-in images: made of a seed, the same numbers on every machine (docs/search-data.md).</summary>
public static class Phantoms
{
    /// <summary>Training, validation and test from site A, the external set from site B.</summary>
    /// <exception cref="UserErrorException">Sizes or numbers that cannot be, or more than the limits allow.</exception>
    public static SearchData Create(SearchSettings settings, DataLimits? limits = null)
    {
        var (data, dimensions) = (settings.Data, settings.Space.Dimensions);
        Check(data, dimensions, limits ?? new DataLimits());
        var home = data.Phantom == Phantom.Ellipses ? ScanSite.HomeOfEllipses : ScanSite.Home;
        return new SearchData(Set("training", data.Training, home), Set("validation", data.Validation, home), Set("test", data.Test, home), Set("external", data.External, ScanSite.Foreign), 2, Origin(data, dimensions));

        List<LabelledImage> Set(string name, int count, ScanSite site) => [.. Enumerable.Range(0, count).Select(i => Image(name, i, site))];

        LabelledImage Image(string set, int index, ScanSite site) =>
            Scanner.Take(new Randomness(CaseSeed.Of(data.Seed, $"{set} {index}")), GridOf(dimensions, data.Size, site), site, data.Phantom, $"{set}-{index}");
    }

    private static Grid GridOf(int dimensions, int size, ScanSite site) =>
        dimensions == 2 ? new Grid([size, size], [site.InPlane, site.InPlane]) : new Grid([size, size, size], [site.Slice, site.InPlane, site.InPlane]);

    private static string Origin(DataSettings data, int dimensions)
    {
        var shape = data.Phantom == Phantom.Organs ? "organs among look-alikes" : dimensions == 2 ? "ellipses" : "ellipsoids";
        return $"built-in phantoms ({shape}, {dimensions}-D, {data.Size} {(dimensions == 2 ? "pixels" : "voxels")} along each axis, data seed {data.Seed})";
    }

    private static void Check(DataSettings data, int dimensions, DataLimits limits)
    {
        if (dimensions is not (2 or 3))
            throw new UserErrorException($"The space has {dimensions} dimensions.", "Give 2 for images or 3 for volumes.");
        if (data.Size is < SearchSettingsCheck.SmallestPhantom or > SearchSettingsCheck.LargestImage)
            throw new UserErrorException($"The data's size is {data.Size}.", $"Phantoms have {SearchSettingsCheck.SmallestPhantom} to {SearchSettingsCheck.LargestImage} pixels along each axis.");
        if (data.Training < 1 || data.Validation < 1 || data.Test < 1 || data.External < 0)
            throw new UserErrorException($"The numbers of phantoms are {data.Training} (training), {data.Validation} (validation), {data.Test} (test) and {data.External} (external).", "Give at least 1 of each, and 0 or more external ones.");
        var bytes = ((double)data.Training + data.Validation + data.Test + data.External) * Math.Pow(data.Size, dimensions) * 5;
        if (bytes > limits.TotalBytes)
            throw new UserErrorException($"So many phantoms of {data.Size} along each axis take {bytes / (1 << 20):F0} MiB, more than {limits.TotalBytes >> 20}.", "Ask for fewer or smaller ones.");
    }
}
