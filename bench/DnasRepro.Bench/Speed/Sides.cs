namespace DnasRepro.Bench.Speed;

/// <summary>How both sides are started.</summary>
/// <param name="Python">The interpreter that has PyTorch.</param>
/// <param name="Baseline">The baseline's script.</param>
internal sealed record Sides(string Python, string Baseline)
{
    public ChildStart PyTorch(StepSetting setting, long seed = 0) => new(Python, [Baseline, .. setting.Arguments(seed)], setting.Threads);

    /// <summary>Our engine, in another process of this very program.</summary>
    public static ChildStart Ours(StepSetting setting, long seed = 0, bool measuresPeak = false)
    {
        string[] arguments = [StepCommand.Name, .. setting.Arguments(seed), .. measuresPeak ? [StepCommand.PeakOption] : Array.Empty<string>()];
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return new ChildStart(program, isHost ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments, setting.Threads);
    }
}
