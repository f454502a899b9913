using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.SearchCode;

namespace DnasRepro.Checks.SearchRules;

/// <summary>Whether the parts of the search are there.</summary>
internal static class SearchPresence
{
    private const int MostPlaces = 5;

    public static IEnumerable<Finding> Withheld(CheckInfo check, RepositoryFacts facts)
    {
        var code = facts.SearchCode;
        if (code.Verdict == SearchVerdict.NotDetermined)
            return [Finding.NotDetermined(check, code.Reason)];
        if (code.Main is { } search)
            return [Finding.Satisfied(check, search.Reason, [.. search.Components.SelectMany(c => c.Evidence.Take(1)).Take(MostPlaces)])];
        if (SearchClaim.Of(facts) is not { } claim)
            return [Finding.NotApplicable(check, "Nothing in card, documents or code speaks of a search of the repository's own.")];
        if (!claim.IsRelease && SearchSubject.SoCalled(facts.SearchCode.Programs) is { } program)
            return [Finding.NotDetermined(check, $"{claim.Sentence} {SearchSubject.Words(program)} may be that search, but no part of a search was recognised in what it reaches.", claim.Evidence, program)];
        var unread = Unread(facts);
        var looked = facts.Files.Python.Read == 0
            ? "There is no Python code in the repository."
            : $"In the {facts.Files.Python.Read} Python files that were read{(unread > 0 ? $" ({unread} were not)" : "")}, no choice over candidate operations that learnable parameters weight, and no step that trains such parameters, was found.";
        var found = code[SearchPart.FoundArchitecture].Evidence;
        var network = found.Count == 0 ? "" : $" The found network is there ({SearchSubject.Words(found[0])}).";
        return
        [
            Finding.Violated(check, $"{claim.Sentence} {looked}{network}", claim.Fix, [claim.Evidence, .. found.Take(MostPlaces - 1)]) with
            {
                Severity = claim.Severity,
                Confidence = unread > 0 ? Confidence.Low : claim.Confidence,
            },
        ];
    }

    public static IEnumerable<Finding> Incomplete(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var search = facts.SearchCode.Main!;
        IReadOnlyList<Evidence> there = [.. search.Components.SelectMany(c => c.Evidence.Take(1)).Take(MostPlaces)];
        if (search.Verdict == SearchVerdict.Full)
            return [Finding.Satisfied(check, search.Reason, there)];
        var claim = SearchClaim.OfCard(facts);
        var isRelease = claim is { IsRelease: true };
        return
        [
            Finding.Violated(check, isRelease ? $"{claim!.Sentence} {search.Reason}" : search.Reason, "Add what is missing, or say in README and card which part is not released.", isRelease ? [claim!.Evidence, .. there] : there) with
            {
                Severity = isRelease ? Severity.Error : search[SearchPart.ArchitectureUpdate].IsFound || IsExpected(facts) ? Severity.Warning : Severity.Info,
                Confidence = search[SearchPart.ArchitectureUpdate].IsFound ? Confidence.Medium : Confidence.Low,
            },
        ];
    }

    public static IEnumerable<Finding> NoUpdate(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var search = facts.SearchCode.Main!;
        if (search.Differentiable == SearchGradient.No)
            return [Finding.NotApplicable(check, "The search is by other means than gradients.")];
        var (supernet, update) = (search[SearchPart.Supernet], search[SearchPart.ArchitectureUpdate]);
        return update.IsFound
            ? [Finding.Satisfied(check, "The architecture parameters are trained.", update.Evidence[0])]
            : [Finding.Violated(
                check, "Candidate operations are weighted by parameters of the architecture, but no optimiser step or other change of these parameters was found.", "Add the step that changes the architecture parameters.",
                [.. search[SearchPart.ArchitectureParameters].Evidence.Take(2), .. supernet.Evidence.Take(2)]) with
            {
                Severity = IsExpected(facts) ? Severity.Warning : Severity.Info,
                Confidence = Confidence.Low,
            }];
    }

    public static IEnumerable<Finding> NoDiscretisation(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.LackingGradient(check, facts) is { } lacking)
            return [lacking];
        var search = facts.SearchCode.Main!;
        return search[SearchPart.Discretisation].Evidence is [var first, ..]
            ? [Finding.Satisfied(check, "An architecture is read off the parameters.", first)]
            : [Finding.Violated(
                check, "The architecture parameters are trained, but no argmax, top-k, threshold or sampling over them that gives an architecture was found.", "Add the function that turns the architecture parameters into an architecture.",
                [.. search[SearchPart.ArchitectureParameters].Evidence.Take(1), .. search[SearchPart.ArchitectureUpdate].Evidence.Take(1)]) with { Confidence = Confidence.Medium }];
    }

    public static IEnumerable<Finding> NoRetraining(CheckInfo check, RepositoryFacts facts) => Around(
        check, facts, SearchPart.RetrainEntryPoint, "A program trains a found architecture.",
        "No program was found that trains, names an architecture and does not search.", "Add the program that trains the found architecture, or say in the README which one it is.");

    /// <summary>A card that names the file knows better than a look at names and forms.</summary>
    public static IEnumerable<Finding> NotStored(CheckInfo check, RepositoryFacts facts) =>
        SearchSubject.Lacking(check, facts) is null && facts.Card.Valid?.Root.At("architecture.genotypes").Items.Select(g => g["source_file"]).FirstOrDefault(f => f.Text is { } file && facts.Files.Contains(file)) is { } named
        ? [Finding.Satisfied(check, $"The card names {named.Text}.", named.Evidence())]
        : Around(check, facts, SearchPart.FoundArchitecture, "A found architecture is stored.",
        "No found architecture was seen: neither a genotype written out in code nor a file that holds one.", "Store the architecture that the search found, as code or as a file.");

    public static IEnumerable<Finding> NotDifferentiable(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var search = facts.SearchCode.Main!;
        if (search.Differentiable != SearchGradient.No)
            return [search.Differentiable == SearchGradient.Yes ? Finding.Satisfied(check, "The architecture parameters are trained by gradients.") : Finding.NotDetermined(check, search.Reason)];
        IReadOnlyList<Evidence> places = [.. search.Components.SelectMany(c => c.Evidence.Take(1)).Take(MostPlaces)];
        return SearchClaim.Relaxation(facts) is { } claimed
            ? [Finding.Violated(check, $"The card states the relaxation '{claimed.Text}', but the code searches otherwise: {search.Reason}", "Correct search_strategy in the card, or point to the code of the differentiable search.", [claimed.Evidence(), .. places]) with { Severity = Severity.Warning, Confidence = Confidence.Medium }]
            : [Finding.Violated(check, search.Reason, "Nothing need be mended, unless README or card call the search differentiable.", places) with { Confidence = Confidence.Medium }];
    }

    /// <summary>True when a search is to be expected: a library may hold the parts alone, and a program that calls itself the search may train them in a way that was not followed.</summary>
    private static bool IsExpected(RepositoryFacts facts) => SearchClaim.Of(facts) is { } claim && (claim.IsRelease || SearchSubject.SoCalled(facts.SearchCode.Programs) is null);

    /// <summary>Python files that the repository lists and that were not read, for whatever reason: settings that leave them aside included.</summary>
    private static int Unread(RepositoryFacts facts) =>
        facts.Files.Unread.Select(u => u.Path).Concat(facts.Files.Python.Unread.Select(u => u.Path)).Distinct(StringComparer.Ordinal).Count(p => p.EndsWith(".py", StringComparison.Ordinal) || p.EndsWith(".ipynb", StringComparison.Ordinal));

    private static IEnumerable<Finding> Around(CheckInfo check, RepositoryFacts facts, SearchPart part, string there, string absent, string fix)
    {
        if (SearchSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        return facts.SearchCode[part].Evidence is [var first, ..]
            ? [Finding.Satisfied(check, there, first) with { Confidence = Confidence.Medium }]
            : [Finding.Violated(check, absent, fix) with { Confidence = Confidence.Low }];
    }
}
