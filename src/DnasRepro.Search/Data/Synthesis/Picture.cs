namespace DnasRepro.Search.Data.Synthesis;

/// <summary>A scene cut into pixels: what share of each is what.</summary>
/// <param name="Organ">Share of each pixel in an organ.</param>
/// <param name="LookAlike">Share in a look-alike.</param>
/// <param name="Vessel">Share in a vessel.</param>
internal sealed record Picture(double[] Organ, double[] LookAlike, double[] Vessel)
{
    public static Picture Of(Scene scene, Grid grid)
    {
        var picture = new Picture(new double[grid.Count], new double[grid.Count], new double[grid.Count]);
        var samples = grid.Samples(0);
        var place = new double[grid.Size.Count];
        for (var i = 0; i < grid.Count; i++)
        {
            grid.Place(i, place);
            var centre = place[0];
            for (var k = 0; k < samples; k++)
            {
                place[0] = centre + (k - (samples - 1) / 2.0) / samples * grid.Spacing[0];
                picture.Organ[i] += Holds(scene.Organs, place) / samples;
                picture.LookAlike[i] += Holds(scene.LookAlikes, place) / samples;
                picture.Vessel[i] += Holds(scene.Vessels, place) / samples;
            }
        }
        return picture;
    }

    /// <summary>1 where at least half of the pixel is organ.</summary>
    public byte[] Labels() => [.. Organ.Select(share => (byte)(share >= 0.5 ? 1 : 0))];

    private static double Holds<T>(IReadOnlyList<T> shapes, double[] place)
        where T : IShape
    {
        foreach (var shape in shapes)
        {
            if (shape.Holds(place))
                return 1;
        }
        return 0;
    }
}
