using System.Globalization;
using DnasRepro.Search.Evaluation;
using DnasRepro.Search.Tests.Data;
using DnasRepro.Search.Tests.Support;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Tests.Evaluation;

/// <summary>Distances against scipy, HD95 against medpy's formula in scipy's words.</summary>
public class SurfaceDistanceTests
{
    private static readonly (IReadOnlyList<int> Size, IReadOnlyList<double> Spacing, double Share)[] Grids =
    [
        ([17], [0.7], 0.2), ([12, 9], [1, 1], 0.1), ([9, 14], [3, 0.5], 0.05), ([64, 64], [1, 1], 0.5), ([1, 7], [1, 2], 0.3),
        ([7, 8, 9], [3, 1, 1], 0.02), ([10, 6, 11], [0.3, 1.7, 1.1], 0.1), ([16, 16, 16], [1, 1, 1], 0.9), ([5, 1, 6], [2, 1, 1], 0.2),
    ];

    [Fact]
    public void Distances_and_hd95_are_those_of_scipy()
    {
        using var folder = new TempFolder();
        var masks = Masks(folder).ToList();
        var told = ScriptedPython.Run(("scipy", "scipy.ndimage"), folder.Path, """
            import json, numpy as np
            from scipy.ndimage import distance_transform_edt, binary_erosion, generate_binary_structure
            for i, (size, spacing) in enumerate(json.load(open('grids.json'))):
                a, b = (np.fromfile(f'{i}-{k}.raw', np.uint8).reshape(size).astype(bool) for k in 'ab')
                distance_transform_edt(~a, sampling=spacing).astype('<f8').tofile(f'{i}-edt.raw')
                def surface(m): return m & ~binary_erosion(m, generate_binary_structure(m.ndim, 1))
                sa, sb = surface(a), surface(b)
                d = np.hstack([distance_transform_edt(~sb, sampling=spacing)[sa], distance_transform_edt(~sa, sampling=spacing)[sb]])
                print(repr(float(np.percentile(d, 95))))
            """);
        var expected = told.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(masks.Count, expected.Length);
        for (var i = 0; i < masks.Count; i++)
        {
            var (grid, a, b) = masks[i];
            var distances = DistanceTransform.Squared(a, grid.Size, grid.Spacing).Select(Math.Sqrt).ToList();
            Assert.All(RawFiles.Read<double>(folder[$"{i}-edt.raw"]).Zip(distances), p => Assert.Equal(p.First, p.Second, 1e-9));
            Assert.Equal(double.Parse(expected[i], CultureInfo.InvariantCulture), HausdorffDistance.Percentile95(a, b, grid.Size, grid.Spacing)!.Value, 1e-9);
            Assert.Equal(HausdorffDistance.Percentile95(a, b, grid.Size, grid.Spacing), HausdorffDistance.Percentile95(b, a, grid.Size, grid.Spacing));
        }
    }

    [Fact]
    public void Distances_are_those_of_every_pair_of_voxels()
    {
        var random = new Randomness(3);
        for (var round = 0; round < 60; round++)
        {
            int[] size = [1 + random.Below(6), 1 + random.Below(6), 1 + random.Below(6)];
            double[] spacing = [0.2 + random.Share(), 0.2 + 3 * random.Share(), 1];
            var mask = Mask(random, size, 0.15);
            var expected = Enumerable.Range(0, mask.Length).Select(i => Enumerable.Range(0, mask.Length).Where(j => mask[j]).Select(j => Apart(i, j, size, spacing)).DefaultIfEmpty(double.PositiveInfinity).Min());
            Assert.All(expected.Zip(DistanceTransform.Squared(mask, size, spacing)), p => Assert.True(p.First == p.Second || Math.Abs(p.First - p.Second) < 1e-9));
        }
    }

    [Fact]
    public void Empty_segmentations_agree_with_each_other_and_with_nothing_else()
    {
        bool[] none = [false, false, false], one = [false, true, false];

        Assert.Equal(0, HausdorffDistance.Percentile95(none, none, [3], [1]));
        Assert.Null(HausdorffDistance.Percentile95(one, none, [3], [1]));
        Assert.Null(HausdorffDistance.Percentile95(none, one, [3], [1]));
        Assert.Equal(0, HausdorffDistance.Percentile95(one, one, [3], [1]));
    }

    [Fact]
    public void Distances_are_in_millimetres()
    {
        byte[] a = [2, 0, 0, 0], b = [0, 0, 0, 2];

        Assert.Equal(7.5, HausdorffDistance.Percentile95(a, b, 2, [4], [2.5]));
        Assert.Equal(0, HausdorffDistance.Percentile95(a, b, 1, [4], [2.5]));
        Assert.Throws<ArgumentException>(() => HausdorffDistance.Percentile95(a, b, 1, [5], [1]));
    }

    private static IEnumerable<((IReadOnlyList<int> Size, IReadOnlyList<double> Spacing, double Share) Grid, bool[] A, bool[] B)> Masks(TempFolder folder)
    {
        var random = new Randomness(7);
        folder.Write("grids.json", System.Text.Json.JsonSerializer.Serialize(Grids.Select(g => new object[] { g.Size, g.Spacing })));
        for (var i = 0; i < Grids.Length; i++)
        {
            var (a, b) = (Mask(random, Grids[i].Size, Grids[i].Share), Mask(random, Grids[i].Size, Grids[i].Share));
            folder.Write($"{i}-a.raw", [.. a.Select(v => (byte)(v ? 1 : 0))]).Write($"{i}-b.raw", [.. b.Select(v => (byte)(v ? 1 : 0))]);
            yield return (Grids[i], a, b);
        }
    }

    private static bool[] Mask(Randomness random, IReadOnlyList<int> size, double share)
    {
        var mask = Enumerable.Range(0, size.Aggregate(1, (a, b) => a * b)).Select(_ => random.Share() < share).ToArray();
        mask[random.Below(mask.Length)] = true;
        return mask;
    }

    private static double Apart(int i, int j, int[] size, double[] spacing)
    {
        var sum = 0.0;
        for (var axis = size.Length - 1; axis >= 0; axis--)
        {
            sum += Math.Pow((i % size[axis] - j % size[axis]) * spacing[axis], 2);
            (i, j) = (i / size[axis], j / size[axis]);
        }
        return sum;
    }
}
