using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>A network with only the edges and operations of one architecture.</summary>
internal interface IDerivedNetwork : IDisposable
{
    Weights Weights { get; }

    /// <summary>Class scores (pixels of the batch, classes), before softmax.</summary>
    /// <param name="images">(batch, channels, axes…).</param>
    Tensor Forward(Tensor images, bool isTraining);

    /// <summary>Takes over the weights that a supernet has for what is kept. Running statistics stay as they are.</summary>
    void TakeWeights(ISupernet supernet);

    /// <summary>The network of an architecture: a U of cells, or one path where the topology is searched.</summary>
    /// <param name="isAffine">Whether normalisations have a trained scale and shift, as in DARTS' retraining; not when it gets a supernet's weights.</param>
    /// <exception cref="UserErrorException">The architecture is none of the space.</exception>
    static IDerivedNetwork Of(Architecture architecture, SpaceSettings space, int inputs, int classes, Generator generator, bool isAffine = true, ScalarType type = ScalarType.Float32, Device? device = null) => space.Topology is { } topology
        ? new DerivedPath(GridPath.Of(architecture, topology), space, inputs, classes, new Weights(generator, type, device ?? CPU), isAffine)
        : new DerivedNetwork(architecture, space, inputs, classes, generator, isAffine, type, device);
}
