using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Networks.Operations;

/// <summary>A state of a cell while operations are applied to it; what several of them need is computed once.</summary>
internal sealed class State(Tensor map) : IDisposable
{
    private Tensor? rectified;

    public Tensor Map => map;

    /// <summary>The map after ReLU, with which every convolution begins.</summary>
    public Tensor Rectified => rectified ??= functional.relu(map).DetachFromDisposeScope();

    /// <summary>Frees what was computed here; the map belongs to the caller.</summary>
    public void Dispose() => rectified?.Dispose();
}
