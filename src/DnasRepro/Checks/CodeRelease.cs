using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.SearchCode;

namespace DnasRepro.Checks;

/// <summary>What is released by the card's entry points and the files: the card's word <c>code_release</c> computed anew.</summary>
internal static class CodeRelease
{
    /// <summary>The word: promised, inference_only, training_without_search, search_without_evaluation or full.</summary>
    public static string Of(CardValue card, RepositoryFacts facts)
    {
        var (search, retrain, evaluate) = (HasEntry(card, facts, "search"), HasEntry(card, facts, "retrain"), HasEntry(card, facts, "evaluate"));
        if (search && IsSpaceThere(card, facts) && IsSearchThere(facts.SearchCode))
            return retrain && evaluate && IsEnvironmentThere(card, facts) ? "full" : "search_without_evaluation";
        if (retrain)
            return "training_without_search";
        return evaluate || HasEntry(card, facts, "infer") ? "inference_only" : "promised";
    }

    /// <summary>True when the repository has the file that the card names as an entry point.</summary>
    public static bool HasEntry(CardValue card, RepositoryFacts facts, string name) => card.At($"artefacts.entry_points.{name}.path").Text is { } path && facts.Files.Contains(path);

    /// <summary>True unless the card names a file that defines the search space and is not there.</summary>
    public static bool IsSpaceThere(CardValue card, RepositoryFacts facts)
    {
        var definitions = card.At("search_space.definition_files");
        return !definitions.IsStated || definitions.Texts.All(facts.Files.Contains);
    }

    /// <summary>True when an environment file that the card names is there.</summary>
    public static bool IsEnvironmentThere(CardValue card, RepositoryFacts facts) =>
        card.At("artefacts.environment").Items.Any(e => e["path"].Text is { } path && facts.Files.Contains(path));

    /// <summary>True when the code holds a complete differentiable search, or when that cannot be told; then the files alone decide.</summary>
    public static bool IsSearchThere(SearchCodeFacts code) => code.Verdict switch
    {
        SearchVerdict.NotDetermined => true,
        SearchVerdict.Full => code.Differentiable != SearchGradient.No,
        _ => false,
    };
}
