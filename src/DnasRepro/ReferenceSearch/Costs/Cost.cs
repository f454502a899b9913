namespace DnasRepro.ReferenceSearch.Costs;

/// <summary>What a part of a network costs, counted and not measured.</summary>
/// <param name="Parameters">Trainable numbers: weights and biases of convolutions and linear maps, scale and shift of a normalisation that has them.</param>
/// <param name="Macs">
/// Multiply-adds of convolutions and linear maps in one forward pass of one image; padding counts as pixels, as in fvcore and thop. Nothing for normalisation
/// (which both of these add), pooling and enlarging (which thop adds), ReLU, biases and sums.
/// </param>
/// <param name="Activations">
/// Values that layers write in one forward pass of one image: every convolution, linear map, normalisation, ReLU, sigmoid, pooling, scaling by
/// channel weights and enlarging writes its whole result. Sums, concatenations, the identity and zeros write nothing. It is what a
/// framework that keeps every layer's result for the backward pass holds, in values and not in bytes.
/// </param>
public readonly record struct Cost(long Parameters, long Macs, long Activations)
{
    public static Cost operator +(Cost a, Cost b) => Add(a, b);

    public static Cost Add(Cost left, Cost right) => new(left.Parameters + right.Parameters, left.Macs + right.Macs, left.Activations + right.Activations);

    /// <summary>The sum of several.</summary>
    public static Cost Sum(IEnumerable<Cost> costs) => costs.Aggregate(default(Cost), Add);

    /// <summary>The cost in one resource.</summary>
    /// <exception cref="ArgumentException">Latency is measured and not counted.</exception>
    public long Of(Resource resource) => resource switch
    {
        Resource.Macs => Macs,
        Resource.Parameters => Parameters,
        Resource.Activations => Activations,
        _ => throw new ArgumentException($"{resource} is measured and not counted.", nameof(resource)),
    };
}
