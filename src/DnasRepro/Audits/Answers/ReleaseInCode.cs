using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.SearchCode;
using DnasRepro.SearchCode.Programs;
using DnasRepro.Studies;

namespace DnasRepro.Audits.Answers;

/// <summary>What the code alone shows of the release. How reliable each answer is, is measured: see docs/search-code.md.</summary>
internal static class ReleaseInCode
{
    /// <summary>Files that can hold code and are not opened; images that are packed one by one cannot.</summary>
    private static readonly string[] Archives = [".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"];

    public static AuditAnswer Answer(StudySources sources, RepositoryFacts facts) => facts.SearchCode.Verdict switch
    {
        SearchVerdict.None => Nothing(sources, facts),
        SearchVerdict.Full when facts.SearchCode.Differentiable == SearchGradient.Yes => Complete(sources, facts),
        SearchVerdict.Full when facts.SearchCode.Differentiable == SearchGradient.No => OtherMeans(sources, facts.SearchCode),
        SearchVerdict.Partial => sources.Say(AuditValue.Unclear, $"The search code is partly there. {facts.SearchCode.Reason}", Places(facts.SearchCode)),
        _ => sources.Say(AuditValue.Unclear, facts.SearchCode.Reason, Places(facts.SearchCode)),
    };

    /// <summary>The release in the card's words as far as the code shows it; null where it does not.</summary>
    public static string? Word(RepositoryFacts facts) => facts.SearchCode switch
    {
        { Verdict: SearchVerdict.Full, Differentiable: SearchGradient.Yes } => Lacking(facts).Count == 0 ? "full" : null,
        { Verdict: SearchVerdict.None } code when Hidden(facts) is null => facts.Files.Python.Files == 0 ? "none" : code[SearchPart.RetrainEntryPoint].IsFound ? "training_without_search" : null,
        _ => null,
    };

    private static AuditAnswer Complete(StudySources sources, RepositoryFacts facts)
    {
        var code = facts.SearchCode;
        IEnumerable<Evidence> places =
        [
            .. code[SearchPart.SearchEntryPoint].Evidence.Take(1), .. Retraining(code).Take(1), .. code.Evaluation.Take(1),
            .. facts.Environment.Files.Take(1).Select(f => Evidence.OfFile(f.Path, "It states the environment.")),
        ];
        var lacking = Lacking(facts);
        return lacking.Count == 0
            ? sources.Say(AuditValue.Yes, "The search code is complete; programs for retraining and evaluation and a file for the environment are there.", places)
            : sources.Say(AuditValue.Unclear, $"The search code is complete, but {string.Join(" and ", lacking)} {(lacking.Count == 1 ? "was" : "were")} not found.", places);
    }

    /// <summary>What a full release has beside the search and was not found.</summary>
    private static List<string> Lacking(RepositoryFacts facts) =>
    [
        .. Retraining(facts.SearchCode).Any() ? Array.Empty<string>() : ["a program for retraining"],
        .. facts.SearchCode.Evaluation.Count > 0 ? Array.Empty<string>() : ["an evaluation"],
        .. facts.Environment.Files.Count > 0 ? Array.Empty<string>() : ["a file for the environment"],
    ];

    /// <summary>
    /// Programs for retraining that say so by their name too: others that train and name an architecture are often one more search. In a repository of several
    /// projects, what lies below another folder than the search may be another project's.
    /// </summary>
    private static IEnumerable<Evidence> Retraining(SearchCodeFacts code) => code[SearchPart.RetrainEntryPoint].Evidence.Where(e =>
        IsBeside(code.Main?.Folder ?? "", e.Location.Path.Folder)
        && SearchWords.Of(e.Location.Path.Name) is var words && words.Overlaps(["train", "retrain", "trainer", "training", "finetune", "scratch"]) && !words.Overlaps(["search", "nas"]));

    /// <summary>True when both lie below the same folder of the root, or one of them at the root.</summary>
    private static bool IsBeside(string search, string other) => search.Length == 0 || other.Length == 0 || search.Split('/')[0] == other.Split('/')[0];

    private static AuditAnswer Nothing(StudySources sources, RepositoryFacts facts)
    {
        var read = facts.Files.Python;
        if (Hidden(facts) is { } why)
            return sources.Say(AuditValue.Unclear, $"No part of a search was found, but {why}.");
        return sources.Say(
            AuditValue.No,
            read.Files == 0 ? "The repository holds no code." : $"All {read.Files} Python files were read, and no part of a search was found.",
            [.. facts.SearchCode[SearchPart.RetrainEntryPoint].Evidence.Take(2), .. facts.SearchCode[SearchPart.FoundArchitecture].Evidence.Take(2)]);
    }

    /// <summary>What may hold a search and was not read; null when there is nothing.</summary>
    private static string? Hidden(RepositoryFacts facts)
    {
        var read = facts.Files.Python;
        if (read.Read < read.Files)
            return $"{read.Files - read.Read} of {read.Files} Python files could not be read";
        if (facts.Files.Unread.FirstOrDefault(u => u.Reason == "submodule") is { } submodule)
            return $"the submodule {PrintableText.Of(submodule.Path)} was not read";
        return facts.Files.Paths.FirstOrDefault(p => Array.Exists(Archives, a => p.Extension == a) && !p.Value.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase)) is { } archive ? $"the archive {PrintableText.Of(archive.Value)} was not opened" : null;
    }

    private static AuditAnswer OtherMeans(StudySources sources, SearchCodeFacts code) =>
        sources.Say(AuditValue.No, $"As far as the code shows, the search is by other means than gradients. {code.Reason}", Places(code));

    private static IEnumerable<Evidence> Places(SearchCodeFacts code) =>
        code.Main is not { } main ? [] : main.Components.Where(c => c.IsFound).OrderBy(c => c.Part == SearchPart.SearchEntryPoint ? 0 : 1).Select(c => c.Evidence[0]);
}
