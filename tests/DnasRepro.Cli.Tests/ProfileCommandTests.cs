using System.Globalization;
using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

public class ProfileCommandTests
{
    private const string Example = "examples/unet-darts";

    [Fact]
    public void Counts_the_selected_genotype_of_a_card()
    {
        var run = Tool.Check("profile", Example, "--no-generated");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{Example}, genotype seed0\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("2-D, 2 levels, 2 nodes, 8 channels, input 1 × 64 × 64, 2 classes", run.Output, StringComparison.Ordinal);
        Assert.Contains($"parameters   {Parameters("--no-generated").ToString("#,0", CultureInfo.InvariantCulture)}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("0.02609 M and 0.007274 M", run.Output, StringComparison.Ordinal);
        Assert.Contains("they are the same only if", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("latency", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_measured_stands_under_generated()
    {
        var run = Tool.Check("profile", $"{Example}/nas-reporting-card.yml", "--genotype", "seed3", "--format", "json", "--runs", "5", "--warmup", "1", "--threads", "1", "--size", "32");

        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Output);
        var (root, measured) = (json.RootElement, json.RootElement.GetProperty("generated"));
        Assert.Equal("seed3", root.GetProperty("genotype").GetString());
        Assert.Equal(root.GetProperty("parameters").GetInt64(), root.GetProperty("parts").EnumerateArray().Sum(p => p.GetProperty("parameters").GetInt64()));
        Assert.False(root.TryGetProperty("declared", out _), "the declared numbers are the selected genotype's");
        Assert.Equal((5, 1, 1, 1, "cpu"), (Number(measured, "runs"), Number(measured, "warm_up"), Number(measured, "batch"), Number(measured, "threads"), measured.GetProperty("device").GetString()));
        var latency = measured.GetProperty("latency_ms");
        Assert.InRange(latency.GetProperty("median").GetDouble(), latency.GetProperty("p10").GetDouble(), latency.GetProperty("p90").GetDouble());
        Assert.True(latency.GetProperty("p10").GetDouble() > 0);
    }

    [Fact]
    public void An_architecture_json_is_profiled_as_the_card_that_holds_it() =>
        Assert.Equal(Parameters("--no-generated"), Counted(Tool.Check("profile", $"{Example}/results/search-seed0.json", "--no-generated", "--format", "json")));

    [Fact]
    public void More_channels_and_dimensions_cost_more()
    {
        Assert.True(Parameters("--no-generated", "--channels", "16") > 3 * Parameters("--no-generated"));
        Assert.True(Parameters("--no-generated", "--dimensions", "3") > 2 * Parameters("--no-generated"));
        Assert.True(Parameters("--no-generated", "--levels", "3") > Parameters("--no-generated"));
    }

    [Theory]
    [InlineData("--genotype nope", "no genotype 'nope'", "seed0, seed1")]
    [InlineData("--channels 7", "--channels is 7", "even")]
    [InlineData("--size 30", "--size is 30", "multiple of 4")]
    [InlineData("--levels 9", "--levels is 9", "1 to 5")]
    [InlineData("--dimensions 4", "--dimensions is 4", "2 to 3")]
    [InlineData("--device tpu", "'tpu' is not known", "cpu or cuda")]
    [InlineData("--format xml", "'xml' is not known", "text or json")]
    [InlineData("--runs 0", "--runs is 0", "1 to")]
    [InlineData("--dimensions 3 --size 2048 --channels 128", "too large", "--no-generated")]
    public void Wrong_options_say_what_is_right(string options, string message, string hint)
    {
        var run = Tool.Check(["profile", Example, .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(hint, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("""{"format":"dag_cells","cells":{"down":[{"node":2,"from":0,"op":"warp"},{"node":2,"from":1,"op":"weft"}],"up":[{"node":2,"from":0,"op":"conv_3x3"}]}}""", "the operations 'warp', 'weft'")]
    [InlineData("""{"format":"dag_cells","cells":{"left":[{"node":2,"from":0,"op":"conv_3x3"}]}}""", "no cell that could be the down cell; it has 'left'")]
    [InlineData("""{"format":"dag_cells","cells":{"down":[{"node":2000000000,"from":0,"op":"conv_3x3"}],"up":[]}}""", "The last node")]
    [InlineData("""{"format":"dag_cells","cells":{"down":[{"node":3,"from":5,"op":"conv_3x3"}],"up":[{"node":3,"from":0,"op":"conv_3x3"}]}}""", "its parts do not fit")]
    [InlineData("""{"format":"dag_cells","cells":{"down":[{"node":2,"from":0,"op":"conv_3x3""", "not valid JSON")]
    [InlineData("""{"format":"grid"}""", "its format is 'grid'")]
    [InlineData("[]", "a list stands where")]
    public void A_file_that_is_no_such_architecture_is_refused(string text, string message)
    {
        using var folder = new TemporaryFolder();

        var run = Tool.Check("profile", folder.Write("architecture.json", text), "--runs", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_edges_are_refused()
    {
        using var folder = new TemporaryFolder();
        var edges = string.Join(',', Enumerable.Repeat("""{"node":2,"from":0,"op":"conv_3x3"}""", 5000));

        var run = Tool.Check("profile", folder.Write("architecture.json", """{"format":"dag_cells","cells":{"down":[EDGES],"up":[]}}""".Replace("EDGES", edges, StringComparison.Ordinal)));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("5000 edges", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void DARTS_cells_are_told_what_stands_for_them()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("architecture.json", """{"format":"dag_cells","cells":{"normal":[{"node":2,"from":0,"op":"sep_conv_3x3"}],"reduce":[{"node":2,"from":1,"op":"avg_pool"}]}}""");

        var run = Tool.Check("profile", file, "--no-generated");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("The cell 'reduce' stands for the down cell.", run.Output, StringComparison.Ordinal);
        Assert.Contains("The cell 'normal' stands for the up cell.", run.Output, StringComparison.Ordinal);
        Assert.Contains("avg_pool_3x3 stands for avg_pool", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Libtorch_is_loaded_to_measure_and_for_nothing_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The dynamic loader of Linux tells what it loads.");
        Assert.Contains("libtorch_cpu", Loaded("profile", Example, "--runs", "1"), StringComparison.Ordinal);
        Assert.DoesNotContain("libtorch_cpu", Loaded("profile", Example, "--no-generated"), StringComparison.Ordinal);
        Assert.DoesNotContain("libtorch_cpu", Loaded("check", Example), StringComparison.Ordinal);
    }

    /// <summary>All that the loader says of the files that it opens.</summary>
    private static string Loaded(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = Tool.Process("dotnet", Tool.Root, [("LD_DEBUG", "files"), ("LD_DEBUG_OUTPUT", Path.Combine(folder.Path, "loaded"))], [Tool.Dll, .. arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        return string.Concat(Directory.GetFiles(folder.Path).Select(File.ReadAllText));
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static long Parameters(params string[] options) => Counted(Tool.Check(["profile", Example, "--format", "json", .. options]));

    private static long Counted(Run run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.GetProperty("parameters").GetInt64();
    }
}
