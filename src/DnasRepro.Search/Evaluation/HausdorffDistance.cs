namespace DnasRepro.Search.Evaluation;

/// <summary>How far the surfaces of two segmentations lie apart.</summary>
public static class HausdorffDistance
{
    /// <summary>
    /// HD95 in millimetres: the distances of every surface voxel of either segmentation to the other's nearest surface voxel, both directions in one
    /// list, and of that list the 95th percentile (linear between neighbours). This is medpy.metric.binary.hd95; MONAI takes the percentile of each
    /// direction and then the larger of the two. A surface voxel has a neighbour along an axis that is not in the segmentation; what lies outside the
    /// image is not.
    /// </summary>
    /// <returns>0 when both are empty; null, not defined, when one is (medpy refuses both, MONAI gives no number).</returns>
    /// <param name="prediction">Whether each voxel is predicted, its last axis fastest.</param>
    /// <param name="truth">Whether each voxel is labelled.</param>
    /// <param name="size">Voxels along each axis, slowest first.</param>
    /// <param name="spacing">Millimetres between voxels along each axis.</param>
    public static double? Percentile95(bool[] prediction, bool[] truth, IReadOnlyList<int> size, IReadOnlyList<double> spacing)
    {
        if (prediction.Length != truth.Length || prediction.Length != size.Aggregate(1, (a, b) => a * b))
            throw new ArgumentException("Prediction, truth and size must be of the same number of voxels.");
        var (hasPrediction, hasTruth) = (prediction.Contains(true), truth.Contains(true));
        if (!hasPrediction || !hasTruth)
            return hasPrediction == hasTruth ? 0 : null;
        var (ofPrediction, ofTruth) = (Surface(prediction, size), Surface(truth, size));
        var distances = new List<double>();
        AddDistances(distances, ofPrediction, DistanceTransform.Squared(ofTruth, size, spacing));
        AddDistances(distances, ofTruth, DistanceTransform.Squared(ofPrediction, size, spacing));
        return Percentile(distances, 0.95);
    }

    /// <summary>HD95 of one class of a labelled image.</summary>
    public static double? Percentile95(byte[] prediction, byte[] truth, int ofClass, IReadOnlyList<int> size, IReadOnlyList<double> spacing) =>
        Percentile95([.. prediction.Select(c => c == ofClass)], [.. truth.Select(c => c == ofClass)], size, spacing);

    /// <summary>The voxels of a set that have a neighbour outside it along an axis.</summary>
    internal static bool[] Surface(bool[] isIn, IReadOnlyList<int> size)
    {
        var surface = new bool[isIn.Length];
        var stride = isIn.Length;
        foreach (var length in size)
        {
            stride /= length;
            for (var i = 0; i < isIn.Length; i++)
            {
                var place = i / stride % length;
                surface[i] |= isIn[i] && (place == 0 || place == length - 1 || !isIn[i - stride] || !isIn[i + stride]);
            }
        }
        return surface;
    }

    private static void AddDistances(List<double> distances, bool[] surface, double[] squared)
    {
        for (var i = 0; i < surface.Length; i++)
        {
            if (surface[i])
                distances.Add(Math.Sqrt(squared[i]));
        }
    }

    private static double Percentile(List<double> values, double share)
    {
        values.Sort();
        var place = share * (values.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, values.Count - 1);
        return values[below] + (place - below) * (values[above] - values[below]);
    }
}
