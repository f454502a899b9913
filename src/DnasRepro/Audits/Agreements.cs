using DnasRepro.Statistics;
using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>The program beside the human reader.</summary>
internal static class Agreements
{
    private const int Yes = 0;
    private const int No = 1;
    private const int Unclear = 2;

    /// <summary>How far they agree on a question, study by study.</summary>
    public static QuestionAgreement Of(AuditQuestion question, IReadOnlyList<AuditedStudy> studies)
    {
        int[][] table = [[0, 0, 0], [0, 0, 0], [0, 0, 0]];
        var leftOut = 0;
        foreach (var answer in studies.Select(s => s.On(question)).Where(a => a.Reader is not null || a.ReaderWritten is not null))
        {
            if (Category(answer.Reader?.Value) is { } reader && Category((answer.Computed ?? answer.Declared)?.Value) is { } program)
                table[reader][program]++;
            else
                leftOut++;
        }
        int[][] decided = [[table[Yes][Yes], table[Yes][No]], [table[No][Yes], table[No][No]]];
        return new QuestionAgreement(
            question, table.Sum(r => r.Sum()), leftOut, table,
            Figures.Rounded(RaterAgreement.Kappa(table)), Figures.Rounded(RaterAgreement.Ac1(table)),
            Figures.Rounded(RaterAgreement.Kappa(decided)), Figures.Rounded(RaterAgreement.Ac1(decided)),
            Figures.Rounded(Proportion.Of(table[Yes][Yes], table[Yes][Yes] + table[No][Yes])), Figures.Rounded(Proportion.Of(table[Yes][Yes], table[Yes].Sum())));
    }

    private static int? Category(AuditValue? value) => value switch
    {
        AuditValue.Yes => Yes,
        AuditValue.No or AuditValue.NotReported => No,
        AuditValue.Unclear => Unclear,
        _ => null,
    };
}
