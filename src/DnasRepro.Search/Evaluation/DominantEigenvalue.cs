using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Evaluation;

/// <summary>
/// The largest eigenvalue of the Hessian of the validation loss with respect to the architecture parameters: where it is large, the derived network tends
/// to be much worse than the supernet (RobustDARTS, Zela et al. 2020).
/// </summary>
/// <param name="Value">The eigenvalue.</param>
/// <param name="Iterations">Products of the Hessian with a vector.</param>
/// <param name="Residual">‖Hv − λv‖ for the unit vector v that was found: an eigenvalue lies within so much of the value.</param>
internal sealed record DominantEigenvalue(double Value, int Iterations, double Residual)
{
    private const int MostIterations = 200;

    /// <summary>The residual, relative to the eigenvalue that it finds, at which the iteration ends.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Of a supernet with its present weights on one batch, with the batch's statistics in the normalisations; nothing of the supernet is changed. Not for a relaxation that draws at random, whose loss has no second derivative.</summary>
    public static DominantEigenvalue Of(SearchedNetwork network, Batch batch)
    {
        using var scope = NewDisposeScope();
        var norms = network.Supernet.Weights.Norms;
        var kept = norms.Select(n => (Mean: n.Mean.clone(), Variance: n.Variance.clone())).ToList();
        var found = Of(network.Loss(batch), [.. network.Architecture.All.Select(w => w.Value)]);
        using var grad = no_grad();
        foreach (var (norm, before) in norms.Zip(kept))
        {
            norm.Mean.copy_(before.Mean);
            norm.Variance.copy_(before.Variance);
        }
        return found;
    }

    /// <summary>
    /// Of a loss by power iteration. It finds the eigenvalue that is largest in size; when that is a negative one, once more on the Hessian
    /// less it, all of whose eigenvalues are positive. Products with the Hessian are exact, by differentiating twice.
    /// </summary>
    public static DominantEigenvalue Of(Tensor loss, Tensor[] parameters)
    {
        using var scope = NewDisposeScope();
        var gradient = Weights.Flat(autograd.grad([loss], parameters, retain_graph: true, create_graph: true));
        var (largest, iterations, residual) = Iterate(v => Product(gradient, parameters, v), Start(gradient), Tolerance);
        if (largest >= 0)
            return new DominantEigenvalue(largest, iterations, residual);
        var (shifted, more, rest) = Iterate(v => Product(gradient, parameters, v).sub_(v * largest), Start(gradient), Tolerance);
        return new DominantEigenvalue(shifted + largest, iterations + more, rest);
    }

    /// <summary>A fixed vector that is orthogonal to nothing in particular.</summary>
    private static Tensor Start(Tensor like)
    {
        using var generator = new Generator(1);
        return randn([like.shape[0]], like.dtype, generator: generator).to(like.device);
    }

    private static Tensor Product(Tensor gradient, Tensor[] parameters, Tensor vector)
    {
        using var along = gradient.dot(vector);
        return Weights.Flat(autograd.grad([along], parameters, retain_graph: true));
    }

    private static (double Value, int Iterations, double Residual) Iterate(Func<Tensor, Tensor> product, Tensor start, double tolerance)
    {
        var vector = start / start.norm();
        var (value, residual) = (0.0, 0.0);
        for (var i = 1; i <= MostIterations; i++)
        {
            using var scope = NewDisposeScope();
            var image = product(vector);
            value = vector.dot(image).ToDouble();
            residual = (image - vector * value).norm().ToDouble();
            var length = image.norm().ToDouble();
            if (residual <= tolerance * Math.Abs(value) || length == 0)
                return (value, i, residual);
            vector = (image / length).MoveToOuterDisposeScope();
        }
        return (value, MostIterations, residual);
    }
}
