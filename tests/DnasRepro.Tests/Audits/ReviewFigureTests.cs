using DnasRepro.Statistics;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Audits;

/// <summary>The figures of the review, from 31 studies that nobody carried out.</summary>
public class ReviewFigureTests
{
    [Theory]
    [InlineData(AuditQuestion.ExternalValidation, 3, "9.7 % (3.3-24.9)")]
    [InlineData(AuditQuestion.CodeRelease, 8, "25.8 % (13.7-43.2)")]
    [InlineData(AuditQuestion.SearchStability, 7, "22.6 % (11.4-39.8)")]
    [InlineData(AuditQuestion.MultiObjective, 7, "22.6 % (11.4-39.8)")]
    public void The_four_figures_are_the_reviews(AuditQuestion question, int yes, string share)
    {
        var figure = SampleAudits.Review.Overall[0].Figures[(int)question];

        Assert.Equal((yes, 31), (figure.Yes, figure.Of));
        Assert.Equal(share, Percent(figure.Share!));
        Assert.Equal(0, figure.Difference!.Value);
        Assert.True(figure.Difference.Low < 0 && figure.Difference.High > 0);
    }

    [Fact]
    public void Nothing_is_left_to_say() => Assert.Equal((0, "passed", 0), (SampleAudits.Review.ExitCode, SampleAudits.Review.ExitMeaning, SampleAudits.Review.Remarks.Count));

    private static string Percent(Interval share) => $"{100 * share.Value:0.0} % ({100 * share.Low:0.0}-{100 * share.High:0.0})";
}
