using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Evaluation;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Evaluation;

public sealed class DominantEigenvalueTests
{
    public DominantEigenvalueTests() => TorchLibrary.Require("cpu");

    [Theory]
    [InlineData(new[] { 5.0, 2, 1, -3 }, 5)]
    [InlineData(new[] { -5.0, 2, 1, 0 }, 2)]
    [InlineData(new[] { -5.0, -2, -1, -4 }, -1)]
    [InlineData(new[] { 0.0, 0, 0, 0 }, 0)]
    public void Is_the_largest_eigenvalue_with_its_sign(double[] eigenvalues, double largest)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var (basis, _) = linalg.qr(randn([4, 4], ScalarType.Float64, generator: generator));
        var matrix = matmul(matmul(basis, diag(tensor(eigenvalues))), basis.t());
        var point = randn([4], ScalarType.Float64, generator: generator).requires_grad_(true);

        var found = DominantEigenvalue.Of(point.dot(matrix.matmul(point)) / 2, [point]);

        Assert.Equal(largest, found.Value, 1e-2);
        Assert.InRange(found.Iterations, 1, 400);
        Assert.True(found.Residual <= 1e-3 * (eigenvalues.Max() - Math.Min(0, eigenvalues.Min())));
    }

    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(2, 2, 3)]
    public void Agrees_with_the_whole_Hessian_by_differences(int dimensions, int nodes, int seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        using var network = NetworkOf(dimensions, nodes, generator);
        var size = 8;
        var images = network.Supernet.Spatial.ChannelsFastest(randn([2, 1, .. Enumerable.Repeat((long)size, dimensions)], ScalarType.Float64, generator: generator));
        using var batch = new Batch(images, images.gt(0.3).to_type(ScalarType.Int64).reshape(-1));
        var before = network.Supernet.Weights.Norms.Select(n => n.Mean.clone()).ToList();

        var found = DominantEigenvalue.Of(network, batch);

        Assert.All(network.Supernet.Weights.Norms.Zip(before), n => Assert.True(n.First.Mean.equal(n.Second).all().ToBoolean()));
        var expected = Jacobi.Eigenvalues(Hessian(network, batch)).Max();
        Assert.True(Math.Abs(found.Value - expected) <= found.Residual + 1e-5, $"{found} but {expected}");
        Assert.True(found.Residual < 0.02 * expected, $"{found}");
        Assert.True(expected > 1e-4, $"{expected}");
    }

    private static SearchedNetwork NetworkOf(int dimensions, int nodes, Generator generator)
    {
        IReadOnlyList<string> operations = nodes == 1 ? ["none", "skip_connect", "conv_3x3", "sep_conv_3x3", "max_pool_3x3", "avg_pool_3x3"] : ["skip_connect", "dil_conv_3x3"];
        var settings = new SearchSettings
        {
            Space = new SpaceSettings { Dimensions = dimensions, Levels = 1, Nodes = nodes, Channels = 4, DownOperations = operations, UpOperations = operations },
            Strategy = new StrategySettings { InitialScale = 0.5 },
        };
        return new SearchedNetwork(settings, 1, 2, generator, ScalarType.Float64);
    }

    /// <summary>Central differences of first gradients.</summary>
    private static double[][] Hessian(SearchedNetwork network, Batch batch)
    {
        const double Step = 1e-6;
        var vector = network.Architecture.Vector;
        var count = (int)vector.numel();
        var rows = new double[count][];
        for (var i = 0; i < count; i++)
        {
            var (above, below) = (Gradient(i, Step), Gradient(i, -Step));
            rows[i] = [.. above.Zip(below, (a, b) => (a - b) / (2 * Step))];
        }
        return rows;

        double[] Gradient(int i, double by)
        {
            using var inner = NewDisposeScope();
            Move(i, by);
            var gradients = autograd.grad([network.Loss(batch)], [.. network.Architecture.All.Select(w => w.Value)]);
            Move(i, -by);
            return Weights.Flat(gradients).data<double>().ToArray();
        }

        void Move(int i, double by)
        {
            using var grad = no_grad();
            vector[i].add_(by);
        }
    }
}

/// <summary>Eigenvalues of a symmetric matrix by Jacobi's rotations (1846).</summary>
internal static class Jacobi
{
    public static IReadOnlyList<double> Eigenvalues(double[][] rows)
    {
        var n = rows.Length;
        var a = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                a[i, j] = (rows[i][j] + rows[j][i]) / 2;
        }
        for (var sweep = 0; sweep < 60; sweep++)
        {
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                    Rotate(a, n, p, q);
            }
        }
        return [.. Enumerable.Range(0, n).Select(i => a[i, i])];
    }

    private static void Rotate(double[,] a, int n, int p, int q)
    {
        if (Math.Abs(a[p, q]) < 1e-300)
            return;
        var angle = Math.Atan2(2 * a[p, q], a[q, q] - a[p, p]) / 2;
        var (c, s) = (Math.Cos(angle), Math.Sin(angle));
        for (var k = 0; k < n; k++)
            (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
        for (var k = 0; k < n; k++)
            (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
    }
}
