using DnasRepro.Statistics;

namespace DnasRepro.Tests.Statistics;

/// <summary>Numbers that others printed.</summary>
public class DistributionTests
{
    /// <summary>The test vector of xoshiro256** in the Rust crate rand_xoshiro, from its authors' C program.</summary>
    [Fact]
    public void Xoshiro_gives_its_published_numbers()
    {
        var random = new Randomness([1, 2, 3, 4]);

        Assert.Equal([11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600], Enumerable.Range(0, 6).Select(_ => random.Next()));
    }

    /// <summary>SplitMix64 from 1234567, as Rosetta Code prints it.</summary>
    [Fact]
    public void SplitMix_gives_its_published_numbers()
    {
        ulong state = 1234567;

        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], Enumerable.Range(0, 5).Select(_ => Randomness.Split(ref state)));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_tails_of_the_normal_distribution()
    {
        var random = new Randomness(1);
        var values = Enumerable.Range(0, 400_000).Select(_ => random.Normal()).ToList();

        Assert.Equal(0, values.Average(), 0.008);
        Assert.Equal(1, values.Average(v => v * v), 0.012);
        Assert.Equal(3, values.Average(v => v * v * v * v), 0.08);
        Assert.Equal(0.0455, values.Average(v => Math.Abs(v) > 2 ? 1.0 : 0), 0.0015);
    }

    [Fact]
    public void Whole_numbers_fill_their_range_evenly()
    {
        var random = new Randomness(1);
        var counts = Enumerable.Range(0, 70_000).Select(_ => random.Below(7)).CountBy(v => v).ToDictionary();

        Assert.Equal(7, counts.Count);
        Assert.All(counts.Values, c => Assert.InRange(c, 9_600, 10_400));
    }

    /// <summary>Tables of Student's t at 0.975 and 0.95.</summary>
    [Theory]
    [InlineData(0.975, 1, 12.70620473617)]
    [InlineData(0.975, 2, 4.30265272975)]
    [InlineData(0.975, 3, 3.18244630528)]
    [InlineData(0.975, 4, 2.7764451052)]
    [InlineData(0.975, 9, 2.26215716280)]
    [InlineData(0.975, 10, 2.22813885199)]
    [InlineData(0.95, 5, 2.01504837333)]
    [InlineData(0.975, 120, 1.97993040505)]
    public void Quantiles_of_t_are_those_of_the_tables(double probability, int freedom, double quantile) =>
        Assert.Equal(quantile, StudentT.Quantile(probability, freedom), 1e-10);
}
