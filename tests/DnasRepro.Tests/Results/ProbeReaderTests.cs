using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using DnasRepro.Results;

namespace DnasRepro.Tests.Results;

public class ProbeReaderTests
{
    private const string Whole = """
        {"format": 1, "pid": 7, "how": "exit", "python": "3.11.2", "framework": "torch", "packages": {"torch": "1.13.1", "numpy": 3},
         "threads": 1,
         "parameters": [{"name": "Network.alphas", "shape": [2, 2], "dtype": "float32", "final": [0.10000000149011612, "NaN", "-Infinity", 1e-3],
           "initial": [0, 1, 2, 3], "history": [{"epoch": 1, "values": [1, 2, 3, 4], "genotype": "G(1)"}, {"epoch": 1, "values": [1, 2, 3, 4]},
           {"epoch": 3, "values": [1, 2]}, {"epoch": 4, "values": [5, 6, 7, "Infinity"]}], "why": "softmax", "in_weight_optimizer": true}],
         "parameters_sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
         "genotype": "Genotype(a=1)", "genotype_method": "Network.genotype", "genotype_error": null,
         "operation_lists": [{"name": "g.PRIMITIVES", "values": ["none", "conv", 3]}],
         "steps": {"architecture": 4, "weights": 6, "median_architecture_seconds": 0.5, "median_weight_seconds": null, "epochs": 2,
           "epochs_by": "lr_scheduler.step", "peak_bytes": 5000000000},
         "first_loss": 2.5, "seeds": [{"call": "torch.manual_seed", "value": "2", "count": 1}],
         "nondeterminism": [{"name": "workers", "detail": "two\u001b[31m"}], "compatibility": {"Tensor.cuda": 3, "x": "y"},
         "stubs": ["adabound"], "files_written": ["log.txt"], "notes": ["n"]}
        """;

    [Fact]
    public void A_whole_file_is_read()
    {
        var result = Read(Whole).Result!;

        Assert.Equal(("3.11.2", "torch", 1, "exit"), (result.Python, result.Framework, result.Threads, result.How));
        Assert.Equal([KeyValuePair.Create("torch", "1.13.1")], result.Packages);
        var parameter = Assert.Single(result.Parameters);
        Assert.Equal([0.10000000149011612, double.NaN, double.NegativeInfinity, 0.001], parameter.Final.Values);
        Assert.Equal(("Network.alphas", "float32", true, "softmax"), (parameter.Final.Name, parameter.Final.DataType, parameter.IsInWeightOptimizer, parameter.Why));
        Assert.Equal([0, 1, 2, 3], parameter.Initial!.Values);
        Assert.Equal([1, 4], parameter.History.Select(e => e.Epoch));
        Assert.Equal("G(1)", parameter.History[0].Genotype);
        Assert.Equal([5, 6, 7, double.PositiveInfinity], parameter.History[1].Values);
        Assert.Equal(("Genotype(a=1)", "Network.genotype", null), (result.Genotype, result.GenotypeMethod, result.GenotypeError));
        Assert.Equal(["none", "conv"], Assert.Single(result.OperationLists).Values);
        Assert.Equal(new ProbedSteps(4, 6, 0.5, null) { Epochs = 2, EpochsBy = "lr_scheduler.step", PeakBytes = 5_000_000_000 }, result.Steps);
        Assert.Equal([new ProbedSeed("torch.manual_seed", "2", 1)], result.Seeds);
        Assert.Equal([new ProbedSource("workers", "two [31m")], result.Nondeterminism);
        Assert.Equal([KeyValuePair.Create("Tensor.cuda", 3)], result.Compatibility);
        Assert.Equal(["adabound", "log.txt", "n"], [.. result.Stubs, .. result.FilesWritten, .. result.Notes]);
        Assert.Equal(2.5, result.FirstLoss);
        Assert.Equal(64, result.ParametersSha256!.Length);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "no object")]
    [InlineData("{}", "not of format 1")]
    [InlineData("""{"format": 2}""", "not of format 1")]
    [InlineData("""{"format": 1, "parameters": [{"name": "a", "shape": [3], "final": [1, 2]}]}""", "\"a\" that do not fit")]
    [InlineData("""{"format": 1, "parameters": [{"name": "a", "shape": [2], "final": [1, "x"]}]}""", "do not fit")]
    [InlineData("""{"format": 1, "parameters": [{"name": "a", "shape": [2], "final": [1, null]}]}""", "do not fit")]
    [InlineData("""{"format": 1, "parameters": [{"shape": [], "final": []}]}""", "do not fit")]
    [InlineData("""{"format": 1, "parameters": [{"shape": [0], "final": []}]}""", "do not fit")]
    [InlineData("""{"format": 1, "parameters": [{"shape": [-1], "final": [1]}]}""", "do not fit")]
    [InlineData("""{"format": 1, "parameters": [{"shape": [65536, 65536, 65536], "final": [1]}]}""", "do not fit")]
    [InlineData("""{"format": 1, "parameters": [{"shape": [1, 1, 1, 1, 1, 1, 1, 1, 1], "final": [1]}]}""", "do not fit")]
    [InlineData("""{"format": 1, "python": "\ud800"}""", "half of a surrogate pair")]
    public void What_cannot_be_trusted_is_refused_with_a_reason(string json, string reason)
    {
        var reading = Read(json);

        Assert.Null(reading.Result);
        Assert.Contains(reason, reading.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_bounded() => Assert.Contains("not valid JSON", Read("""{"format":1,"a":""" + new string('[', 100_000)).Refusal, StringComparison.Ordinal);

    [Fact]
    public void Size_is_bounded() => Assert.Contains("larger than", ProbeReader.Read(new byte[ProbeReader.LargestFile + 1]).Refusal, StringComparison.Ordinal);

    [Fact]
    public void Texts_and_lists_are_cut()
    {
        var long1 = new string('x', 1_000_000);
        var many = string.Join(',', Enumerable.Repeat("\"f\"", 100_000));

        var result = Read($$"""{"format": 1, "genotype": "{{long1}}", "files_written": [{{many}}], "notes": ["{{long1}}"]}""").Result!;

        Assert.Equal((20_000, 500, 500), (result.Genotype!.Length, result.FilesWritten.Count, result.Notes[0].Length));
    }

    [Fact]
    public void A_file_with_one_member_replaced_by_anything_never_throws()
    {
        var values = new[] { "null", "[]", "{}", "-1", "1e999", "\"x\"", "[[]]", "[{}]", "[null]", "{\"a\":{}}", "true", "99999999999999999999" };
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, values.Length - 1].Select(i => values[i])).Sample((at, value) =>
        {
            var root = JsonNode.Parse(Whole)!;
            var places = Places(root).ToList();
            Replace(places[at % places.Count], JsonNode.Parse(value));
            var reading = Read(root.ToJsonString());
            Assert.True(reading.Result is null != reading.Refusal is null);
        }, iter: 5_000, seed: "0000KfpR8xz5");
    }

    [Fact]
    public void Damaged_bytes_never_throw()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, bytes.Length]).Sample((at, value, length) =>
        {
            var damaged = bytes.ToArray();
            damaged[at] = value;
            Assert.NotNull(ProbeReader.Read(damaged.AsMemory(0, Math.Max(length, at))));
        }, iter: 20_000, seed: "0000KfpR8xz5");
    }

    [Fact]
    public void Of_several_processes_the_one_that_searched_is_taken()
    {
        const string Launcher = """{"format": 1, "framework": "torch"}""";
        const string Training = """{"format": 1, "framework": "torch", "steps": {"weights": 900}}""";
        const string Line = """{"format": 1, "framework": "none"}""";

        Assert.Single(Best(Launcher, Whole, Training, "{", Line).Result!.Parameters);
        Assert.Equal(900, Best(Launcher, Training, Line).Result!.Steps.Weights);
        Assert.Equal("torch", Best(Line, Launcher).Result!.Framework);
        Assert.Contains("not valid JSON", Best("{").Refusal, StringComparison.Ordinal);
        Assert.Contains("left no file", Best().Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        var one = ("probe-1.json", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes("""{"format": 1, "python": "a"}"""));
        var two = ("probe-2.json", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes("""{"format": 1, "python": "b"}"""));

        Assert.Equal(ProbeReader.Best([one, two]).Result!.Python, ProbeReader.Best([two, one]).Result!.Python);
    }

    private static ProbeReading Read(string json) => ProbeReader.Read(Encoding.UTF8.GetBytes(json));

    private static ProbeReading Best(params string[] files) =>
        ProbeReader.Best(files.Select((f, i) => ($"probe-{i}.json", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f))));

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        foreach (var child in node is JsonObject map ? map.Select(m => m.Value) : node is JsonArray list ? list : [])
        {
            if (child is null)
                continue;
            yield return child;
            foreach (var deeper in Places(child))
                yield return deeper;
        }
    }

    private static void Replace(JsonNode place, JsonNode? value)
    {
        if (place.Parent is JsonObject map)
            map[map.First(m => ReferenceEquals(m.Value, place)).Key] = value;
        else if (place.Parent is JsonArray list)
            list[list.IndexOf(place)] = value;
    }
}
