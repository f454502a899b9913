namespace DnasRepro.Search.Data.Synthesis;

/// <summary>The pixels or voxels of a phantom, slowest axis first.</summary>
/// <param name="Size">How many along each axis.</param>
/// <param name="Spacing">Millimetres between them along each axis.</param>
internal sealed record Grid(IReadOnlyList<int> Size, IReadOnlyList<double> Spacing)
{
    public int Count => Size.Aggregate(1, (a, b) => a * b);

    /// <summary>Millimetres along the last axis, the measure of everything in the picture.</summary>
    public double Width => Size[^1] * Spacing[^1];

    /// <summary>How many places along each axis a voxel is sampled at, so that thick slices show a mean of what they cut (partial volume).</summary>
    public int Samples(int axis) => (int)Math.Round(Spacing[axis] / Spacing[^1]);

    /// <summary>Writes the place of a voxel, in millimetres.</summary>
    public void Place(int index, Span<double> place)
    {
        for (var axis = Size.Count - 1; axis >= 0; axis--)
            (place[axis], index) = (index % Size[axis] * Spacing[axis], index / Size[axis]);
    }
}
