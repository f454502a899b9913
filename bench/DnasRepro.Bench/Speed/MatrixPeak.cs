using System.Diagnostics;
using TorchSharp;

namespace DnasRepro.Bench.Speed;

/// <summary>What this machine's arithmetic reaches where nothing but arithmetic is done.</summary>
internal static class MatrixPeak
{
    private const int Size = 2048;
    private const int Products = 8;

    /// <summary>10⁹ operations (a multiplication and an addition are two) a second: the fastest of some products of two square matrices in single precision.</summary>
    public static double Gigaflops(int threads)
    {
        torch.set_num_threads(threads);
        using var a = torch.rand(Size, Size);
        using var b = torch.rand(Size, Size);
        return 2e-9 * Size * Size * Size / Enumerable.Range(0, Products).Min(_ => Seconds(a, b));
    }

    private static double Seconds(torch.Tensor a, torch.Tensor b)
    {
        var start = Stopwatch.GetTimestamp();
        using var product = torch.matmul(a, b);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
