using System.Diagnostics;
using System.IO.Compression;
using DnasRepro.Results;
using DnasRepro.Results.Pickles;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Results;

public class TorchReaderTests
{
    public static TheoryData<string> Checkpoints => [.. BinaryFixtures.Named(".pt", ".pth", ".pth.tar")];

    public static TheoryData<string> Pickles => [.. BinaryFixtures.Named(".pkl")];

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void What_torch_saved_is_read_bit_by_bit(string file)
    {
        var tensors = Assert.IsType<ReadResult.TensorsOnly>(BinaryFixtures.Read((s, _) => TorchReader.Read(s), file)).Tensors;

        // The optimiser's own tensors are not written down.
        BinaryFixtures.AreAsWritten(file, [.. tensors.Where(t => !t.Name.StartsWith("arch_optimizer", StringComparison.Ordinal))]);
    }

    [Theory]
    [MemberData(nameof(Pickles))]
    public void Pickles_of_every_protocol_are_read(string file) =>
        BinaryFixtures.AreAsWritten(file, Assert.IsType<ReadResult.TensorsOnly>(BinaryFixtures.Read((s, _) => PickleReader.Read(s), file)).Tensors);

    [Fact]
    public void A_key_names_a_part()
    {
        var tensors = Assert.IsType<ReadResult.TensorsOnly>(BinaryFixtures.Read((s, _) => TorchReader.Read(s, "alphas_dict"), "nasunet.pth.tar")).Tensors;

        Assert.Equal(["alphas_dict.alphas_down", "alphas_dict.alphas_normal_down", "alphas_dict.alphas_up", "alphas_dict.alphas_normal_up"], tensors.Select(t => t.Name));
        Assert.IsType<ReadResult.Nothing>(BinaryFixtures.Read((s, _) => TorchReader.Read(s, "alphas"), "nasunet.pth.tar"));
    }

    [Theory]
    [InlineData("evil.pt")]
    [InlineData("evil-old.pt")]
    [InlineData("evil-0.pkl")]
    [InlineData("evil-1.pkl")]
    [InlineData("evil-2.pkl")]
    [InlineData("evil-3.pkl")]
    [InlineData("evil-4.pkl")]
    [InlineData("evil-5.pkl")]
    public void A_file_that_asks_for_a_call_is_refused_and_nothing_runs(string file)
    {
        var result = file.EndsWith(".pkl", StringComparison.Ordinal) ? BinaryFixtures.Read((s, _) => PickleReader.Read(s), file) : BinaryFixtures.Read((s, _) => TorchReader.Read(s), file);

        var why = Assert.IsType<ReadResult.Refused>(result).Why;
        Assert.Contains("asks to call '", why, StringComparison.Ordinal);
        Assert.Contains("system'", why, StringComparison.Ordinal);
        Assert.False(File.Exists("dnas-repro-was-here"));
    }

    public static TheoryData<byte[]> Bombs => new(
        [.. "\u0080\u0002]q\0".Select(c => (byte)c), .. Enumerable.Repeat("h\0a"u8.ToArray(), 100_000).SelectMany(b => b), (byte)'.'],
        [.. Enumerable.Repeat((byte)']', 2_000_000), (byte)'.'],
        [.. Enumerable.Repeat((byte)'(', 2_000_000), (byte)'.'],
        [.. "]"u8, .. Enumerable.Repeat("\u0085"u8[1], 2_000_000), (byte)'.'],
        [.. "]"u8, .. Enumerable.Repeat("2\u0086"u8.ToArray().Where(b => b != 0xc2).ToArray(), 2_000_000).SelectMany(b => b), (byte)'.'],
        [.. "("u8, .. Enumerable.Repeat((byte)'N', 3_000_000), (byte)'.'],
        [(byte)'X', 0xff, 0xff, 0xff, 0x7f],
        [0x8e, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
        [0x8b, 0xff, 0xff, 0xff, 0x7f],
        [.. "I99999999999999999999999999\np9999999999999\n."u8],
        [.. "cos\nsystem\n(S'x'\ntR."u8],
        [.. "(S'x'\nios\nsystem\n."u8],
        [.. "(cos\nsystem\nS'x'\no."u8],
        [.. "cbuiltins\ngetattr\n(cos\nS'system'\ntR."u8]);

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Bombs_are_harmless(byte[] pickle)
    {
        var watch = Stopwatch.StartNew();

        Assert.IsNotType<ReadResult.Found>(PickleReader.Read(new MemoryStream(pickle)));

        Pace.Require(TimeSpan.FromSeconds(60), watch);
    }

    [Fact]
    public void A_zip_bomb_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("archive/data.pkl", CompressionLevel.SmallestSize).Open();
            for (var i = 0; i < 300; i++)
                part.Write(new byte[1 << 20]);
        }
        bytes.Position = 0;

        Assert.Contains("256 MiB", Assert.IsType<ReadResult.Refused>(TorchReader.Read(bytes)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_fails_is_refused() => Assert.IsType<ReadResult.Refused>(TorchReader.Read(new FailingStream()));

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("hello")]
    public void Other_files_are_told(string text) =>
        Assert.IsNotType<ReadResult.TensorsOnly>(TorchReader.Read(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(text))));

    /// <summary>Bytes of real files changed, cut and doubled at random: nothing is thrown, and it takes seconds for all.</summary>
    [Fact]
    public void A_hundred_thousand_damaged_files_are_survived()
    {
        var random = new Random(20261126);
        string[] files = ["nasunet.pth.tar", "nasunet-old.pth.tar", "types-old.pt", "model.pt", "fasterseg.pt", "arrays-0.pkl", "arrays-2.pkl", "arrays-4.pkl", "arrays-5.pkl", "evil-old.pt"];
        var seeds = files.Select(f => (IsPickle: f.EndsWith(".pkl", StringComparison.Ordinal), Bytes: BinaryFixtures.Bytes(f))).ToArray();
        var watch = Stopwatch.StartNew();
        var kinds = new Dictionary<Type, int>();
        for (var i = 0; i < 100_000; i++)
        {
            var (isPickle, bytes) = seeds[i % seeds.Length];
            var damaged = new MemoryStream(Mutation.Of(bytes, random));
            var result = isPickle ? PickleReader.Read(damaged) : TorchReader.Read(damaged);
            kinds[result.GetType()] = kinds.GetValueOrDefault(result.GetType()) + 1;
        }

        Assert.True(kinds.Count == 3 && kinds.Values.Min() > 100, string.Join(", ", kinds));
        Pace.Require(TimeSpan.FromSeconds(180), watch);
    }

    private sealed class FailingStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("gone");
    }
}
