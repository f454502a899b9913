using DnasRepro.Statistics;

namespace DnasRepro.Search.Data.Synthesis;

/// <summary>Values on a grid: noise, textures, blur and bias.</summary>
internal static class Field
{
    public static double[] Noise(Randomness random, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = random.Normal();
        return values;
    }

    /// <summary>Noise of variance 1 whose grains are some pixels wide along every axis: a running mean, wrapped around, of white noise.</summary>
    public static double[] Texture(Randomness random, Grid grid, int width)
    {
        var values = Noise(random, grid.Count);
        for (var axis = 0; axis < grid.Size.Count; axis++)
            values = Convolved(values, grid, axis, [.. Enumerable.Repeat(1 / Math.Sqrt(width), width)], wraps: true);
        return values;
    }

    /// <summary>A blur by the binomial weights 1 2 1 along the last two axes, in a share of its strength.</summary>
    public static double[] Blurred(double[] values, Grid grid, double strength)
    {
        if (strength == 0)
            return values;
        var blurred = values;
        for (var axis = grid.Size.Count - 2; axis < grid.Size.Count; axis++)
            blurred = Convolved(blurred, grid, axis, [strength / 4, 1 - strength / 2, strength / 4], wraps: false);
        return blurred;
    }

    /// <summary>A smooth factor around 1: a random polynomial of degree two over the picture, no further from 1 than the strength.</summary>
    public static double[] Bias(Randomness random, Grid grid, double strength)
    {
        var (axes, count) = (grid.Size.Count, grid.Count);
        var weights = Enumerable.Range(0, axes + axes * (axes + 1) / 2).Select(_ => 2 * random.Share() - 1).ToArray();
        var most = weights.Sum(Math.Abs);
        var (bias, place) = (new double[count], new double[axes]);
        for (var i = 0; i < count; i++)
        {
            grid.Place(i, place);
            var (sum, term) = (0.0, 0);
            for (var a = 0; a < axes; a++)
            {
                var u = 2 * place[a] / (grid.Size[a] * grid.Spacing[a]) - 1;
                sum += weights[term++] * u;
                for (var b = a; b < axes; b++)
                    sum += weights[term++] * u * (2 * place[b] / (grid.Size[b] * grid.Spacing[b]) - 1);
            }
            bias[i] = 1 + strength * sum / most;
        }
        return bias;
    }

    private static double[] Convolved(double[] values, Grid grid, int axis, double[] weights, bool wraps)
    {
        var length = grid.Size[axis];
        var stride = grid.Size.Skip(axis + 1).Aggregate(1, (a, b) => a * b);
        var result = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (place, sum) = (i / stride % length, 0.0);
            for (var k = 0; k < weights.Length; k++)
            {
                var other = place + k - weights.Length / 2;
                if (other < 0 || other >= length)
                    other = wraps ? (other + length) % length : Math.Clamp(other, 0, length - 1);
                sum += weights[k] * values[i + (other - place) * stride];
            }
            result[i] = sum;
        }
        return result;
    }
}
