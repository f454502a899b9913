using System.Diagnostics;
using CsCheck;
using DnasRepro.Architectures;
using DnasRepro.Results;
using DnasRepro.Results.Genotypes;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Results;

public class GenotypeReaderTests
{
    private const string Flat = "Genotype(normal=[('sep_conv_3x3', 1), ('skip_connect', 0), ('none', 2), ('sep_conv_3x3', 0)], normal_concat=range(2, 4), reduce=[], reduce_concat=[2, 3])";

    [Fact]
    public void A_log_gives_each_genotype_with_its_line_and_epoch()
    {
        var log = $"11/24 02:14:57 AM epoch 0 lr 2.5e-02\n11/24 02:14:57 AM genotype = {Flat}\r\n\ntrain\n11/24 02:15:57 AM genotype = {Flat}\n";

        var found = Read(log, epochOffset: -1);

        Assert.Equal(["stdout:2", "stdout:5"], found.Select(f => f.Source));
        Assert.Equal([0, 1], found.Select(f => f.Epoch!.Value));
        Assert.All(found, f => Assert.Equal(("genotype", false, Flat), (f.Label, f.IsFinal, f.Text)));
    }

    [Fact]
    public void Pairs_belong_to_nodes_in_order()
    {
        var normal = Read(Flat).Single().Architecture.Cells[0];

        Assert.Equal("normal", normal.Id);
        Assert.Equal([new(2, 1, "sep_conv_3x3"), new(2, 0, "skip_connect"), new(3, 2, "none"), new(3, 0, "sep_conv_3x3")], normal.Edges);
    }

    [Theory]
    [InlineData("Genotype(normal=[[('a', 0), ('b', 1)], [('c', 2), ('d', 0)]], normal_concat=range(2, 4))")]
    [InlineData("Genotype(normal=[('a', 0), ('b', 1), ('c', 2), ('d', 0)], normal_concat=[2, 3])")]
    [InlineData("Genotype(normal=[('a', 0), ('b', 1), ('c', 2), ('d', 0)])")]
    [InlineData("Cell(normal_concat=range(2, 4), normal=(['a', 0], [\"b\", 1], ('c', 2), ('d', 0)), score=0.5)")]
    [InlineData("Genotype(normal=[('b', 1), ('a', 0), ('d', 0), ('c', 2)], normal_concat=[3, 2, 2])")]
    [InlineData("Genotype(normal=[('a', np.int64(0)), ('b', np.int64(1)), (np.str_('c'), np.int64(2)), ('d', 0)], normal_concat=range(2, 4))")]
    [InlineData("Genotype(normal=[(('a', 0, 0.13), ('b', 1, 0.12)), (('c', 2, 0.1), ('d', 0, 1e-3))], normal_concat=[2, 3])")]
    [InlineData("{\"g\": \"Genotype(normal=[('a', 0), ('b', 1), ('c', 2), ('d', 0)], normal_concat=range(2, 4))\"}")]
    [InlineData("g: 'Genotype(normal=[(''a'', 0), (''b'', 1), (''c'', 2), (''d'', 0)], normal_concat=range(2, 4))'")]
    [InlineData("\u001b[1mGeno\u001b[31mtype(normal=[('a', 0),\u001b[0m ('b', 1), ('c', 2), ('d', 0)], normal_concat=range(2, 4))\u001b[K")]
    [InlineData("\r 50%|#####     | 1/2 [00:01<00:01]\rGenotype(normal=[('a', 0), ('b', 1), ('c', 2), ('d', 0)], normal_concat=range(2, 4))\r100%")]
    [InlineData("  0: Genotype(normal=[('a',\n      0), ('b', 1), ('c', 2), ('d',\n      0)], normal_concat=range(2,\n      4))\n")]
    public void One_architecture_in_all_its_spellings(string text)
    {
        var architecture = Read(text).Single().Architecture;

        Assert.Equal(1, ArchitectureAgreement.ExactMatch([architecture, new Architecture([new ArchitectureCell("normal", [new(2, 0, "a"), new(2, 1, "b"), new(3, 2, "c"), new(3, 0, "d")])])]));
    }

    [Fact]
    public void The_best_genotype_is_not_the_last_one()
    {
        var other = Flat.Replace("('none', 2)", "('conv', 2)");
        var found = Read($"02:24 AM | genotype = {Flat}\n02:25 AM | genotype = {other}\n02:25 AM | Best Genotype = {Flat}", epochOffset: 0);

        Assert.Equal([false, true, false], found.Select(f => f.IsFinal!.Value));
        Assert.Equal(["genotype", "genotype", "Best Genotype"], found.Select(f => f.Label));
        Assert.Equal([1, 2, null], found.Select(f => f.Epoch));
    }

    [Fact]
    public void Without_an_offset_nothing_is_said_of_epochs() =>
        Assert.Equal([(null, false), (null, null)], Read($"{Flat}\n{Flat}").Select(f => (f.Epoch, f.IsFinal)));

    [Fact]
    public void A_recurrent_cell_has_one_input() =>
        Assert.Equal([1, 2, 3], Read("Genotype(recurrent=[('relu', 0), ('relu', 1), ('tanh', 0)], concat=range(1, 4))").Single().Architecture.Cells[0].Edges.Select(e => e.Node));

    [Theory]
    [InlineData("no genotype here (a=[1])")]
    [InlineData("def f(normal=[('a', 1)], b=os.system('x')): pass")]
    [InlineData("Genotype(")]
    [InlineData("")]
    [InlineData("partial(step, betas=[0.5, 0.999])")]
    public void What_is_no_genotype_gives_nothing(string text) => Assert.IsType<ReadResult.Nothing>(GenotypeReader.Read(text, "stdout"));

    [Theory]
    [InlineData("Genotype(normal=[('a', 5), ('b', 1)], normal_concat=range(2, 3))")]
    [InlineData("Genotype(normal=[('a', 0), ('b', 1), ('c', 1)], normal_concat=range(2, 4))")]
    [InlineData("Genotype(normal=[(__import__('os').system('x'), 0), ('b', 1)], normal_concat=range(2, 3))")]
    [InlineData("Genotype(normal=[('a', 0), ('b', 1)], normal_concat=range(2, 3), normal=[('a', 0), ('b', 1)])")]
    public void What_cannot_be_right_is_refused(string text) => Assert.IsType<ReadResult.Refused>(GenotypeReader.Read(text, "stdout"));

    [Theory]
    [InlineData("darts1", 2, 8)]
    [InlineData("pcdarts", 2, 8)]
    [InlineData("ptdarts", 2, 8)]
    [InlineData("robust-s1", 2, 8)]
    [InlineData("nasunet", 2, 4)]
    public void Real_programs_are_understood(string program, int cells, int edges)
    {
        foreach (var run in Reruns.Of(program))
        {
            var log = string.Join('\n', run.Printed.Select(g => $"11/24 02:14:57 AM genotype = {g}")) + (run.Best is { } best ? $"\nFinal best Prec@1\n| Best Genotype = {best}" : "");
            var found = Read(log, epochOffset: 0);

            Assert.Equal(run.Printed.Count + (run.Best is null ? 0 : 1), found.Count);
            Assert.All(found, f => Assert.Equal(cells, f.Architecture.Cells.Count(c => c.Edges.Count == edges && c.Edges.Select(e => (e.Node, e.From)).Distinct().Count() == edges)));
            Assert.Equal(program is "ptdarts" or "robust-s1", ArchitectureAgreement.ExactMatch([found.Last(f => f.IsFinal == true).Architecture, Read(run.AtExit).Single().Architecture]) == 1);
        }
    }

    [Theory]
    [InlineData("a(b=[")]
    [InlineData("Genotype(n=[('a',0),")]
    [InlineData("(((((((")]
    [InlineData("a(b=['")]
    [InlineData("A(a=[('a', 0), ('a', 1)])")]
    [InlineData("\u001b]")]
    [InlineData("a(b=range(")]
    public void Baits_take_time_in_proportion(string bait)
    {
        var watch = Stopwatch.StartNew();

        Assert.NotNull(GenotypeReader.Read(string.Concat(Enumerable.Repeat(bait, 4_000_000 / bait.Length)), "stdout"));

        Pace.Require(TimeSpan.FromSeconds(60), watch);
    }

    [Fact]
    public void Any_damage_is_survived() => Gen.Select(Gen.Int[0, Flat.Length - 1], Gen.Int[0, 40], Gen.OneOf<string>(Gen.String[0, 8], Gen.OneOf("(", "]", "'", "[[", "range(0, 999999999)", "9999999999", "\u001b[", "-1", "''")))
        .Sample((at, cut, put) => GenotypeReader.Read(Flat[..at] + put + Flat[Math.Min(Flat.Length, at + cut)..], "stdout") is not null, seed: "0000KOIPe036", iter: 20_000, threads: 1);

    private static IReadOnlyList<FoundArchitecture> Read(string text, int? epochOffset = null) =>
        Assert.IsType<ReadResult.Found>(GenotypeReader.Read(text, "stdout", epochOffset)).Architectures;
}
