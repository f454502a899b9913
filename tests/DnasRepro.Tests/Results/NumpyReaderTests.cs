using System.IO.Compression;
using DnasRepro.Results;
using DnasRepro.Results.Arrays;

namespace DnasRepro.Tests.Results;

public class NumpyReaderTests
{
    public static TheoryData<string> Files => [.. BinaryFixtures.Named(".npy", ".npz")];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_numpy_saved_is_read_bit_by_bit(string file) =>
        BinaryFixtures.AreAsWritten(file, Assert.IsType<ReadResult.TensorsOnly>(BinaryFixtures.Read(NumpyReader.Read, file)).Tensors);

    [Theory]
    [InlineData("objects.npy", "objects hold code")]
    [InlineData("records.npy", "not plain numbers")]
    public void Arrays_of_other_things_are_refused(string file, string why) =>
        Assert.Contains(why, Assert.IsType<ReadResult.Refused>(BinaryFixtures.Read(NumpyReader.Read, file)).Why, StringComparison.Ordinal);

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536, 0), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }")]
    [InlineData("{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,), }")]
    [InlineData("[[[[[[[[[[")]
    public void Headers_that_lie_are_refused(string header)
    {
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[64]];

        var result = NumpyReader.Read(new MemoryStream(file), "x.npy");

        Assert.True(result is ReadResult.Refused || (result is ReadResult.TensorsOnly { Tensors: [{ Values.Count: 0 }] } && header.Contains(", 0)", StringComparison.Ordinal)), result.ToString());
    }

    [Fact]
    public void A_zip_bomb_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("a.npy", CompressionLevel.SmallestSize).Open();
            for (var i = 0; i < 300; i++)
                part.Write(new byte[1 << 20]);
        }
        bytes.Position = 0;

        Assert.Contains("256 MiB", Assert.IsType<ReadResult.Refused>(NumpyReader.Read(bytes, "x.npz")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_survived()
    {
        var random = new Random(20261126);
        byte[][] seeds = [.. new[] { "f8-fortran.npy", "version3.npy", "several.npz", "packed.npz", "genotype.npy" }.Select(BinaryFixtures.Bytes)];

        for (var i = 0; i < 20_000; i++)
            Assert.NotNull(NumpyReader.Read(new MemoryStream(Mutation.Of(seeds[i % seeds.Length], random)), "x"));
    }
}
