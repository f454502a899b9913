using DnasRepro.Statistics;

namespace DnasRepro.Search.Data.Synthesis;

/// <summary>Something in a scene.</summary>
internal interface IShape
{
    /// <summary>Whether a place, in millimetres, lies in it.</summary>
    bool Holds(ReadOnlySpan<double> place);
}

/// <summary>An ellipse or ellipsoid in millimetres.</summary>
/// <param name="Centre">Its centre.</param>
/// <param name="Radii">Its semi-axes.</param>
/// <param name="Axes">A row of unit length for each semi-axis: its direction.</param>
internal sealed record Ellipsoid(double[] Centre, double[] Radii, double[,] Axes) : IShape
{
    public bool Holds(ReadOnlySpan<double> place)
    {
        var sum = 0.0;
        for (var row = 0; row < Radii.Length; row++)
        {
            var along = 0.0;
            for (var axis = 0; axis < Radii.Length; axis++)
                along += Axes[row, axis] * (place[axis] - Centre[axis]);
            sum += along / Radii[row] * (along / Radii[row]);
            if (sum > 1)
                return false;
        }
        return true;
    }

    /// <summary>Whether the spheres around two of them are apart, so that they cannot touch.</summary>
    public bool IsApartFrom(Ellipsoid other)
    {
        var squared = Centre.Zip(other.Centre, (a, b) => (a - b) * (a - b)).Sum();
        var reach = Radii.Max() + other.Radii.Max();
        return squared > reach * reach;
    }

    /// <summary>One at a random place in the middle of the grid, its semi-axes shares of the grid's width, turned at random.</summary>
    /// <param name="margin">Share of each axis, at either end, where no centre lies.</param>
    public static Ellipsoid Draw(Randomness random, Grid grid, double margin, double smallest, double largest)
    {
        var centre = grid.Size.Select((n, axis) => (margin + (1 - 2 * margin) * random.Share()) * n * grid.Spacing[axis]).ToArray();
        var radii = grid.Size.Select(_ => (smallest + (largest - smallest) * random.Share()) * grid.Width).ToArray();
        return new Ellipsoid(centre, radii, grid.Size.Count == 2 ? Turn2(random) : Turn3(random));
    }

    /// <summary>A unit vector, uniform on the circle or sphere, of as many numbers as asked for.</summary>
    public static double[] Direction(Randomness random, int count)
    {
        while (true)
        {
            var drawn = Enumerable.Range(0, count).Select(_ => 2 * random.Share() - 1).ToArray();
            var squared = drawn.Sum(v => v * v);
            if (squared is <= 1 and > 1e-6)
                return [.. drawn.Select(v => v / Math.Sqrt(squared))];
        }
    }

    private static double[,] Turn2(Randomness random) => Direction(random, 2) is [var c, var s] ? new[,] { { c, s }, { -s, c } } : throw new System.Diagnostics.UnreachableException();

    /// <summary>The rotation of a random unit quaternion.</summary>
    private static double[,] Turn3(Randomness random)
    {
        if (Direction(random, 4) is not [var a, var b, var c, var d])
            throw new System.Diagnostics.UnreachableException();
        return new[,]
        {
            { a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c) },
            { 2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b) },
            { 2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c },
        };
    }
}
