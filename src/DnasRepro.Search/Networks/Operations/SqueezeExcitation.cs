using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Networks.Operations;

/// <summary>ReLU, a convolution, squeeze and excitation (Hu, Shen and Sun 2018; a quarter of the channels in between), normalisation.</summary>
internal sealed class SqueezeExcitation : EdgeOperation
{
    private readonly int kernel;
    private readonly Weight weight;
    private readonly (Weight Kernel, Weight Bias) squeeze;
    private readonly (Weight Kernel, Weight Bias) excite;

    public SqueezeExcitation(Placement at, int kernel) : base(at)
    {
        this.kernel = kernel;
        var few = Math.Max(1, at.Channels / 4);
        weight = at.Kernel("1", at.Width, at.Channels, kernel);
        squeeze = Linear("squeeze", few, at.Channels);
        excite = Linear("excite", at.Channels, few);
    }

    protected override Tensor Raw(State state, Selection edges, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var batch = state.Map.shape[0];
        var map = At.Spatial.Convolution(state.Rectified, edges.Of(weight), At.Stride, kernel / 2);
        var means = map.mean([.. Enumerable.Range(2, At.Spatial.Dimensions).Select(i => (long)i)]).view(batch, edges.Count, At.Channels).transpose(0, 1);
        var hidden = functional.relu(edges.Of(squeeze.Bias) + bmm(means, edges.Of(squeeze.Kernel).transpose(1, 2)));
        var factors = sigmoid(edges.Of(excite.Bias) + bmm(hidden, edges.Of(excite.Kernel).transpose(1, 2)));
        return (map * factors.transpose(0, 1).reshape([batch, Width(edges), .. At.Spatial.Repeated(1)])).MoveToOuterDisposeScope();
    }

    private (Weight Kernel, Weight Bias) Linear(string part, int outputs, int inputs) => (
        At.Weights.Uniform($"{At.Name}.{part}.weight", [At.Rows.Count, outputs, inputs], inputs, At.Rows),
        At.Weights.Uniform($"{At.Name}.{part}.bias", [At.Rows.Count, 1, outputs], inputs, At.Rows));
}
