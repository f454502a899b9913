using System.Text.RegularExpressions;
using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.Studies;

/// <summary>What a Reporting Card says of its study, as a study of a list.</summary>
public static partial class CardStudy
{
    /// <summary>The stage at which a card puts its own study out of scope.</summary>
    private const ScreeningStage OutOfScope = ScreeningStage.FullText;

    /// <summary>The study of a card. Answers are left to readers: the audit reads those of the card itself.</summary>
    /// <param name="card">The card.</param>
    /// <param name="path">Its file, relative to the list.</param>
    public static Study Of(ReportingCard card, RepoPath path)
    {
        var identity = card.Root["identity"];
        var host = identity["repository_host"].Text;
        List<Paper> papers = [.. identity["papers"].Items.Select(Paper).OfType<Paper>()];
        var repository = Repository(identity);
        return new Study(
            StudyIds.Slug(identity["card_id"].Text ?? identity["method_id"].Text ?? ""),
            papers.FirstOrDefault()?.Title,
            identity["method_id"].Text is { } method && MethodForm().IsMatch(method) ? method : null,
            identity["method_name"].Text,
            papers.Min(p => p.Year),
            papers,
            [.. card.Root.At("task.target_structures").Texts.Where(t => t.Length > 0)],
            card.Root.At("search_space.spatial_dims").Text,
            card.Root.At("search_space.level").Text,
            repository,
            path.Value,
            identity["in_scope"].Flag == false ? new Screening(OutOfScope, identity["out_of_scope_reason"].Text ?? "out_of_scope", "Its own card says that it is out of scope.") : Screening.Included,
            [],
            card.Document.Location)
        {
            SaysNoRepository = repository is null && host == "none",
        };
    }

    private static StudyRepository? Repository(CardValue identity)
    {
        if (identity["repository_url"].Text is not { } url)
            return null;
        var target = HubAddress().Match(url) is { Success: true } hub ? hub.Groups["name"].Value : url;
        return new StudyRepository(identity["repository_commit"].Text is { } commit ? $"{target}@{commit}" : target, null);
    }

    private static Paper? Paper(CardValue paper) => paper["title"].Text is not { Length: > 0 } title ? null : new Paper(
        title,
        paper["doi"].Text,
        paper["arxiv"].Text is { } number && ArxivForm().IsMatch(number) ? PaperNumbers.Arxiv(number) : null,
        paper["year"].Integer is >= 1950 and <= 2100 and var year ? year : null,
        paper["role"].Text ?? "primary");

    [GeneratedRegex(@"^https?://(www\.)?github\.com/(?<name>[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}?)(\.git)?/?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HubAddress();

    /// <summary>As the list's schema has them.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MethodForm();

    [GeneratedRegex(@"^(arXiv:)?([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})(v[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ArxivForm();
}
