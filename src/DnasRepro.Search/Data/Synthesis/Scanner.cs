using DnasRepro.ReferenceSearch;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Data.Synthesis;

/// <summary>Makes an image of a scene as a site would.</summary>
internal static class Scanner
{
    /// <summary>Brightness of tissue above that of nothing, on which the bias field works.</summary>
    private const double Tissue = 4;

    /// <summary>Brightness of vessels above tissue.</summary>
    private const double Vessel = 2;

    /// <summary>Grains of organs and of look-alikes, in pixels: only their size tells one from the other.</summary>
    private const int OrganGrain = 5;
    private const int LookAlikeGrain = 3;

    /// <summary>Share of the noise' variance that is texture: it passes through blur and bias as the tissue does; the rest is the scanner's.</summary>
    private const double TextureShare = 0.7;

    public static LabelledImage Take(Randomness random, Grid grid, ScanSite site, Phantom phantom, string id)
    {
        var picture = Picture.Of(Scene.Draw(random, grid, phantom), grid);
        var contrast = site.Contrast.Low + (site.Contrast.High - site.Contrast.Low) * random.Share();
        var texture = phantom == Phantom.Organs ? TextureShare : 0;
        var signal = Signal(random, grid, picture, contrast, Math.Sqrt(texture));
        signal = Field.Blurred(signal, grid, site.Blur);
        var bias = Field.Bias(random, grid, site.Bias);
        var noise = site.Noise * Math.Sqrt(1 - texture);
        var values = new float[signal.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)((grid.Size.Count == 3 ? Rician(random, signal[i] * bias[i], noise) : signal[i] * bias[i] + noise * random.Normal()) - Tissue);
        if (phantom == Phantom.Organs || grid.Size.Count == 3)
            Intensities.Standardise(values, 1);
        return new LabelledImage(id, site.Name, grid.Size, 1, grid.Spacing, values, picture.Labels());
    }

    private static double[] Signal(Randomness random, Grid grid, Picture picture, double contrast, double texture)
    {
        var signal = new double[grid.Count];
        for (var i = 0; i < signal.Length; i++)
        {
            var solid = contrast * (picture.Organ[i] + picture.LookAlike[i]);
            signal[i] = Tissue + solid + picture.Vessel[i] * (Vessel - solid);
        }
        if (texture == 0)
            return signal;
        var (fine, organ, other) = (Field.Noise(random, grid.Count), Field.Texture(random, grid, OrganGrain), Field.Texture(random, grid, LookAlikeGrain));
        for (var i = 0; i < signal.Length; i++)
            signal[i] += texture * (picture.Organ[i] >= 0.5 ? organ[i] : picture.LookAlike[i] >= 0.5 ? other[i] : fine[i]);
        return signal;
    }

    /// <summary>The magnitude of a complex signal with normal noise in both parts (Gudbjartsson and Patz 1995).</summary>
    private static double Rician(Randomness random, double signal, double noise)
    {
        var (real, imaginary) = (signal + noise * random.Normal(), noise * random.Normal());
        return Math.Sqrt(real * real + imaginary * imaginary);
    }
}
