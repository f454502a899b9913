using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks;

/// <summary>Scripts that documents tell to run, compared with the files. Lenient: a wrong accusation is worse than a missed one.</summary>
internal static class DocumentedFiles
{
    private const int MostPlaces = 5;
    private const int MostNames = 3;

    /// <summary>One finding a document; translations of a document say nothing new. A README speaks for how to run the code; other documents age and quote.</summary>
    public static IEnumerable<Finding> Missing(CheckInfo check, RepositoryFacts facts)
    {
        var looked = false;
        var findings = new List<Finding>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in facts.Documentation.Files)
        {
            var named = document.Commands.Where(c => !c.MayBeElsewhere).SelectMany(c => c.Files, (c, f) => new Named(c, f)).Where(n => !RepositoryFiles.IsPlaceholder(n.File) && !IsMade(document, n.File)).ToList();
            looked |= named.Count > 0;
            var missing = named.Where(n => !RepositoryFiles.HasSomewhere(facts.Files, document.Path, n.File) && !told.Contains($"{document.Path.Folder}:{n.File}")).ToList();
            told.UnionWith(missing.Select(m => $"{document.Path.Folder}:{m.File}"));
            if (missing.Count > 0)
                findings.Add(Finding(check, document, missing));
        }
        return findings.Count > 0 ? findings
            : looked ? [Findings.Finding.Satisfied(check, "Every script that documents tell to run is there.")]
            : [Findings.Finding.NotApplicable(check, "No document tells to run a script.")];
    }

    private static Finding Finding(CheckInfo check, DocumentFile document, List<Named> missing)
    {
        var names = missing.Select(m => m.File).Distinct(StringComparer.Ordinal).ToList();
        var rest = names.Count > MostNames ? $" and {names.Count - MostNames} more" : "";
        var finding = Findings.Finding.Violated(
            check, $"{document.Path} tells to run {string.Join(", ", names.Take(MostNames).Select(n => $"'{Evidence.Cut(n)}'"))}{rest}, which {(names.Count == 1 ? "is" : "are")} nowhere in the repository.",
            "Correct the file's name in the document, or add the file.", [.. missing.Select(m => m.Command.Evidence).Distinct().Take(MostPlaces)]);
        return document.IsReadme ? finding with { Confidence = Confidence.Medium } : finding with { Confidence = Confidence.Low, Severity = Severity.Info };
    }

    /// <summary>True when the document tells to create or fetch the file, or a folder that it lies in.</summary>
    private static bool IsMade(DocumentFile document, string file) => document.Made.Count > 0 && file.Split('/').Any(part => document.Made.Contains(part.ToLowerInvariant()));

    /// <summary>A script that a command names.</summary>
    private sealed record Named(DocumentedCommand Command, string File);
}
