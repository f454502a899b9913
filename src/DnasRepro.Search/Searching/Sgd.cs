using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>Stochastic gradient descent with momentum, weight decay and a bound on the gradient's norm, over one vector.</summary>
internal sealed class Sgd(double momentum, double weightDecay, double clip) : IDisposable
{
    /// <summary>The running sum of gradients; null before the first step.</summary>
    public Tensor? Velocity { get; set; }

    /// <summary>Moves the vector against its gradient.</summary>
    public void Step(Tensor vector, Tensor gradient, double rate)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        var factor = Math.Min(1, clip / (gradient.norm().ToDouble() + 1e-6));
        var step = gradient * factor + vector * weightDecay;
        if (Velocity is null)
            Velocity = step.DetachFromDisposeScope();
        else
            Velocity.mul_(momentum).add_(step);
        vector.sub_(Velocity * rate);
    }

    /// <summary>Where a step by a gradient that is not clipped would lead from here, without taking it (DARTS, eq. 6).</summary>
    public Tensor Ahead(Tensor vector, Tensor gradient, double rate)
    {
        using var scope = NewDisposeScope();
        var step = gradient + vector * weightDecay;
        if (Velocity is not null)
            step.add_(Velocity * momentum);
        return (vector - step * rate).MoveToOuterDisposeScope();
    }

    public void Dispose() => Velocity?.Dispose();
}
