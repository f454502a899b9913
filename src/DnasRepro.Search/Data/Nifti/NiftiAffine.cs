namespace DnasRepro.Search.Data.Nifti;

/// <summary>The way from voxels to millimetres: sform, else qform, else the voxels' size alone, in the order of nibabel.</summary>
internal static class NiftiAffine
{
    /// <summary>How far a quaternion may be longer than 1 (single precision; nibabel's bound).</summary>
    private const double Slack = 3 * 1.1920929e-7;

    public static double[,] Of(NiftiFields fields, IReadOnlyList<int> size, string name)
    {
        var affine = fields.Short(254) > 0 ? Sform(fields) : fields.Short(252) > 0 ? Qform(fields, name) : Plain(fields, size);
        if (affine.Cast<double>().Any(v => !double.IsFinite(v) || Math.Abs(v) > 1e9))
            throw DataFault.In(name, "its affine has entries that are no numbers or absurdly large.", "Set sform or qform from the original image.");
        // Relative to the voxels' size, which in microscopy is millionths of a millimetre.
        return Math.Abs(Determinant(affine)) > 1e-6 * Spacing(affine).Aggregate((a, b) => a * b)
            ? affine
            : throw DataFault.In(name, "its affine maps voxels onto a plane (its determinant is 0).", "Set sform or qform from the original image, or both codes to 0.");
    }

    /// <summary>The length of each column: millimetres between voxels along each axis of the file.</summary>
    public static double[] Spacing(double[,] affine) =>
        [.. Enumerable.Range(0, 3).Select(c => Math.Sqrt(affine[0, c] * affine[0, c] + affine[1, c] * affine[1, c] + affine[2, c] * affine[2, c]))];

    public static double Determinant(double[,] m) =>
        m[0, 0] * (m[1, 1] * m[2, 2] - m[1, 2] * m[2, 1]) - m[0, 1] * (m[1, 0] * m[2, 2] - m[1, 2] * m[2, 0]) + m[0, 2] * (m[1, 0] * m[2, 1] - m[1, 1] * m[2, 0]);

    private static double[,] Sform(NiftiFields fields)
    {
        var affine = new double[3, 4];
        for (var i = 0; i < 12; i++)
            affine[i / 4, i % 4] = fields.Float(280 + 4 * i);
        return affine;
    }

    /// <summary>The size of a voxel along an axis; 0 counts as 1 and a negative one as positive, as nibabel mends them.</summary>
    private static double Zoom(NiftiFields fields, int axis) => fields.Float(76 + 4 * axis) is var zoom && zoom == 0 ? 1 : Math.Abs(zoom);

    /// <summary>nifti1.h, method 2: a rotation by a unit quaternion, and qfac for the hand of the axes.</summary>
    private static double[,] Qform(NiftiFields fields, string name)
    {
        double b = fields.Float(256), c = fields.Float(260), d = fields.Float(264);
        var rest = 1 - (b * b + c * c + d * d);
        if (!(rest >= -Slack))
            throw DataFault.In(name, $"the quaternion of its qform, ({b}, {c}, {d}), is longer than 1.", "Set qform from the original image, or its code to 0.");
        var a = Math.Sqrt(Math.Max(rest, 0));
        double[,] rotation =
        {
            { a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c) },
            { 2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b) },
            { 2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c },
        };
        var affine = new double[3, 4];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
                affine[row, column] = rotation[row, column] * Zoom(fields, column + 1) * (column == 2 && fields.Float(76) == -1 ? -1 : 1);
            affine[row, 3] = fields.Float(268 + 4 * row);
        }
        return affine;
    }

    /// <summary>nifti1.h, method 1, centred, its first axis to the left as in Analyze and nibabel.</summary>
    private static double[,] Plain(NiftiFields fields, IReadOnlyList<int> size)
    {
        var axes = fields.Short(40);
        var affine = new double[3, 4];
        for (var i = 0; i < 3; i++)
        {
            affine[i, i] = (i < axes ? Zoom(fields, i + 1) : 1) * (i == 0 ? -1 : 1);
            affine[i, 3] = -affine[i, i] * (size[i] - 1) / 2;
        }
        return affine;
    }
}
