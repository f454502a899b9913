namespace DnasRepro.Bench.Speed;

/// <summary>One run of each side.</summary>
/// <param name="Others">The larger share of the machine that other programs used during one of them.</param>
internal sealed record StepPair(StepFigures PyTorch, StepFigures Ours, double Others);

/// <summary>Both sides in alternating pairs: the second pair begins with the side with which the first ended, and so on.</summary>
internal sealed record StepComparison(StepSetting Setting, IReadOnlyList<StepPair> Pairs)
{
    public double Others => Pairs.Max(p => p.Others);

    public static StepComparison Of(StepSetting setting, Sides sides, int pairs)
    {
        var done = new List<StepPair>();
        for (var i = 0; i < pairs; i++)
        {
            var (pytorch, ours) = (sides.PyTorch(setting), Sides.Ours(setting));
            var beginsWithOurs = i % 2 == 1;
            var first = Child.Run(beginsWithOurs ? ours : pytorch);
            var second = Child.Run(beginsWithOurs ? pytorch : ours);
            var pair = new StepPair(
                StepFigures.Read((beginsWithOurs ? second : first).Output), StepFigures.Read((beginsWithOurs ? first : second).Output), Math.Max(first.Others, second.Others));
            CheckSameWork(setting, pair);
            done.Add(pair);
        }
        return new StepComparison(setting, done);
    }

    /// <summary>Times are comparable only where both have the same network.</summary>
    private static void CheckSameWork(StepSetting setting, StepPair pair)
    {
        if (pair.PyTorch.Weights != pair.Ours.Weights || pair.PyTorch.ArchitectureParameters != pair.Ours.ArchitectureParameters)
        {
            throw new UserErrorException(
                $"With {setting.Nodes} nodes PyTorch has {pair.PyTorch.Weights} weights and {pair.PyTorch.ArchitectureParameters} architecture parameters, we {pair.Ours.Weights} and {pair.Ours.ArchitectureParameters}.",
                "The two do not compute the same; mend that before anything is timed.", ExitCodes.OurFault);
        }
    }
}
