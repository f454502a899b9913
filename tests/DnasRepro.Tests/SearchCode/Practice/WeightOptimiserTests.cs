namespace DnasRepro.Tests.SearchCode.Practice;

public class WeightOptimiserTests
{
    private const string Registered = "self.alphas = nn.Parameter(torch.randn(4, 5))";

    [Fact]
    public void An_optimiser_over_all_parameters_of_a_network_with_registered_ones_holds_them()
    {
        var found = PracticeOf.Program(Program(Registered)).WeightOptimiserHoldsArchitecture;

        Assert.Equal(["w_optim = torch.optim.SGD(model.parameters(), 0.1)", Registered], found.Select(e => e.Excerpt));
    }

    [Fact]
    public void One_whose_class_is_chosen_by_name_is_known_by_its_use() => Assert.NotEmpty(PracticeOf.Program(
        Program(Registered, weights: "w_optim = get_optimizer(cfg)(model.parameters(), 0.1)")).WeightOptimiserHoldsArchitecture);

    [Theory]
    [InlineData("self.alphas = Variable(torch.randn(4, 5), requires_grad=True)")]
    [InlineData("self.alphas = torch.randn(4, 5, requires_grad=True)")]
    [InlineData("self.alphas = nn.Parameter(torch.randn(4, 5)).cuda()")]
    public void A_tensor_that_the_network_does_not_list_is_not_held(string declared) => Assert.Empty(PracticeOf.Program(Program(declared)).WeightOptimiserHoldsArchitecture);

    [Theory]
    [InlineData("w_optim = torch.optim.SGD(model.weights(), 0.1)")]
    [InlineData("w_optim = torch.optim.SGD([p for n, p in model.named_parameters() if 'alphas' not in n], 0.1)")]
    [InlineData("w_optim = torch.optim.SGD(filter(keep, model.parameters()), 0.1)")]
    [InlineData("w_optim = torch.optim.SGD(teacher.parameters(), 0.1)")]
    public void One_over_some_of_them_is_not_said_to_hold_all(string weights) => Assert.Empty(PracticeOf.Program(Program(Registered, weights: weights)).WeightOptimiserHoldsArchitecture);

    [Fact]
    public void A_network_that_decides_what_its_parameters_are_is_left_alone() => Assert.Empty(PracticeOf.Program(
        Program(Registered, method: "    def parameters(self):\n        return self.own")).WeightOptimiserHoldsArchitecture);

    [Theory]
    [InlineData("for p in model.arch():\n    p.requires_grad = False")]
    [InlineData("for p in model.arch():\n    p.grad = None")]
    public void Gradients_that_are_switched_leave_it_open(string more) => Assert.Empty(PracticeOf.Program(Program(Registered) + "\n" + more).WeightOptimiserHoldsArchitecture);

    [Fact]
    public void Gradients_that_are_taken_for_some_parameters_leave_it_open() => Assert.Empty(PracticeOf.Program(
        Program(Registered, gradient: "assign(torch.autograd.grad(criterion(model(x), y), model.weights()))")).WeightOptimiserHoldsArchitecture);

    [Theory]
    [InlineData("x = x.detach()", false)]
    [InlineData("w = softmax(self.alphas).detach()", true)]
    [InlineData("w = softmax(self.alphas)\n        w = w.detach()", true)]
    public void Weights_of_the_choice_that_are_cut_off_leave_it_open(string line, bool isOpen) => Assert.Equal(isOpen, PracticeOf.Program(
        Program(Registered, method: "    def forward(self, x):\n        " + line + "\n        return mix(x, self.alphas)")).WeightOptimiserHoldsArchitecture.Count == 0);

    [Fact]
    public void A_single_optimiser_for_everything_is_a_choice_and_no_slip() => Assert.Empty(PracticeOf.Program(
        Program(Registered, architecture: "a_optim = None")).WeightOptimiserHoldsArchitecture);

    private static string Program(string declared, string weights = "w_optim = torch.optim.SGD(model.parameters(), 0.1)",
        string architecture = "a_optim = torch.optim.Adam(model.arch(), 0.1)", string method = "", string gradient = "criterion(model(x), y).backward()") =>
        $$"""
        import torch
        import torch.nn as nn

        class Network(nn.Module):
            def __init__(self):
                {{declared}}

            def arch(self):
                return [self.alphas]

        {{method}}

        model = Network()
        model = model.to(device)
        teacher = Teacher()
        {{weights}}
        {{architecture}}
        w_optim.zero_grad()
        {{gradient}}
        w_optim.step()
        a_optim.step()  # update
        """;
}
