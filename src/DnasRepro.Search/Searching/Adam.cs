using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>Adam (Kingma and Ba 2015) with weight decay added to the gradient, over one vector.</summary>
internal sealed class Adam(double rate, double beta1, double beta2, double weightDecay) : IDisposable
{
    private const double Epsilon = 1e-8;

    /// <summary>Running means of the gradient and of its square; null before the first step.</summary>
    public (Tensor First, Tensor Second)? Moments { get; set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Moves the vector against its gradient.</summary>
    public void Step(Tensor vector, Tensor gradient)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        Moments ??= (zeros_like(vector).DetachFromDisposeScope(), zeros_like(vector).DetachFromDisposeScope());
        var (first, second) = Moments.Value;
        Steps++;
        var slope = gradient + vector * weightDecay;
        first.mul_(beta1).add_(slope * (1 - beta1));
        second.mul_(beta2).add_(slope.square() * (1 - beta2));
        var spread = second.sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, Steps))).add_(Epsilon);
        vector.sub_(first * (rate / (1 - Math.Pow(beta1, Steps))) / spread);
    }

    public void Dispose()
    {
        Moments?.First.Dispose();
        Moments?.Second.Dispose();
    }
}
