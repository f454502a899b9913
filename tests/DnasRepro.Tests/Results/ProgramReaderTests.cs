using DnasRepro.Architectures;
using DnasRepro.Results;
using DnasRepro.Results.Arrays;
using DnasRepro.Results.Programs;

namespace DnasRepro.Tests.Results;

/// <summary>Forms of single programs. The samples are what those programs print or keep, in sizes of ours.</summary>
public class ProgramReaderTests
{
    private const string Cell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|none~1|nor_conv_3x3~2|";

    [Fact]
    public void NAS_Bench_201_cells_are_read_from_logs()
    {
        var log = $"<<<--->>> The 000-002-th epoch : Structure(4 nodes with {Cell})\n<<<--->>> The 001-002-th epoch : Structure(4 nodes with {Cell.Replace("none", "avg_pool_3x3")})\nbest arch {Cell}";

        var found = Found(NasBench201Reader.Read(log, "stdout", 0));

        Assert.Equal([(1, false), (2, true), (null, false)], found.Select(f => (f.Epoch, f.IsFinal!.Value)));
        Assert.Equal([new(1, 0, "nor_conv_3x3"), new(2, 0, "nor_conv_3x3"), new(2, 1, "nor_conv_3x3"), new(3, 0, "skip_connect"), new(3, 1, "none"), new(3, 2, "nor_conv_3x3")], found[0].Architecture.Cells.Single().Edges);
        Assert.IsType<ReadResult.Nothing>(NasBench201Reader.Read("|a~3|+|b~9| | c |", "stdout"));
    }

    [Fact]
    public void BiX_NAS_genes_are_sets_of_inputs()
    {
        var found = Found(BixNasReader.Read("0.183_17234509824.000000\nenc_0_0_0\nenc_0_1_0\ndec_0_1_0_2\ndec_0_0_2_0_2\nenc_1_0_1\n", "phase1_gene_1.txt")).Single();

        Assert.Equal("0.183_17234509824.000000", found.Label);
        Assert.Equal(["enc_0", "dec_0", "enc_1"], found.Architecture.Cells.Select(c => c.Id));
        Assert.Equal([new(1, 0, "on"), new(1, 2, "on"), new(0, 2, "on"), new(0, 0, "on")], found.Architecture.Cells[1].Edges);
        Assert.IsType<ReadResult.Refused>(BixNasReader.Read("enc_0_0_0\nrm -rf\ndec_0_0_1", "x"));
        Assert.IsType<ReadResult.Nothing>(BixNasReader.Read("encoder_0\n", "x"));
    }

    [Theory]
    [InlineData("dints.pth")]
    [InlineData("dints-search.pt")]
    public void DiNTS_paths_are_read_under_both_names(string file)
    {
        var architecture = Found(BinaryFixtures.Read((s, p) => DintsReader.Read(s, p), file)).Single().Architecture;

        // Paths of three levels: 0→0 1→0 | 0→1 1→1 2→1 | 1→2 2→2.
        Assert.Equal([new(3, 0, "operation_1"), new(4, 0, "operation_2"), new(4, 1, "operation_3"), new(6, 3, "operation_4"), new(6, 4, "operation_1")], architecture.Cells.Single().Edges);
    }

    [Fact]
    public void DiNTS_needs_all_its_names() =>
        Assert.IsType<ReadResult.Refused>(BinaryFixtures.Read((s, p) => DintsReader.Read(s, p, ["a", "b"]), "dints.pth"));

    [Fact]
    public void Auto_DeepLab_is_the_same_from_arrays_and_from_print()
    {
        var (genotype, path) = (Array("genotype.npy"), Array("network_path.npy"));
        var printed = "architecture search results: [1 1 1 0 1 2 1 2 2 2 1 2]\nnew cell structure: [[ 0  4]\n [ 1  5]\n [ 2  5]\n [ 4  7]\n [ 5  0]\n [ 6  6]\n [ 9  4]\n [10  5]\n [14  4]\n [15  5]]\n";

        var saved = Found(AutoDeepLabReader.Read(genotype, path, "run")).Single().Architecture;

        Assert.Equal(1, ArchitectureAgreement.ExactMatch([saved, Found(AutoDeepLabReader.ReadPrinted(printed, "stdout")).Single().Architecture]));
        Assert.Equal([new(2, 0, "operation_4"), new(2, 1, "operation_5"), new(3, 0, "operation_5"), new(3, 2, "operation_7"), new(4, 0, "operation_0")], saved.Cells[0].Edges.Take(5));
        Assert.Equal([new(5, 0, "path"), new(9, 5, "path"), new(13, 9, "path"), new(16, 13, "path")], saved.Cells[1].Edges.Take(4));
        Assert.Equal("none", Found(AutoDeepLabReader.Read(genotype, null, "run", ["none", "b", "c", "d", "e", "f", "g", "h"])).Single().Architecture.Cells[0].Edges[4].Operation);
        Assert.IsType<ReadResult.Refused>(AutoDeepLabReader.Read(genotype, null, "run", ["none"]));
        Assert.IsType<ReadResult.Refused>(AutoDeepLabReader.Read(path, genotype, "run"));
    }

    [Fact]
    public void FasterSeg_takes_the_largest_of_each_row()
    {
        var found = Found(BinaryFixtures.Read(FasterSegReader.Read, "fasterseg.pt")).Single();

        Assert.Equal(ResultPrecision.DecodedExact, found.Precision);
        Assert.Equal([("alpha_1_0", 16), ("alpha_1_1", 15), ("alpha_1_2", 14), ("beta_1_1", 14), ("beta_1_2", 13), ("ratio_1_0", 15), ("ratio_1_1", 15), ("ratio_1_2", 14)], found.Architecture.Cells.Select(c => (c.Id, c.Edges.Count)));
        Assert.IsType<ReadResult.Nothing>(BinaryFixtures.Read(FasterSegReader.Read, "nasunet.pth.tar"));
    }

    [Fact]
    public void Printed_tables_stay_tensors_and_their_ties_are_counted()
    {
        const string log = """
            tensor([[0.1250, 0.1250, 0.1249],
                    [0.1253, 0.1251, 0.1250]], grad_fn=<SoftmaxBackward0>)
            11/24 alpha normal_down: tensor([[0.2, 0.8]], device='cuda:0')
            loss tensor(0.5)
            tensor([[0.1, ..., 0.2],
                    [0.1, ..., 0.2]])
            alpha = tensor([1.0000e+00, -2.5000e-01])
            """;

        var tensors = Assert.IsType<ReadResult.TensorsOnly>(PrintedTensorReader.Read(log)).Tensors;

        Assert.Equal(["tensor.1", "alpha normal_down", "alpha"], tensors.Select(t => t.Name));
        Assert.Equal([2, 3], tensors[0].Shape);
        Assert.Equal([1, -0.25], tensors[2].Values);
        Assert.All(tensors, t => Assert.Equal(PrintedTensorReader.Rounded, t.DataType));
        Assert.Equal([1, 0], tensors.Take(2).Select(PrintedTensorReader.TiedRows));
    }

    /// <summary>Real searches: how often a genotype cannot be decoded from what was printed, because four digits tie.</summary>
    [Fact]
    public void Four_digits_tie_in_many_rows_of_real_tables()
    {
        var rows = Reruns.Of("darts1").SelectMany(r => r.Parameters).SelectMany(t => t.EnumerateArray()).Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToList()).ToList();
        var rounded = rows.ConvertAll(r => new NamedTensor("t", [1, r.Count], [.. r.Select(v => Math.Round(Math.Exp(v) / r.Sum(Math.Exp), 4))], PrintedTensorReader.Rounded));

        var tied = rounded.Count(t => PrintedTensorReader.TiedRows(t) == 1);

        Assert.True(tied >= rows.Count / 20 && tied <= rows.Count / 2, $"{tied} of {rows.Count}");
    }

    [Fact]
    public void Damage_is_survived()
    {
        var random = new Random(20261126);
        byte[][] seeds =
        [
            .. new[] { Cell, "0.1\nenc_0_0_0\ndec_0_1_0_2\n", "architecture search results: [1 1 0]\nnew cell structure: [[ 0  4]\n [ 1  5]]", "alpha: tensor([[0.1, 0.2],\n [0.3, 0.4]])" }.Select(System.Text.Encoding.Latin1.GetBytes),
            BinaryFixtures.Bytes("dints.pth"), BinaryFixtures.Bytes("fasterseg.pt"),
        ];
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = Mutation.Of(seeds[i % seeds.Length], random);
            var text = System.Text.Encoding.Latin1.GetString(damaged);
            Assert.NotNull(NasBench201Reader.Read(text, "x"));
            Assert.NotNull(BixNasReader.Read(text, "x"));
            Assert.NotNull(AutoDeepLabReader.ReadPrinted(text, "x"));
            Assert.NotNull(PrintedTensorReader.Read(text));
            if (i % seeds.Length >= 4)
                Assert.True(DintsReader.Read(new MemoryStream(damaged), "x") is not null && FasterSegReader.Read(new MemoryStream(damaged), "x") is not null);
        }
    }

    private static NamedTensor Array(string file) => Assert.IsType<ReadResult.TensorsOnly>(BinaryFixtures.Read(NumpyReader.Read, file)).Tensors.Single();

    private static IReadOnlyList<FoundArchitecture> Found(ReadResult result) => Assert.IsType<ReadResult.Found>(result).Architectures;
}
