using DnasRepro.Facts;
using DnasRepro.Findings;

namespace DnasRepro.Checks.SearchRules;

/// <summary>Seeds and switches of determinism in the search.</summary>
internal static class SearchSeeds
{
    private const int MostPlaces = 5;

    public static IEnumerable<Finding> NotSet(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        var seeds = facts.SearchCode.Practice.Seeds;
        if (seeds.FirstOrDefault(s => s.InSearch) is { } first)
            return [Finding.Satisfied(check, $"The search seeds {string.Join(", ", seeds.Where(s => s.InSearch).Select(s => s.Library).Distinct())}.", first.Evidence)];
        if (SearchSubject.Program(facts.SearchCode) is not { } program)
            return [Finding.NotDetermined(check, "No program was found that runs the search, so it cannot be told what it seeds.")];
        var near = seeds.FirstOrDefault(s => SearchSubject.IsIn(facts.SearchCode.Main!, s.Evidence.Location.Path));
        var elsewhere = near is null ? "" : $" {SearchSubject.Words(near.Evidence)} sets one, but the search was not seen to reach it.";
        return [Finding.Violated(
            check, $"Nothing that {program.Path} reaches seeds a random generator.{elsewhere}", "Seed Python, NumPy and the framework at the start of the search, from an option such as --seed.",
            near is null ? [program.Evidence] : [program.Evidence, near.Evidence]) with
        {
            Severity = near is null ? Severity.Warning : Severity.Info,
            Confidence = near is null ? Confidence.Medium : Confidence.Low,
        }];
    }

    public static IEnumerable<Finding> Fixed(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        var seeds = facts.SearchCode.Practice.Seeds.Where(s => s.InSearch).ToList();
        if (seeds.Count == 0)
            return [Finding.NotApplicable(check, "The search sets no seed.")];
        if (seeds.FirstOrDefault(s => s.Option is not null) is { } settable)
            return [Finding.Satisfied(check, $"The seed is set by {settable.Option}.", settable.Evidence)];
        if (seeds.Exists(s => s.Literal is null))
            return [Finding.NotDetermined(check, "Where the seed comes from could not be followed.", seeds.First(s => s.Literal is null).Evidence)];
        var values = string.Join(", ", seeds.Select(s => s.Literal).Distinct());
        return [Finding.Violated(check, $"The seed of the search is fixed in the code ({values}).", "Make the seed an option, such as --seed, with this value as its default.", [.. seeds.Take(MostPlaces).Select(s => s.Evidence)])];
    }

    public static IEnumerable<Finding> DeterminismOff(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        if (IsClaimed(facts))
            return [Finding.NotApplicable(check, "The card claims determinism; card-proto-determinism compares it with the code.")];
        var switches = facts.SearchCode.Practice.Determinism.Where(d => d.InSearch).ToList();
        var off = switches.Where(d => d.IsOn == false).ToList();
        if (off.Count > 0)
            return [Finding.Violated(
                check, $"The search sets {string.Join(" and ", off.Select(d => d.Name).Distinct())} so that runs with the same seed can differ.", "For runs that are to be repeated exactly, set cudnn.deterministic to True and cudnn.benchmark to False.",
                [.. off.Take(MostPlaces).Select(d => d.Evidence)])];
        return switches.Count == 0
            ? [Finding.NotApplicable(check, "The search sets no switch of determinism.")]
            : [Finding.Satisfied(check, "No switch of the search is set against determinism.", switches[0].Evidence)];
    }

    private static bool IsClaimed(RepositoryFacts facts) => facts.Card.Valid?.Root.At("search_protocol.determinism").Text is "deterministic_flags" or "bitwise_verified";
}
