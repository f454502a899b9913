using DnasRepro.Recipes;
using DnasRepro.SearchCode;

namespace DnasRepro.Runs.Proposals;

/// <summary>How many epochs a search needs at least, and which option sets them.</summary>
internal static class ProposedEpochs
{
    /// <summary>The option or key of the number of epochs; one of a block for the search wins over one for training.</summary>
    public static ProgramOption? Option(Draft draft)
    {
        var own = draft.Options.Where(o => OptionWords.Is(o, OptionWords.Epochs) && (o.Kind != "config" || draft.ConfigFile is null || o.Evidence.Location.Path == draft.ConfigFile.Path)).ToList();
        return own.Find(o => o.Kind != "config" && o.Name.Contains("search", StringComparison.OrdinalIgnoreCase))
            ?? own.Find(o => o.Kind != "config")
            ?? own.Find(o => o.Name.Contains("search", StringComparison.OrdinalIgnoreCase))
            ?? (own is [var only] ? only : null);
    }

    /// <summary>
    /// The least number of epochs: those in which the architecture parameters do not move and one in which they do; one more where
    /// the architecture is printed before the epoch is trained, so that what is printed last shows it.
    /// </summary>
    public static MinimumEpochs? Minimum(Draft draft)
    {
        var practice = draft.Facts.SearchCode.Practice;
        var frozen = practice.FrozenStarts.Where(f => f.Evidence.Location.Path == draft.Program.Declared.Path).ToList();
        if (frozen.Count == 0)
            frozen = [.. practice.FrozenStarts.Where(f => draft.Reaches(f.Evidence))];
        var outputs = practice.Outputs.Where(o => draft.Reaches(o.Evidence) && draft.Reaches(o.Training)).ToList();
        var early = outputs.Find(o => o.IsBeforeTraining);
        var (epochs, reasons) = (early is null ? 1 : 2, new List<string>());
        foreach (var start in frozen.Take(1))
        {
            var first = Start(draft, start);
            if (first is null)
                draft.Doubt($"From which epoch on the architecture parameters move is set by '{start.Option}', whose value was not found; fewer epochs search nothing.", start.Evidence);
            if (first is not > 0)
                continue;
            epochs += first.Value;
            reasons.Add($"the architecture parameters do not move in the first {first} epochs");
            draft.Say($"The architecture parameters do not move in the first {first} epochs.", start.Evidence);
        }
        if (early is not null)
        {
            reasons.Add("the architecture is given out before the epoch is trained");
            draft.Say("The architecture is given out before the epoch is trained: what is printed last is not the final one.", early.Evidence);
        }
        return reasons.Count == 0 ? null : new MinimumEpochs(epochs, string.Join(", and ", reasons));
    }

    /// <summary>The first epoch, from 0, in which the parameters move; the command or configuration may set it.</summary>
    private static int? Start(Draft draft, FrozenStart start)
    {
        if (start.Option is null)
            return start.StartEpoch;
        var option = draft.Options.FirstOrDefault(o => o.Destination == start.Option || OptionWords.Last(o.Name) == OptionWords.Last(start.Option));
        var given = option is null ? null : draft.Given(option);
        return int.TryParse(given, out var value) ? value : start.StartEpoch;
    }
}
