using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DnasRepro.Findings;
using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>
/// The comment under a pull request, and the same words as Markdown and as a step summary. Pure and without a clock: the same input gives the same text, so a
/// comment that would not change need not be sent.
/// </summary>
public static partial class CommentText
{
    /// <summary>GitHub takes 65,536 characters; bytes of UTF-8 are at least as many.</summary>
    public const int MostBytes = 65_536;

    /// <summary>What a comparison may take of a step's summary, in bytes: it and a report's summary fit into one step.</summary>
    public const int MostSummaryBytes = 60 * 1024;

    /// <summary>No comment holds more lines than this of one kind: each takes at least 40 bytes.</summary>
    private const int MostLines = MostBytes / 40;

    private const int MostSentences = 8;

    /// <summary>The hidden line by which a comment is found again. Other characters than letters, digits, dot, hyphen and underscore are replaced, and the key told apart by a hash.</summary>
    public static string Marker(string key)
    {
        var safe = Unsafe().Replace(ShortKey(key), "-");
        var hash = safe == key ? "" : "." + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..8];
        return $"<!-- dnas-repro: {safe}{hash} -->";
    }

    /// <summary>The comment on a comparison, at most <see cref="MostBytes"/> long.</summary>
    public static string Write(Comparison comparison, CommentFrame frame) => Write(CommentContent.Of(comparison), frame, isComment: true, MostBytes, null);

    /// <summary>The comment on a report where there is no base to compare with, at most <see cref="MostBytes"/> long.</summary>
    public static string Write(Report report, CommentFrame frame) => Write(CommentContent.Of(report), frame, isComment: true, MostBytes, null);

    /// <summary>The comparison as Markdown, whole.</summary>
    internal static string Markdown(Comparison comparison, string? template) => Write(CommentContent.Of(comparison), Frame(comparison), isComment: false, int.MaxValue, template);

    /// <summary>The comparison for a step's summary.</summary>
    internal static string ForSummary(Comparison comparison) => Write(CommentContent.Of(comparison), Frame(comparison), isComment: false, MostSummaryBytes, null);

    private static CommentFrame Frame(Comparison comparison) => new(CommentFrame.DefaultKey, comparison.Head.Target.Commit);

    private static string ShortKey(string key) => key.Length <= 64 ? key : key[..64];

    /// <summary>Gives up, in this order: what is unchanged, fixed, beside the point, unverified; excerpts and remedies; notes; warnings; errors last.</summary>
    private static string Write(CommentContent content, CommentFrame frame, bool isComment, int mostBytes, string? template)
    {
        var parsed = template ?? Templates.Load("comment.md.scriban");
        var sentences = Unverified(frame.Unverified);
        var most = mostBytes == int.MaxValue ? int.MaxValue : MostLines;
        int[] all = [content.Unchanged.Count, content.Fixed.Count, content.Aside.Count, sentences.Count, 1, content.Count(Severity.Info), content.Count(Severity.Warning), content.Count(Severity.Error)];
        return Fitting.Fit(mostBytes, [.. all.Select(n => Math.Min(n, most))], kept => Templates.Render(parsed, Model(content, frame, isComment, sentences, kept)));
    }

    private static ScriptObject Model(CommentContent content, CommentFrame frame, bool isComment, IReadOnlyList<string> sentences, IReadOnlyList<int> kept)
    {
        var line = new FindingLine(content.Checks);
        var tails = kept[4] > 0;
        var brought = content.First(kept[7], kept[6], kept[5]).ToList();
        var words = content.Comparison is { } comparison ? new ComparisonWords(comparison) : null;
        return Templates.Row(
            ("marker", isComment ? Marker(frame.Key) : null),
            ("title", FindingLine.Text(Title(content, words))),
            ("counts", words is null ? null : FindingLine.Text(words.Counts)),
            ("next", FindingLine.Text(Next(content.Head.Level))),
            ("has_base", words is not null),
            ("rows", Templates.List((words?.Rows ?? Rows(content)).Select(r => Templates.Row(("name", r.Name), ("before", FindingLine.Text(r.Before, 80)), ("after", FindingLine.Text(r.After, 80)))))),
            ("remarks", Templates.List((words?.Remarks ?? []).Select(r => FindingLine.Text(r)))),
            ("brought_title", Heading(content)),
            ("brought", Lines(brought, line, tails)),
            ("brought_left", content.Brought.Count - brought.Count),
            ("fixed_title", Summary.Count(content.Fixed.Count, "finding") + " fixed"),
            ("fixed_count", content.Fixed.Count),
            ("fixed", Lines(content.Fixed.Take(kept[1]), line, tail: false)),
            ("fixed_left", content.Fixed.Count - kept[1]),
            ("aside_title", $"{Summary.Count(content.Aside.Count, "finding")} weighing less or no longer answered"),
            ("aside_count", content.Aside.Count),
            ("aside", Lines(content.Aside.Take(kept[2]), line, tail: false)),
            ("aside_left", content.Aside.Count - kept[2]),
            ("unchanged_title", $"{Summary.Count(content.Unchanged.Count, "unchanged finding")}"),
            ("unchanged_count", content.Unchanged.Count),
            ("unchanged", Lines(content.Unchanged.Take(kept[0]), line, tail: false)),
            ("unchanged_left", content.Unchanged.Count - kept[0]),
            ("unverified", frame.Unverified is { } stability ? Templates.Row(("word", FindingLine.Text(new StabilityWords(stability).Word, 80)), ("sentences", Templates.List(sentences.Take(kept[3]))), ("left", sentences.Count - kept[3])) : null),
            ("cut", IsCut(content, sentences, kept)),
            ("sha", frame.HeadSha is { } sha ? FindingLine.Code(sha, 64) : null),
            ("tool", FindingLine.Text($"{content.Tool.Name} {content.Tool.Version}, rules {content.Tool.RuleSet}", 120)),
            ("link", frame.Link is { } url && FindingLine.Linked("full report", url) is var link && link != "full report" ? link : null));
    }

    private static bool IsCut(CommentContent content, IReadOnlyList<string> sentences, IReadOnlyList<int> kept) =>
        kept[0] < content.Unchanged.Count || kept[1] < content.Fixed.Count || kept[2] < content.Aside.Count || kept[3] < sentences.Count || kept[4] == 0
        || kept[5] + kept[6] + kept[7] < content.Brought.Count;

    private static ScriptArray Lines(IEnumerable<(ReportFinding Finding, string Remark)> findings, FindingLine line, bool tail) =>
        Templates.List(findings.Select(f => line.Write(f.Finding, tail, f.Remark)));

    private static string Title(CommentContent content, ComparisonWords? words) => words?.Level ?? $"level {ComparisonWords.Grade(content.Head)}";

    private static string Heading(CommentContent content) => content switch
    {
        { Comparison: null, Brought.Count: 0 } => "No open findings",
        { Comparison: null } => Summary.Count(content.Brought.Count, "open finding"),
        { Brought.Count: 0 } => "No new findings",
        { Comparison.Terms.AreSame: true } => $"{content.Brought.Count} to look at: new, or weighing more",
        _ => $"{content.Brought.Count} to look at: new, or due to changed rules",
    };

    private static string Next(LevelSummary level) => level.Next is not { } next ? "This is the highest level."
        : $"In the way of the next level, {next.Name}: {string.Join(", ", next.BlockedBy.Take(5))}{(next.BlockedBy.Count > 5 ? $" and {next.BlockedBy.Count - 5} more" : "")}.";

    private static IReadOnlyList<(string Name, string Before, string After)> Rows(CommentContent content) =>
    [
        ("level", "", ComparisonWords.Grade(content.Head)), ("Reporting Card", "", ComparisonWords.Card(content.Head)),
        ("search code", "", ComparisonWords.Search(content.Head)), ("stability over seeds", "", ComparisonWords.Stability(content.Head)),
    ];

    /// <summary>What the pull request's own job says of stability, in sentences of bounded length.</summary>
    private static IReadOnlyList<string> Unverified(StabilitySummary? stability)
    {
        if (stability is null)
            return [];
        var words = new StabilityWords(stability);
        return [.. words.Sentences.Prepend($"Runs: {stability.Runs.Count}, of which {stability.Runs.Count(r => r.Status == "failed")} failed; engine: {stability.Engine}.").Take(MostSentences).Select(s => FindingLine.Text(s, 400))];
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+|-{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Unsafe();
}
