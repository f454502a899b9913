using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Networks;

/// <summary>Cross entropy plus one minus the soft Dice (smooth 1, over the whole batch) averaged over the classes but background.</summary>
internal static class Loss
{
    /// <param name="scores">(pixels, classes) before softmax.</param>
    /// <param name="labels">(pixels), whole numbers of 64 bits.</param>
    public static Tensor Of(Tensor scores, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var classes = scores.shape[1];
        var logarithms = functional.log_softmax(scores, 1);
        var shares = logarithms.exp().narrow(1, 1, classes - 1);
        var truth = functional.one_hot(labels, classes).narrow(1, 1, classes - 1).to_type(scores.dtype);
        var shared = (shares * truth).sum([0]);
        var dice = (shared * 2 + 1) / (shares.sum([0]) + truth.sum([0]) + 1);
        return (functional.nll_loss(logarithms, labels) + 1 - dice.mean()).MoveToOuterDisposeScope();
    }
}
