using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Facts;

public class ConfigurationReaderTests
{
    [Theory]
    [InlineData("config.yml", "searching:\n  epoch: 50\n  determ: false\nlr: [1, 2]\n", 2)]
    [InlineData("config.json", "{\n \"searching\": {\"epoch\": 50,\n  \"determ\": false}}", 2)]
    public void Nested_keys_are_joined_with_dots(string name, string text, int line)
    {
        var file = Assert.Single(Memory.Facts(new Dictionary<string, string> { [name] = text }).Configurations.Files);

        Assert.Equal([("searching.epoch", "50"), ("searching.determ", "false")], file.Settings.Select(s => (s.Key, s.Value)));
        Assert.Equal([line, line + 1], file.Settings.Select(s => s.Evidence.Location.StartLine));
    }

    [Theory]
    [InlineData(".github/workflows/x.yml", "a: 1\n")]
    [InlineData("nas-reporting-card.yml", "a: 1\n")]
    [InlineData("a.yml", "a: 1\n---\nb: 2\n")]
    [InlineData("a.yml", "a: [")]
    [InlineData("a.json", "{\"a\": ")]
    [InlineData("a.json", "[1]")]
    public void Other_and_broken_files_are_left_aside(string name, string text) =>
        Assert.Empty(Memory.Facts(new Dictionary<string, string> { [name] = text }).Configurations.Files);

    [Fact]
    public void A_line_as_long_as_the_file_is_read_in_time()
    {
        var text = "{\"é\": \"𝄞\", \"a\": [" + string.Join(',', Enumerable.Repeat("1", 120_000)) + "], \"b\": 2}";
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var file = Assert.Single(Memory.Facts(Enumerable.Range(0, 12).ToDictionary(i => $"{i}.json", _ => text)).Configurations.Files.Take(1));

        Assert.Equal([("é", 7), ("b", text.Length - 1)], file.Settings.Select(s => (s.Key, s.Evidence.Location.StartColumn)));
        Pace.Require(TimeSpan.FromSeconds(10), watch);
    }
}
