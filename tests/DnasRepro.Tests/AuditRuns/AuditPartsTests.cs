using DnasRepro.Audits;
using DnasRepro.AuditRuns;
using DnasRepro.Studies;

namespace DnasRepro.Tests.AuditRuns;

public class AuditPartsTests
{
    private static readonly StudyList List = Works.List([
        .. Enumerable.Range(0, 10).Select(i => Works.Study($"s{i}", $"lab/repo{i}")),
        Works.Study("same", "LAB/repo3"), Works.Study("nothing", target: null), Works.Study("card", target: null, card: "cards/one.yml"),
        Works.Study("out") with { Screening = new Screening(ScreeningStage.FullText, "not_medical", null) }]);

    private static readonly AuditPlan Plan = PlanOf(List);

    private static AuditPlan PlanOf(StudyList list, string card = "hash", string rules = "1.0", string tool = "0.1.0") => AuditPlan.Of(list, _ => card, rules, tool);

    private static (string, AuditPart) Part(int i, int n = 3, AuditPlan? plan = null, Func<string, StudyOutcome>? outcome = null)
    {
        var (shard, of) = (new AuditShard(i, n), plan ?? Plan);
        return ($"part-{i}.json", AuditPart.Done(of, shard, [.. of.Of(shard).Select(s => outcome?.Invoke(s.Id) ?? new StudyOutcome(s.Id, Works.Result(s.Id), null))]));
    }

    private static string Text(AuditParts joined) => string.Join('\n', joined.Outcomes.Select(AuditRunsJson.Write));

    [Fact]
    public void A_plan_holds_what_needs_work_in_the_lists_order() =>
        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => $"s{i}"), "same", "card"], Plan.Studies.Select(s => s.Id));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(40)]
    public void Shards_share_the_work_without_rest_and_one_repository_is_in_one(int n)
    {
        var shards = Enumerable.Range(1, n).Select(i => Plan.Of(new AuditShard(i, n)).Select(s => s.Id).ToList()).ToList();

        Assert.Equal(Plan.Studies.Select(s => s.Id).Order(StringComparer.Ordinal), shards.SelectMany(s => s).Order(StringComparer.Ordinal));
        Assert.Contains(shards, s => s.Contains("s3") && s.Contains("same"));
        Assert.InRange(shards.Max(s => s.Count) - shards.Min(s => s.Count), 0, 2);
    }

    [Fact]
    public void In_any_order_and_twice_they_give_the_same()
    {
        var once = AuditParts.Join(Plan, [Part(1), Part(2), Part(3)]);
        var other = AuditParts.Join(Plan, [Part(3), Part(2), Part(1), Part(2), Part(3)]);

        Assert.Equal(Text(once), Text(other));
        Assert.Equal(Plan.Studies.Select(s => s.Id), once.Outcomes.Select(o => o.Study));
        Assert.Empty(once.Missing);
        Assert.Empty(once.Differing);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var joined = AuditParts.Join(Plan, [Part(3), Part(1)]);

        Assert.Equal("2/3: s1, s4, s7, card", joined.Missing.Select(m => $"{m.Shard}: {string.Join(", ", m.Studies)}").Single());
        Assert.Equal(Plan.Studies.Count - 4, joined.Outcomes.Count);
    }

    [Fact]
    public void A_shard_without_work_is_not_missed() => Assert.Empty(AuditParts.Join(Plan, [.. Enumerable.Range(1, 11).Select(i => Part(i, 40))]).Missing);

    [Fact]
    public void A_result_goes_before_the_failure_of_an_earlier_try()
    {
        var failed = Part(1, outcome: id => new StudyOutcome(id, null, new StudyFailure("The host is busy.", null, 3)));

        Assert.Equal(Text(AuditParts.Join(Plan, [Part(1), Part(2), Part(3)])), Text(AuditParts.Join(Plan, [failed, Part(1), Part(2), Part(3), failed])));
        Assert.Equal(5, AuditParts.Join(Plan, [failed, Part(2), Part(3)]).Outcomes.Count(o => o.Failure is not null));
    }

    [Fact]
    public void Of_two_results_always_the_same_one_is_taken_and_it_is_said()
    {
        var other = Part(1, outcome: id => new StudyOutcome(id, Works.Result("moved " + id), null));

        var (one, two) = (AuditParts.Join(Plan, [Part(1), other, Part(2), Part(3)]), AuditParts.Join(Plan, [Part(3), other, Part(2), Part(1)]));

        Assert.Equal(Text(one), Text(two));
        Assert.Equal(["s0", "s3", "s6", "s9", "same"], one.Differing);
    }

    public static TheoryData<string, AuditPlan> OtherPlans => new()
    {
        { "its list differs from this one", PlanOf(List with { Sha256 = new string('2', 64) }) },
        { "the cards that the list names differ", PlanOf(List, card: "other") },
        { "its checks are version 1.1, these are 1.0", PlanOf(List, rules: "1.1") },
        { "it was made by version 0.2.0, this is 0.1.0", PlanOf(List, tool: "0.2.0") },
    };

    [Theory]
    [MemberData(nameof(OtherPlans), DisableDiscoveryEnumeration = true)]
    public void Parts_of_another_plan_are_refused_and_it_is_said_why(string why, AuditPlan other)
    {
        var error = Assert.Throws<UserErrorException>(() => AuditParts.Join(Plan, [Part(1), Part(2, plan: other)]));

        Assert.Equal($"'part-2.json' is of another audit: {why}.", error.Message);
        Assert.NotEqual(Plan.Sha256(), other.Sha256());
    }

    [Fact]
    public void Parts_of_another_split_or_with_other_studies_are_refused()
    {
        var (name, part) = Part(1);

        Assert.Contains("one of 4 parts", Assert.Throws<UserErrorException>(() => AuditParts.Join(Plan, [Part(1), Part(2, 4)])).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<UserErrorException>(() => AuditParts.Join(Plan, [(name, part with { Shard = 2 })])).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<UserErrorException>(() => AuditParts.Join(Plan, [(name, part with { Plan = "x" })])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_is_read_as_it_was_written()
    {
        var text = Part(1).Item2.Write();

        Assert.True(AuditPart.IsPart(text));
        Assert.Equal(text, AuditPart.Read(text, "part-1.json").Write());
    }

    [Theory]
    [InlineData("\"auditPart\":1", "\"auditPart\":2")]
    [InlineData("\"shard\":1", "\"shard\":0")]
    [InlineData("\"shard\":1", "\"shard\":4")]
    [InlineData("\"of\":3", "\"of\":2000000000")]
    [InlineData("\"outcomes\":[", "\"outcomes\":[null,")]
    [InlineData("\"study\":\"s3\"", "\"study\":\"s0\"")]
    [InlineData("\"failure\":null", "\"failure\":{\"message\":\"x\",\"hint\":null,\"exitCode\":3}")]
    [InlineData("\"questions\":[", "\"questions\":[null,")]
    [InlineData("\"question\":\"code_release\"", "\"question\":\"external_validation\"")]
    [InlineData("\"question\":\"code_release\"", "\"question\":7")]
    [InlineData("\"evidence\":[", "\"evidence\":[null,")]
    [InlineData("\"searchFiles\":[", "\"searchFiles\":[null,")]
    [InlineData("\"plan\":", "\"plan\":null,\"x\":")]
    [InlineData("}", "")]
    [InlineData("{", "[")]
    public void A_damaged_part_is_refused_by_its_name(string what, string by)
    {
        var text = Part(1).Item2.Write();
        var at = text.IndexOf(what, StringComparison.Ordinal);
        Assert.True(at >= 0, what);

        var error = Assert.Throws<UserErrorException>(() => AuditPart.Read(text[..at] + by + text[(at + what.Length)..], "part-1.json"));

        Assert.Contains("'part-1.json'", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, error.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    public void Other_files_are_refused(string text) => Assert.Throws<UserErrorException>(() => AuditPart.Read(text, "x"));

    [Theory]
    [InlineData("1/1", true)]
    [InlineData("3/4", true)]
    [InlineData("0/4", false)]
    [InlineData("5/4", false)]
    [InlineData("1/10001", false)]
    [InlineData("-1/2", false)]
    [InlineData("1", false)]
    [InlineData("1/2/3", false)]
    [InlineData(" 1/2", false)]
    [InlineData("99999999999/99999999999", false)]
    public void A_shard_is_written_i_of_n(string text, bool isOne) => Assert.Equal(isOne ? text : null, AuditShard.Parse(text)?.ToString());
}
