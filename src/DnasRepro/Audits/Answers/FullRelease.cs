using DnasRepro.Cards;
using DnasRepro.Checks;
using DnasRepro.Facts;
using DnasRepro.SearchCode;
using DnasRepro.Studies;

namespace DnasRepro.Audits.Answers;

/// <summary>A2: the card's word, and what its entry points and the code show: search, retraining and evaluation.</summary>
internal static class FullRelease
{
    private static readonly string[] Parts = ["search", "retrain", "evaluate"];

    public static QuestionResult Of(StudySources sources)
    {
        var declared = sources.Card is { } card ? Declared(sources, card.At("artefacts.code_release"), card.At("artefacts.entry_points")) : null;
        return new QuestionResult(AuditQuestion.CodeRelease, declared, Computed(sources));
    }

    private static AuditAnswer? Declared(StudySources sources, CardValue release, CardValue entries) => release switch
    {
        { Text: "full" } => sources.Say(AuditValue.Yes, "The card says that the code is released in full.", release.Evidence()),
        { Text: { } word } => sources.Say(AuditValue.No, $"The card says of the code release: {word.Replace('_', ' ')}.", release.Evidence()),
        { IsAbsent: false } => sources.Sentinel(release),
        _ => ByEntryPoints(sources, entries),
    };

    /// <summary>What the entry points declare where the card has no word for the whole: a part that is none decides, then what is not reported, then what is open.</summary>
    private static AuditAnswer? ByEntryPoints(StudySources sources, CardValue entries)
    {
        var paths = Parts.Select(p => entries[p]["path"]).ToList();
        if (paths.Find(p => p.Text is "none" or "false") is { } none)
            return sources.Say(AuditValue.No, $"The card says of {none.Field}: none.", none.Evidence());
        string[] words = [CardValue.NotReported, CardValue.Unknown, CardValue.NotApplicable];
        if (words.Select(w => paths.Find(p => p.Sentinel == w)).FirstOrDefault(p => p is not null) is { } silent)
            return silent.Sentinel == CardValue.NotApplicable && paths.Exists(p => p.Sentinel != CardValue.NotApplicable)
                ? sources.Say(AuditValue.Unclear, $"{silent.Field} says that it does not apply, and the others do not tell whether the release is full.", silent.Evidence())
                : sources.Sentinel(silent);
        return paths.TrueForAll(p => p.Text is not null)
            ? sources.Say(AuditValue.Yes, "The card names programs for search, retraining and evaluation.", paths.Select(p => p.Evidence()))
            : null;
    }

    private static AuditAnswer? Computed(StudySources sources)
    {
        if (sources.Unread is { } why)
            return sources.Say(AuditValue.Unclear, why);
        if (sources.Facts is not { } facts)
            return null;
        return sources.Card is { } card && Parts.All(p => card.At($"artefacts.entry_points.{p}.path").Text is not null) ? ByCard(sources, card, facts) : ReleaseInCode.Answer(sources, facts);
    }

    /// <summary>The card names all programs: they have to be there, with the search space and an environment, and the search has to be one by gradients.</summary>
    private static AuditAnswer ByCard(StudySources sources, CardValue card, RepositoryFacts facts)
    {
        var paths = Parts.Select(p => card.At($"artefacts.entry_points.{p}.path")).ToList();
        if (paths.Find(p => p.Text is "none" or "false" || !facts.Files.Contains(p.Text!)) is { } lost)
            return sources.Say(AuditValue.No, lost.Text is "none" or "false" ? $"The card says of {lost.Field}: none." : $"The card names '{lost.Text}', which is not in the repository.", lost.Evidence());
        if (!CodeRelease.IsSpaceThere(card, facts))
            return sources.Say(AuditValue.No, "A file that the card names as the definition of the search space is not in the repository.", card.At("search_space.definition_files").Evidence());
        var code = ReleaseInCode.Answer(sources, facts);
        if (facts.SearchCode is not { Verdict: SearchVerdict.Full } || facts.SearchCode.Differentiable == SearchGradient.No)
            return code;
        return CodeRelease.IsEnvironmentThere(card, facts)
            ? sources.Say(AuditValue.Yes, "The programs that the card names are there, and the search code is complete.", [.. facts.SearchCode[SearchPart.SearchEntryPoint].Evidence.Take(1), .. paths.Select(p => p.Evidence())])
            : NoEnvironment(sources, card.At("artefacts.environment"));
    }

    private static AuditAnswer NoEnvironment(StudySources sources, CardValue environment) => environment.IsStated
        ? sources.Say(AuditValue.No, "The programs are there, but no environment file that the card names.", environment.Evidence())
        : sources.Say(AuditValue.Unclear, "The programs are there, but the card names no environment file.", environment.Evidence());
}
