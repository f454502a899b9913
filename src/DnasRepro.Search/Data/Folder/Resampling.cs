namespace DnasRepro.Search.Data.Folder;

/// <summary>Images in another number of pixels over the same extent; pixels are areas, so their outer edges stay where they were.</summary>
internal static class Resampling
{
    /// <summary>Linear between pixels where the new ones are finer; where they are coarser the triangle is as wide as they are, so that nothing aliases.</summary>
    public static float[] Linear(float[] values, int channels, IReadOnlyList<int> size, IReadOnlyList<int> target)
    {
        int[] shape = [channels, .. size];
        for (var axis = 1; axis < shape.Length; axis++)
        {
            if (shape[axis] == target[axis - 1])
                continue;
            values = Along(values, shape, axis, [.. Enumerable.Range(0, target[axis - 1]).Select(i => Weights(i, shape[axis], target[axis - 1]))]);
            shape[axis] = target[axis - 1];
        }
        return values;
    }

    /// <summary>The label under the centre of each new pixel.</summary>
    public static byte[] Nearest(byte[] labels, IReadOnlyList<int> size, IReadOnlyList<int> target)
    {
        var result = new byte[target.Aggregate(1, (a, b) => a * b)];
        for (var i = 0; i < result.Length; i++)
        {
            var (rest, index, stride) = (i, 0, 1);
            for (var axis = size.Count - 1; axis >= 0; axis--)
            {
                var place = (int)((rest % target[axis] + 0.5) * size[axis] / target[axis]);
                index += Math.Min(place, size[axis] - 1) * stride;
                (rest, stride) = (rest / target[axis], stride * size[axis]);
            }
            result[i] = labels[index];
        }
        return result;
    }

    /// <summary>The old pixels that a new one takes from, and their shares.</summary>
    private static (int First, double[] Shares) Weights(int pixel, int length, int target)
    {
        var scale = (double)length / target;
        var (centre, reach) = ((pixel + 0.5) * scale, Math.Max(scale, 1));
        var first = Math.Max(0, (int)(centre - reach + 0.5));
        var last = Math.Min(length, (int)(centre + reach + 0.5));
        var shares = Enumerable.Range(first, last - first).Select(k => Math.Max(0, 1 - Math.Abs((k - centre + 0.5) / reach))).ToArray();
        var sum = shares.Sum();
        return (first, [.. shares.Select(s => s / sum)]);
    }

    private static float[] Along(float[] values, int[] shape, int axis, (int First, double[] Shares)[] weights)
    {
        var inner = shape[(axis + 1)..].Aggregate(1, (a, b) => a * b);
        var outer = shape[..axis].Aggregate(1, (a, b) => a * b);
        var result = new float[outer * weights.Length * inner];
        for (var o = 0; o < outer; o++)
        {
            for (var place = 0; place < weights.Length; place++)
            {
                var (first, shares) = weights[place];
                for (var i = 0; i < inner; i++)
                {
                    var sum = 0.0;
                    for (var k = 0; k < shares.Length; k++)
                        sum += shares[k] * values[(o * shape[axis] + first + k) * inner + i];
                    result[(o * weights.Length + place) * inner + i] = (float)sum;
                }
            }
        }
        return result;
    }
}
