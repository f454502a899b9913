namespace DnasRepro.Tests.SearchCode.Practice;

public class ScalingSlipTests
{
    [Theory]
    [InlineData("[(p - n) / 2. * eps for p, n in zip(up, down)]")]
    [InlineData("[(p-n) / 2*eps for p, n in zip(up, down)]")]
    public void A_difference_that_is_multiplied_by_its_step_is_a_slip(string difference) =>
        Assert.Contains("hessian = ", Assert.Single(PracticeOf.Program(Hessian(difference)).ScalingSlips).Excerpt, StringComparison.Ordinal);

    [Theory]
    [InlineData("[(p - n) / (2. * eps) for p, n in zip(up, down)]")]
    [InlineData("[(p - n) / 2. / eps for p, n in zip(up, down)]")]
    [InlineData("[(p - n).div_(2 * eps) for p, n in zip(up, down)]")]
    [InlineData("[(p - n) / 2. * rate for p, n in zip(up, down)]")]
    [InlineData("[(p - n) / 2. * eps for p, n in zip(losses, others)]")]
    public void The_right_forms_and_other_products_are_none(string difference) => Assert.Empty(PracticeOf.Program(Hessian(difference)).ScalingSlips);

    [Fact]
    public void Without_weights_moved_by_the_factor_it_is_no_finite_difference() =>
        Assert.Empty(PracticeOf.Program("def f(self, eps):\n    a = grad(x)\n    b = grad(y)\n    return (a - b) / 2. * eps").ScalingSlips);

    private static string Hessian(string difference) =>
        $$"""
        import torch

        def compute(self, vector):
            eps = 0.01 / norm(vector)
            for p, v in zip(self.model.weights(), vector):
                p += eps * v
            up = torch.autograd.grad(self.loss(), self.model.alphas)
            for p, v in zip(self.model.weights(), vector):
                p -= 2. * eps * v
            down = torch.autograd.grad(self.loss(), self.model.alphas)
            hessian = {{difference}}
            return hessian
        """;
}
