using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>The broken variants of the example say what the tool finds, and it finds that and no other error.</summary>
public class BrokenExampleTests
{
    [Theory]
    [InlineData("search-withheld", "card-art-paths", "card-art-release", "search-withheld")]
    [InlineData("misspelt-card", "card-schema")]
    [InlineData("wrong-licence", "card-art-licence")]
    [InlineData("unpinned", "card-art-pinned")]
    public void Exactly_the_promised_errors_are_found(string folder, params string[] slugs)
    {
        var run = Tool.Check("check", "examples/broken/" + folder, "-f", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(slugs, Violated(run, "error"));
    }

    [Fact]
    public void A_study_without_a_card_is_warned_of_and_its_readme_checked()
    {
        var run = Tool.Check("check", "examples/broken/no-card", "-f", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["card-missing", "documented-file-missing"], Violated(run, "warning"));
    }

    private static IEnumerable<string> Violated(Run run, string severity)
    {
        using var json = JsonDocument.Parse(run.Output);
        return [.. json.RootElement.GetProperty("findings").EnumerateArray()
            .Where(f => f.GetProperty("outcome").GetString() == "violated" && f.GetProperty("severity").GetString() == severity)
            .Select(f => f.GetProperty("slug").GetString()!).Distinct().Order(StringComparer.Ordinal)];
    }
}
