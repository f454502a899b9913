using DnasRepro.Results;
using Xunit.Sdk;

namespace DnasRepro.Search.Tests.PyTorch;

public class AgreementTests
{
    [Fact]
    public void Takes_the_norm_of_the_difference_relative_to_PyTorchs() =>
        Assert.Equal(Math.Sqrt(2) / 5, Agreement.RelativeError([4, 3], [3, 4]), 12);

    [Fact]
    public void Zeros_agree_with_zeros_only()
    {
        Assert.Equal(0, Agreement.RelativeError([0, 0], [0, 0]));
        Assert.Equal(double.PositiveInfinity, Agreement.RelativeError([0, 1e-9], [0, 0]));
    }

    [Fact]
    public void Names_the_tensor_and_the_place_that_differ()
    {
        var failure = Failure(1e-3, [Of("a", [2, 2], 1, 2, 3, 4), Of("b", [2, 2], 1, 2, 3.5, 4)], [Of("a", [2, 2], 1, 2, 3, 4), Of("b", [2, 2], 1, 2, 3, 4)]);

        Assert.Equal("weights: 1 of 2 tensors differ by more than 1e-3; all together 6.5e-2.\n  b: 9.1e-2 of the norm 5.5e0; most at [1, 0]: ours 3.5e0, PyTorch's 3e0", failure);
    }

    [Fact]
    public void Tensors_that_PyTorch_has_must_be_there_and_no_others()
    {
        Assert.Contains("we lack [a, b] and have [c]", Failure(1, [Of("c", [1], 1)], [Of("a", [1], 1), Of("b", [1], 1)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_must_be_the_same() =>
        Assert.Contains("'a' has the shape [2, 1] here and [1, 2] in PyTorch", Failure(1, [Of("a", [2, 1], 1, 2)], [Of("a", [1, 2], 1, 2)]), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_number_never_agrees()
    {
        Assert.Contains("1 of 1 tensors", Failure(1e9, [Of("a", [1], double.NaN)], [Of("a", [1], 1)]), StringComparison.Ordinal);
        Assert.Throws<TrueException>(() => Agreement.Within(1e9, [double.NaN], [1.0], "losses"));
    }

    [Fact]
    public void Order_does_not_matter() =>
        Agreement.Within(0, [Of("b", [1], 2), Of("a", [1], 1)], [Of("a", [1], 1), Of("b", [1], 2)], "weights");

    [Fact]
    public void A_tensor_that_is_only_rounding_is_held_against_a_share_of_all()
    {
        NamedTensor[] ours = [Of("large", [1], 1), Of("tiny", [1], 2e-9)], theirs = [Of("large", [1], 1), Of("tiny", [1], 1e-9)];

        Assert.Contains("tiny: 1.0e0", Failure(1e-3, ours, theirs), StringComparison.Ordinal);
        Agreement.Within(1e-2, ours, theirs, "weights", floor: 1e-6);
    }

    private static string Failure(double limit, IReadOnlyList<NamedTensor> ours, IReadOnlyList<NamedTensor> theirs) =>
        Assert.Throws<FailException>(() => Agreement.Within(limit, ours, theirs, "weights")).Message;

    private static NamedTensor Of(string name, int[] shape, params double[] values) => new(name, shape, values, "float32");
}
