using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Audit;

/// <summary>The audit of a list as its users run it.</summary>
public class AuditCommandTests(AuditCommandTests.SixStudies six) : IClassFixture<AuditCommandTests.SixStudies>
{
    /// <summary>Six studies, audited once.</summary>
    public sealed class SixStudies : IDisposable
    {
        public SixStudies() => First = Field.Audit();

        internal Field Field { get; } = new(6);

        internal Run First { get; }

        public void Dispose() => Field.Dispose();
    }

    private Field Field => six.Field;

    [Fact]
    public void Each_study_is_told_of_and_stands_in_the_report_in_the_lists_order()
    {
        using var json = JsonDocument.Parse(six.First.Output);

        Assert.Equal(Enumerable.Range(1, 6).Select(Field.Id), json.RootElement.GetProperty("studies").EnumerateArray().Select(s => s.GetProperty("id").GetString()));
        Assert.All(json.RootElement.GetProperty("studies").EnumerateArray(), s => Assert.Equal(40, s.GetProperty("result").GetProperty("repository").GetProperty("commit").GetString()!.Length));
        Assert.All(Enumerable.Range(1, 6), i => Assert.Matches($@"(?m)^\[\d/6\] {Field.Id(i)}: code release \w+ \(\d+\.\d s\)", six.First.Error));
        Assert.Contains("6 studies: 6 assessed, 0 from earlier, 0 could not be assessed.", six.First.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Field.Root, six.First.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("5")]
    public void The_second_time_and_with_other_jobs_the_bytes_are_the_same(string jobs)
    {
        var second = Field.Audit("cache", "--jobs", jobs);
        var afresh = Field.Audit("cache-" + jobs, "--jobs", jobs);

        Assert.Equal(six.First.Output, second.Output);
        Assert.Equal(six.First.Output, afresh.Output);
        Assert.Equal(six.First.ExitCode, second.ExitCode);
        Assert.Contains("0 assessed, 6 from earlier", second.Error, StringComparison.Ordinal);
        Assert.Contains("6 assessed, 0 from earlier", afresh.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void From_any_working_folder_the_lists_paths_mean_the_same()
    {
        var elsewhere = Tool.Start(Path.GetTempPath(), Field.Arguments("cache"));

        Assert.Equal(six.First.Output, elsewhere.Output);
        Assert.Contains("6 from earlier", elsewhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Afresh_all_are_assessed_again() =>
        Assert.Contains("6 assessed, 0 from earlier", Field.Audit("cache", "--fresh").Error, StringComparison.Ordinal);

    [Fact]
    public void A_damaged_result_is_made_again()
    {
        Field.Audit("damaged");
        File.WriteAllText(Field.Kept("damaged")[2], "{}");
        File.WriteAllText(Field.Kept("damaged")[4], File.ReadAllText(Field.Kept("damaged")[4]).Replace("\"grade\":", "\"grade\":1", StringComparison.Ordinal));

        var run = Field.Audit("damaged");

        Assert.Contains("2 assessed, 4 from earlier", run.Error, StringComparison.Ordinal);
        Assert.Equal(six.First.Output, run.Output);
    }

    [Fact]
    public void Several_formats_go_to_a_folder()
    {
        var run = Field.Start("audit", Field["list.yml"], "--cache", Field["cache"], "-f", "json,csv", "-f", "markdown", "-o", Field["reports"]);

        Assert.Equal(["audit.csv", "audit.json", "audit.md"], Directory.GetFiles(Field["reports"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal("", run.Output);
        using var json = JsonDocument.Parse(File.ReadAllText(Field["reports/audit.json"]));
        Assert.Equal(6, json.RootElement.GetProperty("generated").GetProperty("kept").GetInt32());
    }

    [Theory]
    [InlineData("--format", "docx", "no format 'docx'")]
    [InlineData("--format", "json,csv", "Several formats cannot share stdout.")]
    [InlineData("--jobs", "0", "--jobs is 0.")]
    [InlineData("--shard", "5/4", "--shard")]
    [InlineData("--time-limit", "soon", "--time-limit: 'soon' is no time.")]
    [InlineData("--clone-budget", "much", "--clone-budget: 'much' is no size.")]
    public void A_wrong_option_is_said_before_any_work(string option, string value, string message)
    {
        var run = Field.Start("audit", Field["list.yml"], "--cache", Field["never"], option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Field["never"]));
    }
}
