using DnasRepro.Architectures;
using DnasRepro.Cli.Tests.Support;
using DnasRepro.Search.Searching;

namespace DnasRepro.Cli.Tests;

/// <summary>The words of <c>search</c>: what it refuses, how it tells how far it is and what it found.</summary>
public sealed class SearchCommandTests
{
    [Theory]
    [InlineData("Option '--out' is required.", "search")]
    [InlineData("--levels: '9' is no whole number from 1 to 5.", "search", "--out", "x", "--levels", "9")]
    [InlineData("--epochs: '-1' is no whole number from 1 to 10000.", "search", "--out", "x", "--epochs", "-1")]
    [InlineData("--order: 'third' is not one of first, second, single.", "search", "--out", "x", "--order", "third")]
    [InlineData("--config and --card are both given.", "search", "--out", "x", "--config", "a", "--card", "b")]
    [InlineData("--config: there is no file 'nowhere.yml'.", "search", "--out", "x", "--config", "nowhere.yml")]
    [InlineData("--card: 'README.md' has no card that fits the schema.", "search", "--out", "x", "--card", "README.md")]
    [InlineData("--data: there is no folder 'nowhere'.", "search", "--out", "x", "--data", "nowhere")]
    [InlineData("--out: '", "search", "--out", "README.md")]
    [InlineData("--out is empty.", "search", "--out", "")]
    [InlineData("--config: there is no file ''.", "search", "--out", "x", "--config", "")]
    [InlineData("--data: there is no folder ''.", "search", "--out", "x", "--data", "")]
    [InlineData("evaluation.random_architectures: 3 are asked for", "search", "--out", "x", "--random", "3")]
    [InlineData("cannot be written", "search", "--out", "README.md/x")]
    [InlineData("--seed is -1.", "search", "--out", "x", "--seed", "-1")]
    [InlineData("--threads is -1.", "search", "--out", "x", "--threads", "-1")]
    [InlineData("--device: 'tpu' is neither cpu nor cuda.", "search", "--out", "x", "--device", "tpu")]
    public void Wrong_options_are_refused_in_words(string message, params string[] arguments)
    {
        var run = Tool.Start(Tool.Root, arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("fix:", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public void Progress_is_a_line_now_and_then_where_there_is_no_terminal()
    {
        var (text, clock) = (new StringWriter { NewLine = "\n" }, new HandClock());
        var progress = new SearchProgressText(text, isTerminal: false, clock);
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            progress.Show(new SearchProgress("search", epoch, 5, 1.0 / epoch, epoch == 5 ? 0.5 : null, TimeSpan.FromSeconds(50 - (10 * epoch))));
            clock.Advance(TimeSpan.FromSeconds(6));
        }
        progress.Show(new SearchProgress("retrain", 1, 3, 0.25, 0.75, TimeSpan.FromMinutes(2.5)));
        progress.End();
        Assert.Equal(
            """
            search: epoch 1 of 5, loss 1.0000, 40 seconds left
            search: epoch 3 of 5, loss 0.3333, 20 seconds left
            search: epoch 5 of 5, loss 0.2000, validation Dice 0.500, 0 seconds left
            retrain: epoch 1 of 3, loss 0.2500, validation Dice 0.750, 3 minutes left

            """,
            text.ToString());
    }

    [Fact]
    public void On_a_terminal_one_line_is_written_over()
    {
        var text = new StringWriter { NewLine = "\n" };
        var progress = new SearchProgressText(text, isTerminal: true, TimeProvider.System);
        progress.Show(new SearchProgress("search", 1, 2, 1, null, TimeSpan.FromSeconds(1)));
        progress.Show(new SearchProgress("search", 2, 2, 0.5, null, TimeSpan.Zero));
        progress.End();
        Assert.Equal("\rsearch: epoch 1 of 2, loss 1.0000, 1 seconds left\u001b[K\rsearch: epoch 2 of 2, loss 0.5000, 0 seconds left\u001b[K\n", text.ToString());
    }

    [Fact]
    public void What_was_found_is_told_node_by_node()
    {
        var found = new Architecture(
        [
            new ArchitectureCell("down", [new ArchitectureEdge(3, 2, "conv_3x3"), new ArchitectureEdge(2, 1, "skip_connect"), new ArchitectureEdge(2, 0, "max_pool_3x3")]),
            new ArchitectureCell("up", []),
        ]);
        Assert.Equal(
            ["cell down:", "  node 2: max_pool_3x3 of input 0 + skip_connect of input 1", "  node 3: conv_3x3 of node 2", "cell up: nothing", $"wrote {Path.Combine("x", "architecture.json")}"],
            FoundText.Of(found, null, "x"));
    }

    [Fact]
    public void A_path_is_told_block_by_block()
    {
        var found = new Architecture([new ArchitectureCell("grid", [new ArchitectureEdge(5, 1, "conv_3x3"), new ArchitectureEdge(7, 5, "skip_connect")])]);
        Assert.Equal(
            ["path through 2 blocks and 3 levels:", "  block 1: conv_3x3, level 1 to level 2", "  block 2: skip_connect, level 2 to level 1", $"wrote {Path.Combine("x", "architecture.json")}"],
            FoundText.Of(found, null, "x", 3));
    }

    private sealed class HandClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan time) => now += time.Ticks;
    }
}
