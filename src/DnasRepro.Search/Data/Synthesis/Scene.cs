using DnasRepro.ReferenceSearch;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Data.Synthesis;

/// <summary>A straight vessel: all places nearer to a line than its radius.</summary>
internal sealed record Vessel(double[] Point, double[] Direction, double Radius) : IShape
{
    public bool Holds(ReadOnlySpan<double> place)
    {
        var (along, squared) = (0.0, 0.0);
        for (var axis = 0; axis < Point.Length; axis++)
        {
            var from = place[axis] - Point[axis];
            along += from * Direction[axis];
            squared += from * from;
        }
        return squared - along * along <= Radius * Radius;
    }
}

/// <summary>What is in one picture.</summary>
/// <param name="Organs">The foreground.</param>
/// <param name="LookAlikes">As bright as the organs, of another texture; background.</param>
/// <param name="Vessels">Thin and bright; they cross organs without taking their label.</param>
internal sealed record Scene(IReadOnlyList<Ellipsoid> Organs, IReadOnlyList<Ellipsoid> LookAlikes, IReadOnlyList<Vessel> Vessels)
{
    /// <summary>Of the picture's width. One millimetre wide vessels in pictures of 64 mm.</summary>
    private const double VesselRadius = 0.0125;
    private const int Tries = 200;

    public static Scene Draw(Randomness random, Grid grid, Phantom phantom)
    {
        if (phantom == Phantom.Ellipses)
            return new Scene([grid.Size.Count == 2 ? Ellipsoid.Draw(random, grid, 0.25, 0.08, 0.25) : Ellipsoid.Draw(random, grid, 0.25, 0.15, 0.35)], [], []);
        var drawn = new List<Ellipsoid>();
        // Volumes have as many of each as cubes of the picture's width fit into them.
        var pairs = Math.Max(1, (int)(grid.Size[0] * grid.Spacing[0] / grid.Width));
        while (drawn.Count < 2 * pairs)
            drawn.Add(Apart(random, grid, drawn));
        var vessels = Enumerable.Range(0, 2 * pairs).Select(_ => DrawVessel(random, grid)).ToList();
        return new Scene(drawn[..pairs], drawn[pairs..], vessels);
    }

    /// <summary>An ellipsoid that touches none of the others; it gets smaller as long as there is no room.</summary>
    private static Ellipsoid Apart(Randomness random, Grid grid, List<Ellipsoid> others)
    {
        for (var (attempt, shrink) = (0, 1.0); ; attempt++, shrink *= 0.97)
        {
            var drawn = Ellipsoid.Draw(random, grid, 0.2, 0.12 * shrink, 0.25 * shrink);
            if (others.TrueForAll(drawn.IsApartFrom) || attempt == Tries)
                return drawn;
        }
    }

    private static Vessel DrawVessel(Randomness random, Grid grid)
    {
        var point = grid.Size.Select((n, axis) => (0.2 + 0.6 * random.Share()) * n * grid.Spacing[axis]).ToArray();
        return new Vessel(point, Ellipsoid.Direction(random, grid.Size.Count), VesselRadius * grid.Width);
    }
}
