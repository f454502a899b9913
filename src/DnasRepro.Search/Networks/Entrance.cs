using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Networks;

/// <summary>Brings an input to a cell's channels: ReLU, a 1×1 convolution, of stride 2 where it halves the size, and normalisation.</summary>
internal sealed class Entrance(Weights weights, Spatial spatial, string name, int inputs, int channels, bool halves, bool isAffine = false)
{
    private readonly Weight weight = weights.Kernel($"{name}.1", spatial.Kernel(channels, inputs, 1));
    private readonly Norm norm = weights.Norm($"{name}.2", channels, isAffine);

    public Tensor Forward(Tensor map, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var taken = halves ? spatial.ChannelsFastest(spatial.EverySecond(map)) : map;
        var mixed = spatial.Pointwise(functional.relu(taken), weight.Value.view(channels, inputs));
        return norm.Apply(mixed, isTraining).MoveToOuterDisposeScope();
    }
}
