using System.Globalization;
using System.Text;
using DnasRepro.Cards;
using DnasRepro.Reports;
using DnasRepro.Snapshots;

namespace DnasRepro.Reviews;

/// <summary>Everything that lies in a reviewer's folder.</summary>
public static class ReviewFolder
{
    /// <summary>Formats that are always there: report.md shows the badge.</summary>
    public static readonly IReadOnlyList<ReportFormat> AlwaysThere = [ReportFormat.Json, ReportFormat.Markdown, ReportFormat.Html, ReportFormat.Badge];

    /// <summary>Text that excerpts may hold together: 8 MiB.</summary>
    private const long MostExcerptBytes = 8 * 1024 * 1024;

    /// <summary>The folder's files, the manifest last.</summary>
    /// <param name="report">The report.</param>
    /// <param name="environment">What made it.</param>
    /// <param name="formats">Formats that were asked for.</param>
    /// <param name="find">Finds a file of the repository as it was read, or a card that the user named.</param>
    public static IReadOnlyList<ReviewFile> Files(Report report, ReviewEnvironment environment, IEnumerable<ReportFormat> formats, Func<string, SnapshotFile?> find)
    {
        var cited = CitedFile.Of(report);
        var card = report.Card.Path is { } path && find(path) is { } file ? CardText.Of(file) : null;
        if (card is not null && CardText.Hash(card) != report.Card.Sha256)
            card = null;
        var excerpts = Excerpts(cited, report.Target.Commit, find).ToList();
        environment = environment with { NotAsQuoted = NotAsQuoted(cited, f => excerpts.Find(e => e.Path == f.ExcerptFile) is { } excerpt ? Encoding.UTF8.GetString(excerpt.Content) : null) };
        var files = new List<ReviewFile>(Pages(report, cited, formats, environment.ReportUrl))
        {
            ReviewFile.OfText(ReviewFile.Form, Form(report, cited, card)),
            ReviewFile.OfText(ReviewFile.Environment, environment.Write()),
            ReviewFile.OfText(ReviewFile.Command, RepeatCommand.Text(environment)),
        };
        if (card is not null)
            files.Add(ReviewFile.OfText(ReviewFile.Card, card.Write()));
        files.AddRange(excerpts);
        files.Add(Manifest.Of(files));
        return files;
    }

    /// <summary>The report in its formats.</summary>
    internal static IEnumerable<ReviewFile> Pages(Report report, IReadOnlyList<CitedFile> cited, IEnumerable<ReportFormat> formats, string? reportUrl)
    {
        var linked = ExcerptLinks.In(report, cited);
        return AlwaysThere.Concat(formats).Distinct().Select(f => ReviewFile.OfText(f.FileName, ReportWriter.Write(linked, f, reportUrl: reportUrl)));
    }

    /// <summary>The empty form.</summary>
    internal static string Form(Report report, IReadOnlyList<CitedFile> cited, CardCopy? card) =>
        ReviewForm.Write(ExcerptLinks.In(report, cited), card is null ? CardValue.Nowhere : CardText.Values(card), cited.FirstOrDefault(f => f.IsCard)?.ExcerptFile);

    /// <summary>The cited lines that excerpts do not show as the report quotes them.</summary>
    /// <param name="cited">The files that are cited.</param>
    /// <param name="textOf">A file's excerpt; null when there is none.</param>
    internal static IReadOnlyList<string> NotAsQuoted(IReadOnlyList<CitedFile> cited, Func<CitedFile, string?> textOf) =>
        [.. cited.SelectMany(f => textOf(f) is { } text ? ExcerptAgreement.NotAsQuoted(f, text).Select(l => string.Create(CultureInfo.InvariantCulture, $"{f.ExcerptFile}:{l}")) : [])];

    private static IEnumerable<ReviewFile> Excerpts(IReadOnlyList<CitedFile> cited, string? commit, Func<string, SnapshotFile?> find)
    {
        var left = MostExcerptBytes;
        foreach (var file in cited)
        {
            var excerpt = ReviewFile.OfText(file.ExcerptFile, ExcerptText.Write(file, find(file.Path), commit));
            if (excerpt.Content.Length > left)
                excerpt = ReviewFile.OfText(file.ExcerptFile, ExcerptText.WithoutRoom(file, commit));
            left -= excerpt.Content.Length;
            yield return excerpt;
        }
    }
}
