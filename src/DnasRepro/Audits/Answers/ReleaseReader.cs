using DnasRepro.Cards;
using DnasRepro.Checks;
using DnasRepro.Facts;
using DnasRepro.Findings;

namespace DnasRepro.Audits.Answers;

/// <summary>Says what is released, beside the search.</summary>
internal static class ReleaseReader
{
    public static ReleaseSummary? Of(StudySources sources) => sources switch
    {
        { Facts: { } facts } => Seen(sources, facts),
        { Card: { } card } => Declared(card.At("artefacts")),
        _ => null,
    };

    private static ReleaseSummary Seen(StudySources sources, RepositoryFacts facts)
    {
        var word = sources.Card is { } card && card.At("artefacts.entry_points").IsStated && facts.SearchCode.Verdict != SearchCode.SearchVerdict.NotDetermined
            ? CodeRelease.Of(card, facts)
            : ReleaseInCode.Word(facts);
        var licence = facts.Licence.Files is [var file, ..] ? file.SpdxId ?? "other" : "none";
        var pinned = sources.Finding("versions-not-pinned")?.Outcome switch { Outcome.Satisfied => true, Outcome.Violated => false, _ => (bool?)null };
        var archived = facts.Citation.ArchiveDois.Count > 0 || sources.Card?.At("artefacts.archive_doi").IsStated == true;
        return new ReleaseSummary(word, licence, facts.Environment.Files.Count > 0, pinned, archived, facts.Weights.Places.Count > 0);
    }

    /// <summary>What a card says where there is no repository to hold it against.</summary>
    private static ReleaseSummary Declared(CardValue artefacts)
    {
        var (environment, weights, archive) = (artefacts["environment"], artefacts["weights"], artefacts["archive_doi"]);
        var pinned = environment.Items.Select(e => e["pinned"].Flag).ToList();
        return new ReleaseSummary(
            artefacts["code_release"].Text,
            artefacts["licence"].Text,
            environment.IsStated ? environment.Count > 0 : null,
            pinned.Count == 0 || pinned.Contains(null) ? null : !pinned.Contains(false),
            archive.IsStated ? archive.Text != "none" : null,
            weights.IsStated ? weights.Count > 0 : null);
    }
}
