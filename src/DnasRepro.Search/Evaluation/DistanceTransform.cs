namespace DnasRepro.Search.Evaluation;

/// <summary>
/// The exact Euclidean distance of every voxel to the nearest voxel of a set, in millimetres, in time linear in the voxels: lower envelopes of
/// parabolas along one axis after the other (Felzenszwalb and Huttenlocher 2012, Distance Transforms of Sampled Functions).
/// </summary>
internal static class DistanceTransform
{
    /// <summary>Squared distances; infinite everywhere when the set is empty.</summary>
    /// <param name="isIn">Whether each voxel is in the set, its last axis fastest.</param>
    /// <param name="size">Voxels along each axis, slowest first.</param>
    /// <param name="spacing">Millimetres between voxels along each axis.</param>
    public static double[] Squared(bool[] isIn, IReadOnlyList<int> size, IReadOnlyList<double> spacing)
    {
        var distances = new double[isIn.Length];
        for (var i = 0; i < isIn.Length; i++)
            distances[i] = isIn[i] ? 0 : double.PositiveInfinity;
        var stride = isIn.Length;
        for (var axis = 0; axis < size.Count; axis++)
        {
            stride /= size[axis];
            var line = new Envelope(size[axis], spacing[axis]);
            for (var start = 0; start < isIn.Length; start++)
            {
                if (start / stride % size[axis] == 0)
                    line.Lower(distances, start, stride);
            }
        }
        return distances;
    }

    /// <summary>The lower envelope of one parabola a voxel along a line; its arrays serve all lines of an axis.</summary>
    private sealed class Envelope(int length, double spacing)
    {
        private readonly int[] vertices = new int[length];
        private readonly double[] borders = new double[length + 1];
        private readonly double[] heights = new double[length];

        public void Lower(double[] values, int start, int stride)
        {
            var count = 0;
            for (var i = 0; i < length; i++)
            {
                heights[i] = values[start + i * stride];
                count = double.IsPositiveInfinity(heights[i]) ? count : Add(i, count);
            }
            if (count == 0)
                return;
            borders[count] = double.PositiveInfinity;
            for (int i = 0, parabola = 0; i < length; i++)
            {
                while (borders[parabola + 1] < i * spacing)
                    parabola++;
                var step = (i - vertices[parabola]) * spacing;
                values[start + i * stride] = step * step + heights[vertices[parabola]];
            }
        }

        /// <summary>Adds a parabola to the envelope and drops those that it hides; returns how many there are.</summary>
        private int Add(int vertex, int count)
        {
            while (count > 0)
            {
                var crossing = Crossing(vertices[count - 1], vertex);
                if (crossing > borders[count - 1])
                {
                    borders[count] = crossing;
                    break;
                }
                count--;
            }
            if (count == 0)
                borders[0] = double.NegativeInfinity;
            vertices[count] = vertex;
            return count + 1;
        }

        private double Crossing(int left, int right)
        {
            var (x, y) = (left * spacing, right * spacing);
            return (heights[right] + y * y - heights[left] - x * x) / (2 * (y - x));
        }
    }
}
