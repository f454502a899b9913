using System.Diagnostics;
using DnasRepro.Recipes;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Recipes;

/// <summary>Where results lie, and that no path leads out.</summary>
public class OutputPlaceTests
{
    [Theory]
    [InlineData("stdout", "", OutputRoot.StandardOutput, "")]
    [InlineData("output", "cnn", OutputRoot.BothStreams, "")]
    [InlineData("probe", "", OutputRoot.Probe, "")]
    [InlineData("{out}", "", OutputRoot.Output, "")]
    [InlineData("{out}/a/architecture.json", "cnn", OutputRoot.Output, "a/architecture.json")]
    [InlineData("search-{run}-*/log.txt", "cnn", OutputRoot.Copy, "cnn/search-{run}-*/log.txt")]
    [InlineData("../logs/./x.log", "experiment", OutputRoot.Copy, "logs/x.log")]
    public void A_path_is_taken_apart(string text, string folder, OutputRoot root, string pattern)
    {
        Assert.True(OutputPlace.TryParse(text, folder, out var place, out _));

        Assert.Equal(new OutputPlace(root, pattern), place);
    }

    [Theory]
    [InlineData("/etc/passwd", "")]
    [InlineData("~/x", "")]
    [InlineData("../x", "")]
    [InlineData("../../x", "experiment")]
    [InlineData("{out}/../x", "")]
    [InlineData("search-{out}-*/log.txt", "")]
    [InlineData("{data}/x", "")]
    [InlineData("", "")]
    [InlineData("a\0b", "")]
    public void A_path_that_leads_out_is_refused(string text, string folder)
    {
        Assert.False(OutputPlace.TryParse(text, folder, out _, out var problem));

        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("a/search-*/log.txt", "a/search-x-2026/log.txt", true)]
    [InlineData("a/search-*/log.txt", "a/search-x/y/log.txt", false)]
    [InlineData("*.json", ".json", true)]
    [InlineData("*a*b", "xaybzb", true)]
    [InlineData("*a*b", "xaybz", false)]
    [InlineData("arch_*", "arch_", true)]
    [InlineData("arch", "Arch", false)]
    [InlineData("arch_?", "arch_1", false)]
    public void A_star_stands_for_any_part_of_one_name(string pattern, string path, bool fits)
    {
        Assert.True(OutputPlace.TryParse("{out}/" + pattern, "", out var place, out _));

        Assert.Equal(fits, place.Matches(path));
    }

    [Fact]
    public void Many_stars_end_quickly()
    {
        Assert.True(OutputPlace.TryParse(string.Concat(Enumerable.Repeat("a*", 2000)) + "b", "", out var place, out _));
        var watch = Stopwatch.StartNew();

        Assert.False(place.Matches(new string('a', 4000)));
        Pace.Require(TimeSpan.FromSeconds(2), watch);
    }

    [Fact]
    public void Values_are_filled_once_and_unknown_braces_stay()
    {
        var values = new Dictionary<string, string> { ["seed"] = "7", ["out"] = "/o/{seed}", ["run"] = "s7" };

        Assert.Equal("7 /o/{seed} {data} {x} {{run} {\"seed\"} s7}", Placeholders.Fill("{seed} {out} {data} {x} {{run} {\"seed\"} {run}}", values).Replace("{s7", "{{run}"));
        Assert.Equal(["config", "Seed"], Placeholders.Unknown("{config} {seed} {Seed} {config} {1} { x }"));
    }
}
