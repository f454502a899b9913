namespace DnasRepro.Search.Data.Nifti;

/// <summary>An image as a NIfTI-1 file holds it, its numbers scaled.</summary>
/// <param name="Name">The file, for messages.</param>
/// <param name="Size">Voxels along the three axes, fastest first (as nibabel's shape).</param>
/// <param name="Channels">How many volumes follow each other.</param>
/// <param name="Affine">From voxel to millimetres, to the right, the front and the top: three rows of four.</param>
/// <param name="Values">Channel after channel, each with its first axis fastest.</param>
public sealed record NiftiImage(string Name, IReadOnlyList<int> Size, int Channels, double[,] Affine, float[] Values)
{
    /// <summary>Millimetres between voxels along each axis.</summary>
    public IReadOnlyList<double> Spacing => NiftiAffine.Spacing(Affine);

    /// <summary>The spacing along the world's axes, as <see cref="Canonical"/> would have it.</summary>
    internal IReadOnlyList<double> CanonicalSpacing() => NiftiAffine.Spacing(Orientation.Of(Affine).Affine(Affine, Size));

    /// <summary>The same image with its axes reordered and flipped to be as close as possible to right, front, top (nibabel's <c>as_closest_canonical</c>).</summary>
    public NiftiImage Canonical()
    {
        var orientation = Orientation.Of(Affine);
        return orientation.IsIdentity ? this : this with { Size = orientation.Size(Size), Affine = orientation.Affine(Affine, Size), Values = orientation.Values(Values, Size, Channels) };
    }
}
