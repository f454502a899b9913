namespace DnasRepro.Search.Tests.PyTorch;

/// <summary>What must hold for the oracle itself before anything is held against it.</summary>
public class OracleTests
{
    private static readonly OracleRequest Small = OracleRequest.Small with { Steps = 3 };

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    public void Computes_what_the_benchmarks_baseline_computes_to_the_last_bit(int nodes, int order)
    {
        var baseline = Path.Combine(Repository.Root, "bench", "pytorch", "unet_darts_baseline.py");

        var said = Oracle.Run(
            "same_as_baseline.py", baseline, "--nodes", $"{nodes}", "--order", $"{order}", "--steps", "10", "--size", "16", "--batch", "4", "--n", "16");

        Assert.StartsWith($"equal: order {order}, {nodes} nodes, 10 steps", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_order_by_differences_tends_to_that_by_differentiation()
    {
        using var folder = new TempFolder();
        var answer = Oracle.Ask(Small with { Dtype = "float64", Epsilon = 1e-6, Compute = ["first", "second", "exact"] }, folder);

        Agreement.Within(1e-8, answer.Group("second.architecture"), answer.Group("exact.architecture"), "second order");
        Assert.True(Agreement.Compare(answer.Group("first.architecture"), answer.Group("exact.architecture"))[0].Error > 0.01, "The second order is no more than the first here.");
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("partial")]
    public void The_architectures_gradient_is_the_slope_of_the_loss(string relaxation)
    {
        using var folder = new TempFolder();
        var request = Small with { Dtype = "float64", Relaxation = relaxation, Compute = ["forward", "gradients"], InitialScale = 0.5 };
        var answer = Oracle.Ask(request, folder);

        foreach (var (tensor, at) in new[] { ("alpha_down", 2), ("alpha_up", 17) })
        {
            var slope = (Loss(answer, request, folder, tensor, at, 1e-6) - Loss(answer, request, folder, tensor, at, -1e-6)) / 2e-6;
            Assert.Equal(answer.Group("gradients.architecture").Single(t => t.Name == tensor).Values[at], slope, 1e-6);
        }
    }

    [Fact]
    public void Takes_what_it_is_given_instead_of_drawing_it()
    {
        using var folder = new TempFolder();
        var request = Small with { Relaxation = "gumbel", Temperature = [5, 1], Compute = ["forward", "steps.second"] };
        var first = Oracle.Ask(request, folder, "first");
        var again = Oracle.Ask(request with { Seed = 7, DataSeed = 7, Inputs = folder["first"] }, folder, "again");
        var other = Oracle.Ask(request with { Seed = 7, DataSeed = 7 }, folder, "other");

        Agreement.Within(0, again.Group("steps.second.2.weights"), first.Group("steps.second.2.weights"), "weights");
        Assert.Equal(first.Numbers("steps.second.losses"), again.Numbers("steps.second.losses"));
        Assert.NotEqual(first.Numbers("steps.second.losses"), other.Numbers("steps.second.losses"));
    }

    [Fact]
    public void Three_dimensions_other_operations_and_rounding_change_little()
    {
        using var folder = new TempFolder();
        string[] more = ["none", "skip_connect", "conv_1x1", "conv_5x5", "sep_conv_5x5", "dil_conv_5x5", "depthwise_conv_3x3", "asym_conv", "se_conv_3x3"];
        var request = Small with { Dimensions = 3, Size = [16, 16, 16], Levels = 2, Channels = 4, DownOperations = more, Compute = ["forward", "gradients", "first"] };
        var single = Oracle.Ask(request, folder, "single");
        var twice = Oracle.Ask(request with { Dtype = "float64" }, folder, "double");

        Assert.Equal([2, 2, 16, 16, 16], single.Tensor("forward.output").Shape);
        Agreement.Within(1e-4, single.Tensor("forward.output"), twice.Tensor("forward.output"), "output");
        Agreement.Within(1e-3, single.Group("gradients.weights"), twice.Group("gradients.weights"), "gradients", floor: 1e-3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Rounding_is_below_what_agreement_allows(int nodes)
    {
        using var folder = new TempFolder();
        var request = Small with { Nodes = nodes, Compute = ["forward", "gradients", "first", "second", "steps.second"] };
        var single = Oracle.Ask(request, folder, "single");
        var twice = Oracle.Ask(request with { Dtype = "float64" }, folder, "double");

        foreach (var group in new[] { "gradients.weights", "gradients.architecture", "first.architecture", "second.architecture" })
            Agreement.Within(1e-4, single.Group(group), twice.Group(group), group);
        foreach (var group in new[] { "steps.second.2.weights", "steps.second.2.architecture" })
            Agreement.Within(1e-3, single.Group(group), twice.Group(group), group);
    }

    private static double Loss(OracleAnswer answer, OracleRequest request, TempFolder folder, string tensor, int at, double by)
    {
        var name = $"{tensor}{(by > 0 ? "+" : "-")}{at}";
        var moved = answer.Group("initial.architecture").SelectMany(t => t.Values.Select((v, i) => t.Name == tensor && i == at ? v + by : v));
        folder.Write($"in-{name}/initial.architecture.npy", Npy(moved));
        return Oracle.Ask(request with { Compute = ["forward"], Inputs = folder[$"in-{name}"] }, folder, name).Number("forward.loss");
    }

    /// <summary>A vector as NumPy saves it.</summary>
    private static byte[] Npy(IEnumerable<double> values)
    {
        var numbers = values.ToArray();
        var header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({numbers.Length},), }}";
        header = header.PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. numbers.SelectMany(BitConverter.GetBytes)];
    }
}
