namespace DnasRepro.Search.Data.Folder;

/// <summary>An image with its labels as read, of any size.</summary>
/// <param name="Size">Slowest axis first.</param>
/// <param name="Spacing">Millimetres along each axis.</param>
/// <param name="Values">Channel after channel.</param>
/// <param name="Labels">Classes from 0.</param>
internal sealed record Volume(IReadOnlyList<int> Size, IReadOnlyList<double> Spacing, int Channels, float[] Values, byte[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>The slice at a place along an axis.</summary>
    public Volume Slice(int axis, int at)
    {
        var inner = Size.Skip(axis + 1).Aggregate(1, (a, b) => a * b);
        var count = Count / Size[axis];
        var (values, labels) = (new float[count * Channels], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            var from = (i / inner * Size[axis] + at) * inner + i % inner;
            labels[i] = Labels[from];
            for (var channel = 0; channel < Channels; channel++)
                values[channel * count + i] = Values[channel * Count + from];
        }
        return new Volume([.. Size.Where((_, a) => a != axis)], [.. Spacing.Where((_, a) => a != axis)], Channels, values, labels);
    }

    /// <summary>The same extent in another number of voxels.</summary>
    public Volume Resampled(IReadOnlyList<int> size)
    {
        if (size.SequenceEqual(Size))
            return this;
        var spacing = Size.Select((n, axis) => n * Spacing[axis] / size[axis]).ToList();
        return new Volume(size, spacing, Channels, Resampling.Linear(Values, Channels, Size, size), Resampling.Nearest(Labels, Size, size));
    }

    /// <summary>The voxels of a cube from a place on; outside the volume, the smallest value of each channel and background.</summary>
    public Volume Cut(IReadOnlyList<int> start, int edge)
    {
        var size = Size.Select(_ => edge).ToList();
        var count = size.Aggregate(1, (a, b) => a * b);
        var (values, labels) = (new float[count * Channels], new byte[count]);
        for (var channel = 0; channel < Channels; channel++)
            values.AsSpan(channel * count, count).Fill(Smallest(Values.AsSpan(channel * Count, Count)));
        for (var i = 0; i < count; i++)
        {
            var from = Index(i, start, edge);
            if (from < 0)
                continue;
            labels[i] = Labels[from];
            for (var channel = 0; channel < Channels; channel++)
                values[channel * count + i] = Values[channel * Count + from];
        }
        return new Volume(size, Spacing, Channels, values, labels);
    }

    private static float Smallest(ReadOnlySpan<float> values)
    {
        var smallest = float.PositiveInfinity;
        foreach (var value in values)
            smallest = Math.Min(smallest, value);
        return smallest;
    }

    /// <summary>Where a voxel of a cut lies in the volume; -1 outside.</summary>
    private int Index(int i, IReadOnlyList<int> start, int edge)
    {
        var (index, stride) = (0, 1);
        for (var axis = Size.Count - 1; axis >= 0; axis--)
        {
            var place = start[axis] + i % edge;
            if (place < 0 || place >= Size[axis])
                return -1;
            index += place * stride;
            stride *= Size[axis];
            i /= edge;
        }
        return index;
    }
}
