using System.Text.RegularExpressions;
using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.AuditReports;

/// <summary>Sentences that several formats share. Text from outside is not escaped here.</summary>
internal static partial class AuditPhrases
{
    public const string Method =
        "Share: yes of all methods that the question applies to, with Wilson's 95 % interval; unclear counts as no in it, so that it is the lower bound. Bounds: all unclear as no, and as yes. "
        + "Decided: yes of the methods with an answer. no*: the sources are silent, counted as no. n/a: in no denominator.";

    public const string Merging = "A method is yes if any of its studies is; else unclear if any is, because an unclear study may hold the yes; else no.";

    public const string Basis = "Whose word an answer is: R a human reader's, C computed by the program from card or code, D declared by the card, B declared and computed alike. A decided reader's answer counts first, then the computed, then the declared one.";

    public const string Thresholds = "The questions are the review's; the thresholds are this project's.";

    public static string Title(Audit audit) => audit.List.Title ?? audit.List.Name;

    /// <summary>From identified to included in a line.</summary>
    public static string Flow(AuditFlow flow) =>
        $"{flow.Identified} identified, {Sum(flow.NotRetrieved)} not retrieved, {flow.Screened} screened, {Sum(flow.ExcludedOnTitle)} excluded on title and abstract, {flow.Assessed} assessed, "
        + $"{Sum(flow.ExcludedOnText)} excluded on text or code, {flow.Included} studies included: {flow.Papers} papers, {flow.Methods} methods.";

    /// <summary>The steps of the flow, each with its count and reasons.</summary>
    public static IReadOnlyList<(string Step, int Count, IReadOnlyList<ReasonCount> Reasons)> Steps(AuditFlow flow) =>
    [
        ("identified", flow.Identified, []), ("not retrieved", Sum(flow.NotRetrieved), flow.NotRetrieved), ("screened", flow.Screened, []),
        ("excluded on title and abstract", Sum(flow.ExcludedOnTitle), flow.ExcludedOnTitle), ("assessed", flow.Assessed, []),
        ("excluded on text or code", Sum(flow.ExcludedOnText), flow.ExcludedOnText), ("studies included", flow.Included, []), ("papers of these", flow.Papers, []), ("methods of these", flow.Methods, []),
    ];

    /// <summary>A slug as words.</summary>
    public static string Words(string slug) => slug.Replace('_', ' ');

    /// <summary>What the figures are compared with, and what must be said of it.</summary>
    public static string Reference(ReferenceTable reference) => $"Reference: {reference.Name} ({reference.Source}).{(reference.Note is { } note ? " " + note : "")}";

    /// <summary>The reference's figure on a question.</summary>
    public static string Reference(ReferenceTable reference, AuditQuestion question) =>
        reference.Figures.FirstOrDefault(f => f.Question == question) is { Of: > 0 } figure ? $"{figure.Yes} of {figure.Of} ({100.0 * figure.Yes / figure.Of:0.0} %)" : AuditNumbers.None;

    /// <summary>A study's code: what was read, else what the list names; of a commit the first seven digits, for a table has little room and the link has all.</summary>
    public static string Code(AuditedStudy study) => Tail().Replace(
        study.Result?.Repository is { } read
            ? read.Name + (read.Commit is { } commit && !read.Name.Contains(commit[..7], StringComparison.Ordinal) ? $"@{commit[..7]}" : "")
            : study.Target ?? AuditNumbers.None,
        "");

    /// <summary>A permanent link to the code at the commit that was read; null where the host's form of links is not known.</summary>
    public static string? Link(AuditedStudy study)
    {
        if (study.Result?.Repository is not { Remote: { } remote, Commit: { } commit } read || !Uri.TryCreate(remote, UriKind.Absolute, out var uri))
            return null;
        var tree = uri.Host switch { "github.com" or "codeberg.org" => "tree", "bitbucket.org" => "src", var host when host.Contains("gitlab", StringComparison.Ordinal) => "-/tree", _ => null };
        var folder = read.Folder is { } f ? "/" + string.Join('/', f.Split('/').Select(Part)) : "";
        return tree is null ? null : Escaping.Link($"{remote.TrimEnd('/')}/{(uri.Host == "codeberg.org" ? "src/commit" : tree)}/{commit}{folder}");
    }

    /// <summary>An answer with the mark of its basis: "yes R".</summary>
    public static string Cell(StudyAnswer answer) => AuditWords.Mark(answer.Basis) is { Length: > 0 } mark ? $"{AuditWords.Value(answer.Value)} {mark}" : AuditWords.Value(answer.Value);

    /// <summary>Everything that was said on a question, whoever said it.</summary>
    public static IEnumerable<(string Who, AuditAnswer Answer)> Said(StudyAnswer answer) =>
        new (string, AuditAnswer?)[] { ("human reader", answer.Reader), ("card", answer.Declared), ("program", answer.Computed) }.Where(a => a.Item2 is not null).Select(a => (a.Item1, a.Item2!));

    private static int Sum(IReadOnlyList<ReasonCount> reasons) => reasons.Sum(r => r.Count);

    /// <summary>What stands after the first seven digits of a whole commit.</summary>
    [GeneratedRegex("(?<=@[0-9a-f]{7})[0-9a-f]{33,57}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Tail();

    /// <summary>A path's part for an address; a lone half of a character has no form there.</summary>
    private static string Part(string part) => Uri.EscapeDataString(string.Concat(part.EnumerateRunes().Select(r => r.ToString())));
}
