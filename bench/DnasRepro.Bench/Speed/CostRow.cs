namespace DnasRepro.Bench.Speed;

/// <summary>What a step of one size costs both sides, one process each.</summary>
/// <param name="Others">The larger share of the machine that other programs used during one of the two.</param>
internal sealed record CostRow(StepSetting Setting, StepFigures Ours, StepFigures PyTorch, double Others)
{
    private static readonly int[] Nodes = [1, 2, 3, 4];
    private static readonly int[] Channels = [8, 16, 32];
    private static readonly int[] Sizes = [32, 64, 128];

    /// <summary>Operations of a step, in 10⁹.</summary>
    public double Gigaflops => SupernetCost.Of(Setting).FlopsOfStep(Setting) / 1e9;

    /// <summary>Nodes, channels or pixels grow, each from a setting on.</summary>
    public static IReadOnlyList<CostRow> Measure(StepSetting setting, Sides sides, Action<string> report)
    {
        var settings = Nodes.Select(n => setting with { Nodes = n }).Concat(Channels.Select(c => setting with { Channels = c })).Concat(Sizes.Select(s => setting with { Size = s }));
        var rows = new List<CostRow>();
        foreach (var size in settings.Distinct())
        {
            report($"{size.Nodes} nodes, {size.Channels} channels, {size.Size} pixels");
            rows.Add(Measure(size, sides));
        }
        return rows;
    }

    private static CostRow Measure(StepSetting setting, Sides sides)
    {
        var (ours, pytorch) = (Child.Run(Sides.Ours(setting, measuresPeak: true)), Child.Run(sides.PyTorch(setting)));
        var row = new CostRow(setting, StepFigures.Read(ours.Output), StepFigures.Read(pytorch.Output), Math.Max(ours.Others, pytorch.Others));
        var counted = SupernetCost.Of(setting).Weights;
        return counted == row.Ours.Weights && counted == row.PyTorch.Weights
            ? row
            : throw new InvalidOperationException($"The description counts {counted} weights, we have {row.Ours.Weights}, PyTorch {row.PyTorch.Weights}.");
    }
}
