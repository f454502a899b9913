namespace DnasRepro.Search.Data.Nifti;

/// <summary>Which axis of the world each axis of a file runs along, and whether backwards.</summary>
/// <param name="Target">For each axis of the file, the axis of the world: 0 right, 1 front, 2 top.</param>
/// <param name="IsFlipped">For each axis of the file, whether it runs against that axis.</param>
internal sealed record Orientation(IReadOnlyList<int> Target, IReadOnlyList<bool> IsFlipped)
{
    public bool IsIdentity => Target.SequenceEqual([0, 1, 2]) && !IsFlipped.Contains(true);

    /// <summary>
    /// The rotation closest to the affine without its zooms and shears decides, each axis of the file in turn taking the free axis of the world
    /// that it moves along most: the rule of nibabel's <c>io_orientation</c>, so that both give the same order.
    /// </summary>
    public static Orientation Of(double[,] affine)
    {
        var rotation = Rotation(affine);
        var target = new int[3];
        var isFlipped = new bool[3];
        var free = new List<int> { 0, 1, 2 };
        for (var axis = 0; axis < 3; axis++)
        {
            target[axis] = free.MaxBy(row => Math.Abs(rotation[row, axis]));
            isFlipped[axis] = rotation[target[axis], axis] < 0;
            free.Remove(target[axis]);
        }
        return new Orientation(target, isFlipped);
    }

    public IReadOnlyList<int> Size(IReadOnlyList<int> size) => [.. Enumerable.Range(0, 3).Select(world => size[Source(world)])];

    /// <summary>The affine of the reordered image: its voxels lie where they lay.</summary>
    public double[,] Affine(double[,] affine, IReadOnlyList<int> size)
    {
        var result = new double[3, 4];
        for (var row = 0; row < 3; row++)
        {
            result[row, 3] = affine[row, 3];
            for (var axis = 0; axis < 3; axis++)
            {
                result[row, Target[axis]] = IsFlipped[axis] ? -affine[row, axis] : affine[row, axis];
                result[row, 3] += IsFlipped[axis] ? affine[row, axis] * (size[axis] - 1) : 0;
            }
        }
        return result;
    }

    public float[] Values(float[] values, IReadOnlyList<int> size, int channels)
    {
        var strides = new[] { 1, size[0], size[0] * size[1] };
        var steps = Enumerable.Range(0, 3).Select(world => strides[Source(world)] * (IsFlipped[Source(world)] ? -1 : 1)).ToArray();
        var start = Enumerable.Range(0, 3).Sum(axis => IsFlipped[axis] ? strides[axis] * (size[axis] - 1) : 0);
        var reordered = Size(size);
        var result = new float[values.Length];
        var volume = size[0] * size[1] * size[2];
        var at = 0;
        for (var channel = 0; channel < channels; channel++)
        {
            for (var z = 0; z < reordered[2]; z++)
            {
                for (var y = 0; y < reordered[1]; y++)
                {
                    var from = channel * volume + start + z * steps[2] + y * steps[1];
                    for (var x = 0; x < reordered[0]; x++, from += steps[0])
                        result[at++] = values[from];
                }
            }
        }
        return result;
    }

    private int Source(int world) => Target.ToList().IndexOf(world);

    /// <summary>The orthogonal factor of the polar decomposition, by Newton's iteration X ← (X + X⁻ᵀ) / 2 (Higham 1986).</summary>
    private static double[,] Rotation(double[,] affine)
    {
        var spacing = NiftiAffine.Spacing(affine);
        var x = new double[3, 3];
        for (var i = 0; i < 9; i++)
            x[i / 3, i % 3] = affine[i / 3, i % 3] / spacing[i % 3];
        for (var round = 0; round < 100; round++)
        {
            var determinant = NiftiAffine.Determinant(x);
            var next = new double[3, 3];
            for (var i = 0; i < 9; i++)
                next[i / 3, i % 3] = (x[i / 3, i % 3] + Cofactor(x, i / 3, i % 3) / determinant) / 2;
            var moved = Enumerable.Range(0, 9).Max(i => Math.Abs(next[i / 3, i % 3] - x[i / 3, i % 3]));
            x = next;
            if (moved < 1e-14)
                break;
        }
        return x;
    }

    private static double Cofactor(double[,] m, int row, int column)
    {
        var (r1, r2, c1, c2) = ((row + 1) % 3, (row + 2) % 3, (column + 1) % 3, (column + 2) % 3);
        return m[r1, c1] * m[r2, c2] - m[r1, c2] * m[r2, c1];
    }
}
