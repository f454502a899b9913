using DnasRepro.ReferenceSearch;

namespace DnasRepro.Bench.Speed;

/// <summary>The work of the two-dimensional supernet with the default operations, counted from its description.</summary>
/// <param name="Macs">Multiplications with addition of all convolutions in one forward pass of one image; normalisation, pooling and sums are not counted.</param>
/// <param name="Weights">Numbers in its weights.</param>
internal readonly record struct SupernetCost(long Macs, long Weights)
{
    public static SupernetCost operator +(SupernetCost a, SupernetCost b) => Add(a, b);

    public static SupernetCost Add(SupernetCost a, SupernetCost b) => new(a.Macs + b.Macs, a.Weights + b.Weights);

    /// <summary>The network of one channel in and two classes out.</summary>
    public static SupernetCost Of(StepSetting setting, int levels = 2)
    {
        var (c, wide, size) = (setting.Channels, setting.Channels * setting.Nodes, setting.Size);
        var total = Convolution(1, c, 9, size) + new SupernetCost(0, 2 * c) + Convolution(wide, 2, 1, size) + new SupernetCost(0, 2);
        for (var k = 1; k <= levels; k++)
            total += Cell(k <= 2 ? c : wide, k == 1 ? c : wide, setting, size >> (k - 1), isDown: true);
        for (var i = 1; i <= levels; i++)
            total += Cell(i == levels ? c : wide, wide, setting, size >> (levels - i), isDown: false);
        return total;
    }

    /// <summary>Operations of one step of the search. A backward pass costs a forward pass for the gradients of the inputs and one more for those of the weights.</summary>
    /// <remarks>First order: two passes, one without gradients of weights. Second: five, two of them without.</remarks>
    public double FlopsOfStep(StepSetting setting) => 2.0 * Macs * setting.Batch * (setting.Order == 1 ? 2 + 3 : 3 + 3 + 2 + 2 + 3);

    private static SupernetCost Cell(int inputs0, int inputs1, StepSetting setting, int size, bool isDown)
    {
        var c = setting.Channels;
        var total = Convolution(inputs0, c, 1, size) + Convolution(inputs1, c, 1, size);
        foreach (var (from, _) in ReferenceSpace.Edges(setting.Nodes))
        {
            var isStrided = isDown && from < ReferenceSpace.Inputs;
            foreach (var operation in OperationRegistry.Default)
                total += Operation(operation, c, isDown ? size / 2 : size, isStrided);
        }
        return total;
    }

    private static SupernetCost Operation(string name, int c, int size, bool isStrided) => name switch
    {
        "skip_connect" when isStrided => Convolution(c, c / 2, 1, size) + Convolution(c, c - c / 2, 1, size),
        "conv_3x3" => Convolution(c, c, 9, size),
        "sep_conv_3x3" => Depthwise(c, size) + Depthwise(c, size),
        "dil_conv_3x3" => Depthwise(c, size),
        _ => default,
    };

    private static SupernetCost Depthwise(int c, int size) => Convolution(1, c, 9, size) + Convolution(c, c, 1, size);

    /// <param name="size">Of the output.</param>
    private static SupernetCost Convolution(int inputs, int outputs, int kernel, int size)
    {
        var weights = (long)inputs * outputs * kernel;
        return new SupernetCost(weights * size * size, weights);
    }
}
