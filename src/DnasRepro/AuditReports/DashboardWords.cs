using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Statistics;
using DnasRepro.Studies;

namespace DnasRepro.AuditReports;

/// <summary>What the dashboard calls things. Text from outside is made harmless here and nowhere else.</summary>
internal static class DashboardWords
{
    public static readonly IReadOnlyList<AuditQuestion> Questions = AuditWords.Questions;

    public static readonly IReadOnlyList<AuditValue> Values = Enum.GetValues<AuditValue>();

    /// <summary>A question's name in addresses: what stands behind # to filter by it.</summary>
    public static string Key(AuditQuestion question) => question switch
    {
        AuditQuestion.ExternalValidation => "external_validation",
        AuditQuestion.CodeRelease => "code_release",
        AuditQuestion.SearchStability => "search_stability",
        _ => "multi_objective",
    };

    /// <summary>A question as a heading.</summary>
    public static string Title(AuditQuestion question) => question switch
    {
        AuditQuestion.ExternalValidation => "External validation",
        AuditQuestion.CodeRelease => "Full code release including the search",
        AuditQuestion.SearchStability => "Search stability looked at",
        _ => "Latency or memory optimised",
    };

    /// <summary>A question as the head of a column.</summary>
    public static string Short(AuditQuestion question) => question switch
    {
        AuditQuestion.ExternalValidation => "External validation",
        AuditQuestion.CodeRelease => "Full code release",
        AuditQuestion.SearchStability => "Search stability",
        _ => "Latency or memory",
    };

    /// <summary>What a yes takes, as a sentence.</summary>
    public static string Definition(AuditQuestion question) => AuditWords.Definition(question) is var words ? char.ToUpperInvariant(words[0]) + words[1..] : "";

    /// <summary>An answer in a word; a shape goes before it so that colour is not needed.</summary>
    public static string Value(AuditValue value) => AuditWords.Value(value);

    /// <summary>An answer's name in styles and addresses.</summary>
    public static string Kind(AuditValue value) => value switch
    {
        AuditValue.Yes => "yes",
        AuditValue.No => "no",
        AuditValue.NotReported => "not_reported",
        AuditValue.Unclear => "unclear",
        _ => "not_applicable",
    };

    public static string Shape(AuditValue value) => value switch
    {
        AuditValue.Yes => "✓",
        AuditValue.No or AuditValue.NotReported => "✗",
        AuditValue.Unclear => "?",
        _ => "–",
    };

    /// <summary>On whose word an answer rests.</summary>
    public static string Basis(AnswerBasis basis) => basis == AnswerBasis.None ? "nobody answered" : AuditWords.Basis(basis);

    /// <summary>The same, as a name.</summary>
    public static string Kind(AnswerBasis basis) => basis == AnswerBasis.None ? "none" : Enum.GetName(basis)!.ToLowerInvariant();

    /// <summary>A slug for people.</summary>
    public static string Plain(string? slug) => slug is null ? "not known" : AuditPhrases.Words(slug);

    /// <summary>A share with its interval: "9.7 % (3.3-24.9)".</summary>
    public static string Share(Interval share) => AuditNumbers.Percent(share);

    /// <summary>A difference of shares in points: "+1.2 points (-3.0 to +5.4)".</summary>
    public static string Difference(Interval difference) => $"{AuditNumbers.Signed(difference.Value)} points ({AuditNumbers.Signed(difference.Low)} to {AuditNumbers.Signed(difference.High)})";

    /// <summary>A coefficient with its interval: "0.72 (0.51 to 0.93)".</summary>
    public static string Coefficient(Interval? interval) => interval is null ? "not defined" : AuditNumbers.Coefficient(interval);

    /// <summary>Text from outside, at most so long, for the inside of HTML.</summary>
    public static string Html(string? text, int most = 600) => Escaping.Html(ShortText.Of(text ?? "", most));

    public static string Percent(double share) => AuditNumbers.Percent(share);
}
