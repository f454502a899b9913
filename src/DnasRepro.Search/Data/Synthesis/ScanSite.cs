namespace DnasRepro.Search.Data.Synthesis;

/// <summary>How the pictures of a place look; intensities in standard deviations of the home site's noise and texture together.</summary>
/// <param name="Name">The place.</param>
/// <param name="Contrast">Smallest and largest brightness of organ and look-alikes above the tissue.</param>
/// <param name="Noise">Standard deviation of the scanner's noise, the home site's being 1.</param>
/// <param name="Blur">Strength of the blur along the last two axes, 0 to 1.</param>
/// <param name="Bias">Largest departure of the bias field from 1.</param>
/// <param name="InPlane">Millimetres between pixels along the last two axes.</param>
/// <param name="Slice">Millimetres between slices of a volume.</param>
internal sealed record ScanSite(string Name, (double Low, double High) Contrast, double Noise, double Blur, double Bias, double InPlane, double Slice)
{
    /// <summary>The plain ellipses of the speed benchmark: no bias, no blur.</summary>
    public static ScanSite HomeOfEllipses { get; } = new("A", (0.6, 1.2), 1, 0, 0, 1, 3);

    public static ScanSite Home { get; } = new("A", (0.5, 1.0), 1, 0, 0.1, 1, 3);

    /// <summary>Less contrast, more noise, a blur, a stronger bias field and larger voxels.</summary>
    public static ScanSite Foreign { get; } = new("B", (0.4, 0.8), 1.3, 0.5, 0.25, 1.2, 4);
}
