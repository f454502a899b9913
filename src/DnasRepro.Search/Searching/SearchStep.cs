using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>One step of the search: the architecture parameters by a validation batch, then the weights by a training batch (DARTS, algorithm 1).</summary>
internal sealed class SearchStep(SearchedNetwork network, SearchSettings settings) : IDisposable
{
    public Sgd WeightOptimiser { get; } = new(settings.Training.Momentum, settings.Training.WeightDecay, settings.Training.GradientClip);

    public Adam ArchitectureOptimiser { get; } = new(settings.Strategy.LearningRate, settings.Strategy.Beta1, settings.Strategy.Beta2, settings.Strategy.WeightDecay);

    /// <summary>How far the weights are moved for the central difference of the second order, as the norm of the move; DARTS' 0.01.</summary>
    public double Difference { get; init; } = 0.01;

    private Tensor Vector => network.Supernet.Weights.Vector;

    /// <summary>Takes the step.</summary>
    /// <param name="rate">The weights' learning rate.</param>
    /// <param name="movesArchitecture">False in the warm-up.</param>
    /// <returns>The training loss before the weights moved.</returns>
    public double Take(Batch training, Batch validation, double rate, bool movesArchitecture)
    {
        using var scope = NewDisposeScope();
        network.Draw();
        if (movesArchitecture && settings.Strategy.Order != BilevelOrder.SingleLevel)
        {
            ArchitectureOptimiser.Step(network.Architecture.Vector, ArchitectureGradient(training, validation, rate));
            network.Draw();
        }
        var (loss, gradient) = movesArchitecture && settings.Strategy.Order == BilevelOrder.SingleLevel ? Both(training) : Gradient(training, network.Supernet.Weights);
        WeightOptimiser.Step(Vector, gradient, rate);
        return loss.ToDouble();
    }

    /// <summary>Makes the optimisers' memories, so that kept ones can be copied into them.</summary>
    /// <param name="hasMovedArchitecture">Whether the architecture parameters have taken a step.</param>
    public void Prepare(bool hasMovedArchitecture)
    {
        WeightOptimiser.Velocity ??= zeros_like(Vector);
        if (hasMovedArchitecture)
            ArchitectureOptimiser.Moments ??= (zeros_like(network.Architecture.Vector), zeros_like(network.Architecture.Vector));
    }

    /// <summary>Moves the architecture parameters by the training batch too, and gives the weights' gradient at the same point.</summary>
    private (Tensor Loss, Tensor Gradient) Both(Batch training)
    {
        using var scope = NewDisposeScope();
        var (loss, direct, slope) = BothGradients(training);
        ArchitectureOptimiser.Step(network.Architecture.Vector, direct);
        return (loss.MoveToOuterDisposeScope(), slope.MoveToOuterDisposeScope());
    }

    /// <summary>The gradient that the architecture parameters follow. What is random is the same in all passes that it takes: the difference of two of them is the Hessian's alone.</summary>
    public Tensor ArchitectureGradient(Batch training, Batch validation, double rate) =>
        settings.Strategy.Order == BilevelOrder.Second ? Unrolled(training, validation, rate) : Gradient(validation, network.Architecture, withTerms: true).Gradient;

    /// <summary>The gradient through one step of the weights; the Hessian product by central differences with ε = <see cref="Difference"/> / ‖∇w'‖ (DARTS, eq. 7 and 8).</summary>
    private Tensor Unrolled(Batch training, Batch validation, double rate)
    {
        using var scope = NewDisposeScope();
        using var kept = Vector.clone();
        var slope = Gradient(training, network.Supernet.Weights).Gradient;
        Place(WeightOptimiser.Ahead(kept, slope, rate));
        var (_, direct, ahead) = BothGradients(validation);
        var epsilon = Difference / ahead.norm().ToDouble();
        Place(kept + ahead * epsilon);
        var above = Gradient(training, network.Architecture).Gradient;
        Place(kept - ahead * epsilon);
        var below = Gradient(training, network.Architecture).Gradient;
        Place(kept);
        return (direct - (above - below) * (rate / (2 * epsilon))).MoveToOuterDisposeScope();
    }

    private void Place(Tensor values)
    {
        using var grad = no_grad();
        Vector.copy_(values);
    }

    /// <summary>The loss of a batch, and the gradients with the regularisers and resource terms that act on the architecture parameters alone.</summary>
    private (Tensor Loss, Tensor Architecture, Tensor Weights) BothGradients(Batch batch)
    {
        using var scope = NewDisposeScope();
        var (architecture, weights) = (network.Architecture.All, network.Supernet.Weights.All);
        var loss = network.Loss(batch);
        var gradients = Slopes(WithTerms(loss), [.. architecture, .. weights]);
        return (
            loss.detach().MoveToOuterDisposeScope(), Weights.Flat(gradients.Take(architecture.Count)).MoveToOuterDisposeScope(),
            Weights.Flat(gradients.Skip(architecture.Count)).MoveToOuterDisposeScope());
    }

    /// <summary>The loss of a batch and its gradient with respect to either the weights or the architecture parameters; nothing is computed for the others.</summary>
    private (Tensor Loss, Tensor Gradient) Gradient(Batch batch, Weights with, bool withTerms = false)
    {
        using var scope = NewDisposeScope();
        var loss = network.Loss(batch);
        var gradients = Slopes(withTerms ? WithTerms(loss) : loss, with.All);
        return (loss.detach().MoveToOuterDisposeScope(), Weights.Flat(gradients).MoveToOuterDisposeScope());
    }

    private Tensor WithTerms(Tensor loss) => network.Terms() is { } terms ? loss + terms : loss;

    /// <summary>Gradients; zeros where the loss does not depend on a weight, as on those of operations that no edge chose.</summary>
    internal static List<Tensor> Slopes(Tensor loss, IReadOnlyList<Weight> with)
    {
        var found = autograd.grad([loss], [.. with.Select(w => w.Value)], allow_unused: true);
        return [.. found.Select((g, i) => g is null || g.IsInvalid ? zeros_like(with[i].Value) : g)];
    }

    public void Dispose()
    {
        WeightOptimiser.Dispose();
        ArchitectureOptimiser.Dispose();
    }
}
