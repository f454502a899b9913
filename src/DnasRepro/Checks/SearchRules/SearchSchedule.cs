using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.SearchCode;

namespace DnasRepro.Checks.SearchRules;

/// <summary>When the architecture is trained, and when it is given out.</summary>
internal static class SearchSchedule
{
    private const int MostPlaces = 3;

    public static IEnumerable<Finding> PrintedBeforeTraining(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        var outputs = facts.SearchCode.Practice.Outputs;
        if (outputs.Count == 0)
            return [Finding.NotDetermined(check, "No place was found where the search gives out its architecture in the loop over epochs.")];
        // A repository may hold several search programs; each is judged for itself.
        var stale = outputs.GroupBy(o => o.Training.Location.Path).Where(g => g.All(o => o.IsBeforeTraining)).ToList();
        return stale.Count == 0
            ? [Finding.Satisfied(check, "The architecture is given out after the epoch has trained it.", outputs.First(o => !o.IsBeforeTraining).Evidence)]
            : stale.Select(g => Stale(check, [.. g]));
    }

    private static Finding Stale(CheckInfo check, List<ArchitectureOutput> outputs) => Finding.Violated(
        check, $"The architecture is given out at {SearchSubject.Words(outputs[0].Evidence)}, before the epoch trains it at {SearchSubject.Words(outputs[0].Training)}: what is given out last is not the final architecture.",
        "Give the architecture out at the end of the epoch, or once more after the last.",
        [.. outputs.Take(MostPlaces).Select(o => o.Evidence with { Note = "given out here" }), outputs[0].Training with { Note = "trained here" }]) with
    {
        Confidence = Confidence.Medium,
    };

    public static IEnumerable<Finding> Frozen(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        var frozen = facts.SearchCode.Practice.FrozenStarts;
        if (frozen.Count == 0)
            return [Finding.Satisfied(check, "No condition was seen that keeps the architecture parameters still in the first epochs.")];
        return frozen.DistinctBy(f => f.Evidence.Location).Take(MostPlaces).Select(f => Frozen(check, f));
    }

    private static Finding Frozen(CheckInfo check, FrozenStart frozen)
    {
        var option = frozen.Option is { } name ? $" ({name})" : "";
        if (frozen.StartEpoch is not { } start)
            return Finding.Violated(check, $"The architecture parameters do not move until a condition on the epoch holds{option}.", "Run longer than the frozen epochs.", frozen.Evidence) with { Confidence = Confidence.Medium };
        if (frozen.DefaultEpochs is { } epochs && start >= epochs)
            return Finding.Violated(
                check, $"The architecture parameters do not move before epoch {start}{option}, and the program runs {epochs} epochs by default: it gives out the architecture that it started with.",
                "Raise the default number of epochs above it, or lower it.", frozen.Evidence) with { Severity = Severity.Warning };
        var of = frozen.DefaultEpochs is { } all ? $" of {all}" : "";
        return Finding.Violated(
            check, $"The architecture parameters do not move before epoch {start}{of}{option}: a run that is no longer gives out the architecture that it started with.",
            frozen.Option is null ? $"Run more than {start} epochs, or make the number an option." : $"Run more than {start} epochs, or set {frozen.Option} lower for a trial.", frozen.Evidence);
    }
}
