using System.IO.Compression;
using DnasRepro.Search.Data;
using DnasRepro.Search.Data.Nifti;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Tests.Data;

/// <summary>Headers that lie, files that end early, and bytes at random.</summary>
public class HostileNiftiTests
{
    private static readonly DataLimits Limits = new() { ImageBytes = 1 << 20 };

    [Theory]
    [InlineData(40, 0, "dim is")]
    [InlineData(40, 9, "9 axes")]
    [InlineData(42, -4, "dim is [-4, 3, 2]")]
    [InlineData(46, 32767, "more than 1 MiB")]
    [InlineData(70, 32, "complex64")]
    [InlineData(70, 128, "RGB24")]
    [InlineData(70, 1536, "float128")]
    [InlineData(70, 99, "code 99")]
    public void Whole_numbers_that_cannot_be_are_named(int at, int value, string said) => Refused(NiftiBytes.Short(NiftiBytes.Valid(), at, value), said);

    [Theory]
    [InlineData(108, float.NaN, "vox_offset is NaN")]
    [InlineData(108, -1f, "vox_offset is -1")]
    [InlineData(108, 340f, "vox_offset is 340")]
    [InlineData(108, 1e30f, "vox_offset is")]
    [InlineData(108, 3000f, "it ends before the 3024 bytes")]
    [InlineData(116, float.PositiveInfinity, "scl_inter is")]
    [InlineData(280, float.NaN, "no numbers")]
    [InlineData(280, 1e20f, "absurdly large")]
    [InlineData(280, 0f, "onto a plane")]
    public void Numbers_that_cannot_be_are_named(int at, float value, string said) => Refused(NiftiBytes.Float(NiftiBytes.Valid(), at, value), said);

    [Fact]
    public void A_slope_that_is_no_number_is_none() =>
        Assert.Equal([0, 1, 2, 0], NiftiReader.Read(NiftiBytes.Float(NiftiBytes.Valid(), 112, float.NaN), "a.nii", Limits).Values[..4]);

    [Fact]
    public void Voxels_of_a_few_nanometres_are_read()
    {
        var bytes = NiftiBytes.Float(NiftiBytes.Float(NiftiBytes.Float(NiftiBytes.Valid(), 280, 4e-6f), 300, 4e-6f), 320, 3e-5f);

        Assert.Equal(3e-5, NiftiReader.Read(bytes, "a.nii", Limits).Spacing[2], 1e-10);
    }

    [Fact]
    public void Sizes_whose_product_overflows_are_refused()
    {
        var bytes = NiftiBytes.Short(NiftiBytes.Valid(), 40, 7);
        for (var axis = 0; axis < 7; axis++)
            NiftiBytes.Short(bytes, 42 + 2 * axis, axis < 3 ? 32767 : 1);

        Refused(bytes, "more than 1 MiB in memory");
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        var valid = NiftiBytes.Valid();
        var packed = NiftiBytes.Gzip(valid);

        for (var length = 0; length < valid.Length; length++)
            Assert.Throws<UserErrorException>(() => NiftiReader.Read(valid[..length], "a.nii", Limits));
        for (var length = 0; length < packed.Length - 12; length++)
            Assert.Throws<UserErrorException>(() => NiftiReader.Read(packed[..length], "a.nii.gz", Limits));
    }

    [Fact]
    public void Bytes_changed_at_random_give_an_image_or_a_sentence()
    {
        var random = new Randomness(11);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = NiftiBytes.Valid();
            for (var change = random.Below(4); change >= 0; change--)
                bytes[random.Below(bytes.Length)] = (byte)random.Below(256);
            var file = round % 2 == 0 ? bytes : NiftiBytes.Gzip(bytes);
            if (round % 4 == 3)
                file[random.Below(file.Length)] ^= (byte)(1 << random.Below(8));
            try
            {
                var image = NiftiReader.Read(file, "a.nii", Limits).Canonical();
                Assert.Equal(image.Values.Length, image.Size[0] * image.Size[1] * image.Size[2] * image.Channels);
                read++;
            }
            catch (UserErrorException error)
            {
                Assert.StartsWith("a.nii: ", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(read > 300 && refused > 300, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_bomb_is_unpacked_no_further_than_its_header_promises()
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(NiftiBytes.Valid());
            var nothing = new byte[1 << 20];
            for (var i = 0; i < 400; i++)
                stream.Write(nothing);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();

        var image = NiftiReader.Read(packed.ToArray(), "a.nii.gz", Limits);

        Assert.Equal(24, image.Values.Length);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8 << 20);
    }

    [Fact]
    public void A_promise_of_much_by_a_short_file_takes_no_memory()
    {
        var bytes = NiftiBytes.Valid();
        for (var axis = 0; axis < 3; axis++)
            NiftiBytes.Short(bytes, 42 + 2 * axis, 500);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(bytes, "it ends before", new DataLimits());

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Theory]
    [InlineData("<html>", "348 bytes")]
    [InlineData("", "348 bytes")]
    public void Something_else_is_no_image(string text, string said) => Refused(System.Text.Encoding.UTF8.GetBytes(text), said);

    [Fact]
    public void Analyze_and_the_second_version_are_named()
    {
        var analyze = NiftiBytes.Valid();
        analyze.AsSpan(344, 4).Clear();
        Refused(analyze, "Analyze 7.5");

        var second = NiftiBytes.Valid();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(second, 540);
        Refused(second, "NIfTI-2");
    }

    private static void Refused(byte[] bytes, string said, DataLimits? limits = null)
    {
        var error = Assert.Throws<UserErrorException>(() => NiftiReader.Read(bytes, "a.nii", limits ?? Limits));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("a.nii: ", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Hint);
    }
}
