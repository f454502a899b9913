using DnasRepro.Statistics;

namespace DnasRepro.Search.Data.Folder;

/// <summary>Brings volumes and pictures to what the network sees.</summary>
internal static class Fitting
{
    /// <summary>Patches that a volume gives at most.</summary>
    public const int MostPatches = 8;

    /// <summary>Slices that a volume gives at most.</summary>
    public const int MostSlices = 16;

    /// <summary>A picture whose longer side is no more than the edge, padded to a square.</summary>
    public static Volume Square(Volume picture, int edge)
    {
        var scale = Math.Max(1, (double)picture.Size.Max() / edge);
        var fitted = picture.Resampled([.. picture.Size.Select(n => Math.Clamp((int)Math.Round(n / scale), 1, edge))]);
        return fitted.Cut([.. fitted.Size.Select(n => (n - edge) / 2)], edge);
    }

    /// <summary>Cubes around voxels of the foreground, drawn at random, each class as often as the others; as many as fill the volume.</summary>
    public static IEnumerable<Volume> Patches(Volume volume, int edge, Randomness random)
    {
        var whole = volume.Size.Aggregate(1.0, (a, n) => a * Math.Max(1, (double)n / edge));
        var count = (int)Math.Min(MostPatches, Math.Ceiling(whole - 1e-9));
        var sizes = new int[256];
        foreach (var label in volume.Labels)
            sizes[label]++;
        var classes = Enumerable.Range(1, 255).Where(c => sizes[c] > 0).ToList();
        var starts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var chosen = classes.Count == 0 ? 0 : classes[i % classes.Count];
            var centre = Find(volume.Labels, (byte)chosen, random.Below(sizes[chosen]));
            var start = Start(volume.Size, centre, edge);
            if (starts.Add(string.Join(' ', start)))
                yield return volume.Cut(start, edge);
        }
    }

    /// <summary>The slices that are taken along the axis with the coarsest spacing (the last of the world's among equals): those with foreground first, evenly spread, then no more without it than with it.</summary>
    public static IEnumerable<(int At, Volume Slice)> Slices(Volume volume)
    {
        var coarsest = volume.Spacing.Max();
        var axis = Enumerable.Range(0, volume.Size.Count).First(a => volume.Spacing[a] > coarsest * 0.999);
        var slices = Enumerable.Range(0, volume.Size[axis]).ToList();
        var filled = slices.Where(at => HasForeground(volume, axis, at)).ToList();
        var chosen = Spread(filled, MostSlices);
        var others = Spread([.. slices.Except(filled)], Math.Min(MostSlices - chosen.Count, Math.Max(1, chosen.Count)));
        return chosen.Concat(others).Select(at => (at, volume.Slice(axis, at)));
    }

    private static List<int> Spread(List<int> places, int most) =>
        places.Count <= most ? places : [.. Enumerable.Range(0, most).Select(i => places[(int)((i + 0.5) * places.Count / most)])];

    private static bool HasForeground(Volume volume, int axis, int at)
    {
        var inner = volume.Size.Skip(axis + 1).Aggregate(1, (a, b) => a * b);
        var step = inner * volume.Size[axis];
        for (var start = at * inner; start < volume.Count; start += step)
        {
            if (volume.Labels.AsSpan(start, inner).ContainsAnyExcept((byte)0))
                return true;
        }
        return false;
    }

    /// <summary>The place of a class' voxel by its number among them.</summary>
    private static int Find(byte[] labels, byte label, int number)
    {
        var at = -1;
        for (; number >= 0; number--)
            at += 1 + labels.AsSpan(at + 1).IndexOf(label);
        return at;
    }

    /// <summary>Where a cube around a voxel begins so that it lies in the volume; a short axis is in its middle.</summary>
    private static int[] Start(IReadOnlyList<int> size, int centre, int edge)
    {
        var start = new int[size.Count];
        for (var axis = size.Count - 1; axis >= 0; axis--)
        {
            start[axis] = size[axis] <= edge ? (size[axis] - edge) / 2 : Math.Clamp(centre % size[axis] - edge / 2, 0, size[axis] - edge);
            centre /= size[axis];
        }
        return start;
    }
}
