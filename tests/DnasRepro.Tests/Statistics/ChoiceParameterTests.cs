using DnasRepro.Architectures;
using DnasRepro.Statistics;

namespace DnasRepro.Tests.Statistics;

public class ChoiceParameterTests
{
    private static readonly string[] Operations = ["none", "skip_connect", "conv_3x3"];

    [Fact]
    public void What_is_never_chosen_does_not_make_a_choice_decided()
    {
        var report = Evaluate([5, 0.001, 0.002], perSite: 2);

        Assert.Equal(1, report.Parameters!.DecidedShare);
        Assert.Equal(1, report.Parameters.NoneLeads);
        Assert.Equal(0, report.Parameters.DecidedShareOfChoice);
    }

    [Fact]
    public void Where_none_may_be_chosen_it_is_a_choice_like_others()
    {
        var report = Evaluate([5, 0.001, 0.002], perSite: null);

        Assert.Null(report.Parameters!.NoneLeads);
        Assert.Null(report.Parameters.DecidedShareOfChoice);
    }

    [Fact]
    public void A_clear_choice_is_decided_with_and_without_none()
    {
        var report = Evaluate([0, 0.5, 2], perSite: 2);

        Assert.Equal((1.0, 0.0, 1.0), (report.Parameters!.DecidedShare!.Value, report.Parameters.NoneLeads!.Value, report.Parameters.DecidedShareOfChoice!.Value));
    }

    private static StabilityReport Evaluate(IReadOnlyList<double> row, int? perSite)
    {
        var cell = Support.Spaces.Cell("cell", 2, 1, Operations) with { PerSite = perSite };
        var space = new SearchSpace("small", [cell], new HashSet<string> { "none" }, new HashSet<string> { "skip_connect" }, new HashSet<string> { "skip_connect" }, HasCanonicalForm: true);
        var architecture = new Architecture([new ArchitectureCell("cell", [new ArchitectureEdge(2, 0, "conv_3x3"), new ArchitectureEdge(2, 1, "conv_3x3")])]);
        var parameters = new ArchitectureParameters(new Dictionary<string, IReadOnlyList<IReadOnlyList<double>>> { ["cell"] = [row, row] });
        return Stability.Evaluate(space, [new StabilityRun(0, architecture, parameters)], 0.2, StabilityRules.Default);
    }
}
