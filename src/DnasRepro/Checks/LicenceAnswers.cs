using DnasRepro.Facts;
using DnasRepro.Findings;

namespace DnasRepro.Checks;

/// <summary>What is said of the licence.</summary>
internal static class LicenceAnswers
{
    /// <summary>A licence that is only named binds its author; a reader still lacks the text and its conditions.</summary>
    public static IEnumerable<Finding> Missing(CheckInfo check, RepositoryFacts facts)
    {
        const string Fix = "Add a LICENSE file with the text of a licence.";
        if (facts.Licence.Files is [var first, ..])
        {
            return first.Path.Depth == 0 || first.Path.Folder == "LICENSES"
                ? [Finding.Satisfied(check, $"There is a licence file, {first.Path}.", first.Evidence)]
                : [Finding.Violated(check, $"Only parts of the repository have a licence file, for example {first.Path}; there is none for the whole.", Fix, [.. facts.Licence.Files.Take(5).Select(f => f.Evidence)]) with { Severity = Severity.Warning }];
        }
        return facts.Licence.Mentions is [var mention, ..]
            ? [Finding.Violated(check, $"{mention.Evidence.Location.Path} names a licence ('{mention.Name}'), but the repository has no licence file with its text.", Fix, mention.Evidence) with { Severity = Severity.Warning, Confidence = Confidence.Medium }]
            : [Finding.Violated(check, "The repository has no licence file, so nobody may lawfully rerun or reuse the code.", Fix)];
    }

    public static IEnumerable<Finding> NotRecognised(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Licence.Files is not [var first, ..])
            return [Finding.NotApplicable(check, "There is no licence file.")];
        return first.SpdxId is { } id
            ? [Finding.Satisfied(check, $"The licence is {id}.", first.Evidence)]
            : [Finding.Violated(check, $"The text of {first.Path} is none that we recognise.", "Use the unchanged text of a licence on the SPDX list.", first.Evidence)];
    }
}
