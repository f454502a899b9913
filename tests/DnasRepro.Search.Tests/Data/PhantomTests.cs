using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Statistics;

namespace DnasRepro.Search.Tests.Data;

public class PhantomTests
{
    /// <summary>The numbers themselves: a change on another machine, or of the generator, changes every published search.</summary>
    [Theory]
    [InlineData(2, Phantom.Ellipses, "4ab8f029feb5c18e")]
    [InlineData(2, Phantom.Organs, "97c58de26e5e6392")]
    [InlineData(3, Phantom.Ellipses, "86fefff5a6b60ddc")]
    [InlineData(3, Phantom.Organs, "f882e1513b717af8")]
    public void The_numbers_are_the_same_everywhere(int dimensions, Phantom phantom, string expected)
    {
        var data = Create(dimensions, phantom, 1, dimensions == 2 ? 64 : 16);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var image in Sets(data).SelectMany(s => s))
        {
            hash.AppendData(MemoryMarshal.AsBytes(image.Values.AsSpan()));
            hash.AppendData(image.Labels);
        }

        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetHashAndReset())[..16]);
    }

    [Fact]
    public void An_image_does_not_depend_on_how_many_there_are()
    {
        var (few, many) = (Create(2, Phantom.Organs, 2, 32), Create(2, Phantom.Organs, 5, 32));

        Assert.All(Sets(few).Zip(Sets(many)), sets => Assert.All(sets.First.Zip(sets.Second), p => Assert.Equal(p.First.Values, p.Second.Values)));
    }

    [Fact]
    public void Another_seed_gives_other_images_and_no_image_is_in_two_sets()
    {
        var images = Sets(Create(2, Phantom.Ellipses, 3, 32)).Concat(Sets(Create(2, Phantom.Ellipses, 3, 32, seed: 1))).SelectMany(s => s).ToList();

        Assert.Equal(24, images.Select(i => string.Join(' ', i.Values.Take(8))).Distinct().Count());
    }

    [Theory]
    [InlineData(2, Phantom.Ellipses)]
    [InlineData(2, Phantom.Organs)]
    [InlineData(3, Phantom.Ellipses)]
    [InlineData(3, Phantom.Organs)]
    public void Every_image_has_foreground_and_the_declared_shape(int dimensions, Phantom phantom)
    {
        var data = Create(dimensions, phantom, 4, 32);

        Assert.Equal(2, data.Classes);
        Assert.All(Sets(data).SelectMany(s => s), image =>
        {
            Assert.Equal(Enumerable.Repeat(32, dimensions), image.Size);
            Assert.Equal(image.Values.Length, image.Labels.Length);
            Assert.All(image.Values, v => Assert.True(float.IsFinite(v)));
            Assert.InRange(image.Labels.Count(l => l == 1), 20, image.Labels.Length / 3);
        });
        Assert.All(data.External, i => Assert.Equal("B", i.Site));
        Assert.All(data.Training.Concat(data.Validation).Concat(data.Test), i => Assert.Equal("A", i.Site));
    }

    [Fact]
    public void Slices_of_volumes_are_thick_and_organs_round_in_millimetres()
    {
        var data = Create(3, Phantom.Ellipses, 12, 32, others: 1);

        Assert.All(data.Training, i => Assert.Equal([3.0, 1, 1], i.Spacing));
        // The mean extent along each axis: equal in millimetres, so a third of the voxels across the slices.
        var extents = Enumerable.Range(0, 3).Select(axis => data.Training.Average(i => Extent(i, axis))).ToList();
        Assert.InRange(extents[0] * 3 / extents[2], 0.75, 1.35);
        Assert.InRange(extents[1] / extents[2], 0.75, 1.35);
    }

    /// <summary>The baseline's generator in numpy has contrast 0.9 and 8.54 % foreground (4000 images, standard error 0.06).</summary>
    [Fact]
    public void Ellipses_are_those_of_the_speed_benchmark()
    {
        var images = Create(2, Phantom.Ellipses, 800, 32, others: 1).Training;

        Assert.InRange(images.Average(i => i.Labels.Average(l => (double)l)), 0.081, 0.09);
        Assert.InRange(Mean(images, 1), 0.88, 0.92);
        Assert.InRange(Mean(images, 0), -0.01, 0.01);
        Assert.InRange(images.Average(i => i.Values.Where((_, k) => i.Labels[k] == 0).Average(v => v * v)), 0.99, 1.01);
    }

    /// <summary>By brightness alone an organ cannot be told from its look-alikes.</summary>
    [Fact]
    public void The_best_threshold_finds_ellipses_better_than_organs()
    {
        var (ellipses, organs) = (BestThreshold(Create(2, Phantom.Ellipses, 40, 64, others: 1).Training), BestThreshold(Create(2, Phantom.Organs, 40, 64, others: 1).Training));

        Assert.True(organs < 0.45 && ellipses > organs, $"ellipses {ellipses:F3}, organs {organs:F3}");
    }

    [Theory]
    [InlineData(4, 2, 1, "size")]
    [InlineData(32, 4, 1, "dimensions")]
    [InlineData(32, 2, 0, "numbers of phantoms")]
    [InlineData(512, 3, 100, "MiB")]
    public void Settings_that_cannot_be_are_refused(int size, int dimensions, int count, string said)
    {
        var error = Assert.Throws<UserErrorException>(() => Create(dimensions, Phantom.Organs, count, size));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_logarithm_is_exact_to_the_last_bits()
    {
        var random = new Randomness(1);
        for (var i = 0; i < 20_000; i++)
        {
            var value = i < 4 ? new[] { 1, 2, double.Epsilon, double.MaxValue }[i] : Math.ScaleB(random.Share() + 1e-9, random.Below(60) - 50);
            Assert.True(Math.Abs(Randomness.Logarithm(value) - Math.Log(value)) <= 1e-15 * Math.Max(1, Math.Abs(Math.Log(value))), $"{value}");
        }
    }

    private static double BestThreshold(IReadOnlyList<LabelledImage> images) => Enumerable.Range(0, 30).Select(t => t / 10.0).Max(threshold =>
    {
        var (both, either) = (0, 0);
        foreach (var image in images)
        {
            for (var i = 0; i < image.Labels.Length; i++)
            {
                var isAbove = image.Values[i] > threshold;
                both += isAbove && image.Labels[i] == 1 ? 1 : 0;
                either += (isAbove ? 1 : 0) + image.Labels[i];
            }
        }
        return 2.0 * both / either;
    });

    private static double Extent(LabelledImage image, int axis)
    {
        var stride = image.Size.Skip(axis + 1).Aggregate(1, (a, b) => a * b);
        var places = Enumerable.Range(0, image.Labels.Length).Where(i => image.Labels[i] == 1).Select(i => i / stride % image.Size[axis]).Distinct();
        return places.Count();
    }

    private static double Mean(IReadOnlyList<LabelledImage> images, byte label) => images.Average(i => i.Values.Where((_, k) => i.Labels[k] == label).Average());

    private static IEnumerable<IReadOnlyList<LabelledImage>> Sets(SearchData data) => [data.Training, data.Validation, data.Test, data.External];

    private static SearchData Create(int dimensions, Phantom phantom, int count, int size, int seed = 0, int? others = null) => Phantoms.Create(new SearchSettings
    {
        Space = new SpaceSettings { Dimensions = dimensions },
        Data = new DataSettings { Phantom = phantom, Seed = seed, Size = size, Training = count, Validation = others ?? count, Test = others ?? count, External = others ?? count },
    });
}
