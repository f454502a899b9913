using DnasRepro.Facts;
using DnasRepro.Findings;

namespace DnasRepro.Checks.SearchRules;

/// <summary>Slips in the search's formulas and optimisers.</summary>
internal static class SearchSlips
{
    private const int MostPlaces = 5;

    public static IEnumerable<Finding> WeightOptimiser(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        var places = facts.SearchCode.Practice.WeightOptimiserHoldsArchitecture;
        return places.Count == 0
            ? [Finding.Satisfied(check, "No optimiser of the weights was seen to hold the architecture parameters beside the one that is meant for them.")]
            : [Finding.Violated(
                check, $"The optimiser made at {SearchSubject.Words(places[0])} holds the architecture parameters too, although another optimiser is meant for them.",
                "Leave the architecture parameters out of it, for example by their names or by keeping them outside the module's parameters.", [.. places.Take(MostPlaces)]) with { Confidence = Confidence.Medium }];
    }

    public static IEnumerable<Finding> Scaling(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        var places = facts.SearchCode.Practice.ScalingSlips;
        return places.Count == 0
            ? [Finding.Satisfied(check, "No finite difference was seen that is scaled the wrong way.")]
            : [.. places.Take(MostPlaces).Select(p => Finding.Violated(
                check, "The difference of two gradients is multiplied by the step where the formula divides by it: '/ 2. * eps' is '(/ 2.) * eps'.", "Put the divisor into brackets: (p - n) / (2. * eps).", p))];
    }
}
