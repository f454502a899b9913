using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Studies;
using Scriban.Runtime;

namespace DnasRepro.AuditReports;

/// <summary>Pieces of HTML that several sections of the dashboard show: answers, places, links. Escaped here.</summary>
internal static class DashboardParts
{
    private const int MostPlaces = 3;
    private const int LongestExcerpt = 160;
    private const int LongestAddress = 2000;

    /// <summary>Where in the page a study is told of. Ids of a list are plain words; whatever else comes gets its number.</summary>
    public static string Anchor(string id, int index) => id.Length is > 0 and <= 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? $"study-{id}" : $"study-number-{index + 1}";

    /// <summary>An answer as a mark: shape and word, so that colour is not needed.</summary>
    public static ScriptObject Mark(AuditValue value) => Templates.Row(
        ("kind", DashboardWords.Kind(value)), ("shape", DashboardWords.Shape(value)), ("word", DashboardWords.Value(value)));

    /// <summary>What each source says on a question: who, answer, reason, places.</summary>
    public static ScriptArray Sources(StudyAnswer answer)
    {
        var sources = new ScriptArray();
        Add("A human reader", answer.Reader, answer.ReaderWritten);
        if (answer is { Reader: null, ReaderWritten: { } written })
            sources.Add(Templates.Row(("who", "A human reader"), ("mark", null), ("written", DashboardWords.Html(written, 200)), ("reason", "The reader's terms could not be turned into these."), ("places", Templates.List<string>([]))));
        Add("The card says", answer.Declared, null);
        Add("The program finds", answer.Computed, null);
        return sources;

        void Add(string who, AuditAnswer? said, string? inOtherWords)
        {
            if (said is not null)
                sources.Add(Templates.Row(("who", who), ("mark", Mark(said.Value)), ("written", inOtherWords is null ? null : DashboardWords.Html(inOtherWords, 200)), ("reason", DashboardWords.Html(said.Reason)), ("places", Places(said.Evidence, MostPlaces))));
        }
    }

    /// <summary>The first places, and how many more there are.</summary>
    public static ScriptArray Places(IReadOnlyList<ReportEvidence> evidence, int most)
    {
        var places = Templates.List(evidence.Take(most).Select(Place));
        if (evidence.Count > most)
            places.Add($"and {evidence.Count - most} more");
        return places;
    }

    /// <summary>A link; what is no https address, or longer than any real one, stays text.</summary>
    public static string Link(string? url, string html) => url is { Length: <= LongestAddress } && Escaping.Link(url) is { } link ? $"<a href=\"{Escaping.Html(link)}\">{html}</a>" : html;

    public static string Code(string text, int most = 200) => $"<code>{DashboardWords.Html(text, most)}</code>";

    /// <summary>A paper with links to where it is published.</summary>
    public static string Paper(Paper paper)
    {
        var links = new List<string>();
        if (paper.Doi is { } doi)
            links.Add(Link($"https://doi.org/{doi}", DashboardWords.Html($"doi {doi}", 120)));
        if (paper.Arxiv is { } arxiv)
            links.Add(Link($"https://arxiv.org/abs/{arxiv}", DashboardWords.Html($"arXiv {arxiv}", 60)));
        return string.Join(" · ", links.Prepend($"{DashboardWords.Html(paper.Title, 300)} ({(paper.Year is { } year ? $"{year}, " : "")}{DashboardWords.Html(DashboardWords.Plain(paper.Role), 40)})"));
    }

    /// <summary>The repository as it was read, with its commit and folder.</summary>
    public static string Repository(AuditedStudy study)
    {
        if (study.Result?.Repository is not { } read)
            return study.Target is { } target ? $"{Code(target)}, not read" : "the list names none";
        var commit = read.Commit is { } sha ? $" at {Link(CommitUrl(read), Code(sha[..Math.Min(12, sha.Length)]))}" : ", under no commit";
        return Link(read.Remote, Code(read.Name)) + commit + (read.Dirty ? " with uncommitted changes" : "") + (read.Folder is { } folder ? $", folder {Code(folder)}" : "");
    }

    private static string? CommitUrl(RepositoryRead read) =>
        read.Remote is { } remote && remote.StartsWith("https://github.com/", StringComparison.Ordinal) ? $"{remote}/tree/{read.Commit}" : null;

    private static string Place(ReportEvidence evidence)
    {
        var place = Link(evidence.Url, Code($"{ShortText.Of(evidence.Path, 180)}:{evidence.Line}"));
        var note = evidence.Note is null ? "" : " " + DashboardWords.Html(evidence.Note, 240);
        return evidence.Excerpt is null ? place + note : $"{place}{note} {Code(evidence.Excerpt, LongestExcerpt)}";
    }
}
