using System.Text.Json.Nodes;
using DnasRepro.Reports;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>A report made by somebody who wants another verdict.</summary>
public class ArtifactRerunTests
{
    private static readonly string Golden = File.ReadAllText(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "golden", "rerun", "report.json"));
    private static readonly string? Card = JsonNode.Parse(Golden)!["card"]!["path"]?.GetValue<string>();
    private static readonly string Head = JsonNode.Parse(Golden)!["target"]!["commit"]!.GetValue<string>();

    [Fact]
    public void The_rerun_of_the_head_commit_is_taken()
    {
        var taken = ArtifactRerun.Of(Golden, Head, Card);

        Assert.Null(taken.Reason);
        Assert.Equal(ReportJson.Read(Golden).Stability!.Verdict, taken.Stability!.Verdict);
    }

    [Fact]
    public void A_report_without_a_rerun_gives_nothing_and_no_complaint() => Assert.Equal(new ArtifactRerun(null, null), ArtifactRerun.Of(Changed(r => r["stability"] = null), Head, Card));

    [Fact]
    public void A_report_of_another_commit_is_not_taken() => Assert.Equal("the report is of another commit than 000000000000", ArtifactRerun.Of(Golden, new string('0', 40), Card).Reason);

    [Fact]
    public void A_report_about_another_card_is_not_taken() => Assert.Equal("the report is about another card", ArtifactRerun.Of(Golden, Head, "docs/other.nas-card.yml").Reason);

    [Fact]
    public void A_report_of_a_changed_working_tree_is_not_taken() => Assert.Contains("working tree", ArtifactRerun.Of(Changed(r => r["target"]!["dirty"] = true), Head, Card).Reason, StringComparison.Ordinal);

    public static TheoryData<string, string> Forged => new()
    {
        { "", "no JSON" },
        { "[]", "does not fit its schema" },
        { "{}", "does not fit its schema" },
        { Changed(r => r["stability"]!["verdict"] = "excellent"), "does not fit its schema" },
        { Changed(r => r["stability"]!["engine"] = "<script>"), "does not fit its schema" },
        { Changed(r => r["level"]!["grade"] = 9), "does not fit its schema" },
        { Changed(r => r["extra"] = new string('x', 10)), "does not fit its schema" },
        { Changed(r => r["schemaVersion"] = "99"), "does not fit its schema" },
        { Golden[..^200], "no JSON" },
        { Golden.Replace("\"stability\":", "\"stability\": null, \"stability\":", StringComparison.Ordinal), "no JSON" },
        { Changed(r => r["stability"]!["reason"] = new string('x', 2_000_000)), "no JSON" },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public void A_forged_one_is_refused(string json, string says)
    {
        var taken = ArtifactRerun.Of(json, Head, Card);

        Assert.Null(taken.Stability);
        Assert.Contains(says, taken.Reason, StringComparison.Ordinal);
    }

    private static string Changed(Action<JsonNode> change)
    {
        var report = JsonNode.Parse(Golden)!;
        change(report);
        return report.ToJsonString();
    }
}
