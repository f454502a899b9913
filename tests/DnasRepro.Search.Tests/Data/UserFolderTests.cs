using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Tests.Support;

namespace DnasRepro.Search.Tests.Data;

/// <summary>Folders of volumes that nibabel made and of pictures that Pillow made.</summary>
public class UserFolderTests
{
    /// <summary>Five cases of different size, spacing and orientation: a bright box, labelled 7, and a dark one, labelled 3; image values are 100 where the label is 7.</summary>
    private const string Volumes = """
        import os, numpy as np, nibabel
        random = np.random.default_rng(3)
        def save(folder, name, shape, zooms, flip, kind=np.int16, suffix='', ending='.nii.gz', channels=1, label=7):
            for f in (folder[0], folder[1]): os.makedirs(f, exist_ok=True)
            x = random.normal(0, 5, shape); y = np.zeros(shape, np.uint8)
            a = tuple(slice(n // 4, n // 4 + n // 3) for n in shape); y[a] = label; x[a] = 100
            b = tuple(slice(n - n // 5 - 1, n - 1) for n in shape); y[b] = 3; x[b] = -100
            affine = np.diag([*zooms, 1.]); affine[:3, 3] = random.normal(0, 30, 3)
            def put(path, values):
                image = nibabel.Nifti1Image(values, affine)
                if flip: image = image.slicer[::-1, ::-1, :] if flip == 1 else image
                nibabel.save(image, path)
            put(f'{folder[1]}/{name}{ending}', y)
            for c in range(channels): put(f'{folder[0]}/{name}{suffix % c if suffix else ""}{ending}', (x * (c + 1)).astype(kind))
        """;

    [Fact]
    public void Volumes_are_split_by_case_resampled_and_cut()
    {
        using var folder = new TempFolder();
        Script(folder, """
            for i in range(5): save(('imagesTr', 'labelsTr'), f'case_{i}', (20 + i, 18, 10), (1, 1.1, 2 if i else 4), i % 2, suffix='_%04d', channels=2)
            save(('external/images', 'external/labels'), 'far', (22, 22, 9), (1, 1, 2), 0, channels=2, suffix='_%04d')
            """);

        var data = UserFolder.Load(Settings(folder, 3, 16), new DataLimits(), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(3, data.Classes);
        Assert.Equal([2], Cases(data).Select(i => i.Channels).Distinct());
        var sets = new[] { data.Training, data.Validation, data.Test }.Select(s => s.Select(i => i.Id.Split('/')[0]).ToHashSet()).ToList();
        Assert.Equal((5, 5), (sets.Sum(s => s.Count), sets.SelectMany(s => s).Distinct().Count()));
        Assert.All(data.External, i => Assert.Equal("external", i.Site));
        Assert.NotEmpty(data.External);
        Assert.All(Cases(data).Concat(data.External), image =>
        {
            Assert.Equal([16, 16, 16], image.Size);
            Assert.True(image.Labels.AsSpan().ContainsAnyExcept((byte)0));
            Assert.Equal((2.0, 1.1, 1.0), (Math.Round(image.Spacing[0], 1), Math.Round(image.Spacing[1], 1), Math.Round(image.Spacing[2], 1)));
            // Image and labels still lie on each other: class 2 was 7, the bright box; class 1 was 3, the dark one.
            Assert.All(Bright(image, 2), v => Assert.True(v > 1));
            Assert.All(Bright(image, 1), v => Assert.True(v < -1));
        });
        Assert.Contains(data.Notes, n => n.Contains("The label values 0, 3, 7 are the classes 0 to 2.", StringComparison.Ordinal));
        Assert.Contains(data.Notes, n => n.Contains("2 x 1.1 x 1 mm", StringComparison.Ordinal));
    }

    [Fact]
    public void Slices_run_across_the_axis_of_the_coarsest_spacing_and_a_case_stays_in_one_set()
    {
        using var folder = new TempFolder();
        Script(folder, "for i in range(6): save(('images', 'labels'), f'c{i}', (40, 12, 30), (1, 5, 1), 0, ending='.nii')");

        var data = UserFolder.Load(Settings(folder, 2, 32), new DataLimits(), cancellation: TestContext.Current.CancellationToken);

        var sets = new[] { data.Training, data.Validation, data.Test }.Select(s => s.Select(i => i.Id.Split('/')[0]).Distinct().ToList()).ToList();
        Assert.Equal([2, 2, 2], sets.Select(s => s.Count));
        Assert.Equal(6, sets.SelectMany(s => s).Distinct().Count());
        Assert.All(Cases(data), i => Assert.Equal([32, 32], i.Size));
        // 40 x 30 became 32 x 24, so pixels are 1.25 mm; 4 of the 12 slices hold the bright box, 2 the dark one, and as many more are empty.
        Assert.All(Cases(data), i => Assert.Equal((1.25, 1.25), (Math.Round(i.Spacing[0], 3), Math.Round(i.Spacing[1], 3))));
        Assert.All(Cases(data).GroupBy(i => i.Id.Split('/')[0]), g => Assert.Equal((12, 6), (g.Count(), g.Count(i => i.Labels.Any(l => l > 0)))));
        Assert.All(Cases(data).Where(i => i.Labels.Contains((byte)2)), i => Assert.True(Bright(i, 2).Average() > 2));
    }

    [Fact]
    public void The_same_seed_deals_the_same_cases_and_another_one_others()
    {
        using var folder = new TempFolder();
        Script(folder, "for i in range(9): save(('images', 'labels'), f'c{i}', (9, 9, 9), (1, 1, 1), 0)");

        var (first, again, other) = (Load(0), Load(0), Load(1));

        Assert.Equal(first.Training.Select(i => i.Id), again.Training.Select(i => i.Id));
        Assert.All(Cases(first).Zip(Cases(again)), p => Assert.Equal(p.First.Values, p.Second.Values));
        Assert.NotEqual(first.Training.Select(i => i.Id).Order(), other.Training.Select(i => i.Id).Order());

        SearchData Load(int seed) => UserFolder.Load(Settings(folder, 3, 8, seed), new DataLimits(), cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Pictures_are_read_with_masks_of_0_and_255_and_palettes()
    {
        using var folder = new TempFolder();
        ScriptedPython.Run(("pillow", "PIL.Image, numpy"), folder.Path, """
            import os, numpy as np
            from PIL import Image
            for i in range(8):
                os.makedirs(f'images/patient{i // 2}', exist_ok=True); os.makedirs(f'labels/patient{i // 2}', exist_ok=True)
                y = np.zeros((30 + i, 40), np.uint8); y[10:20, 15:25] = 1
                Image.fromarray((y[..., None] * [200, 100, 50]).astype('u1')).save(f'images/patient{i // 2}/{i}.png')
                p = Image.fromarray(y * 255, mode='P' if i % 2 else 'L')
                if i % 2: p.putpalette([9, 9, 9] * 255 + [0, 255, 0])
                p.save(f'labels/patient{i // 2}/{i}.png')
            """);

        var data = UserFolder.Load(Settings(folder, 2, 20), new DataLimits(), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((2, 8), (data.Classes, Cases(data).Count()));
        Assert.All(Cases(data), i => Assert.Equal((3, 0.0), (i.Channels, Math.Round(i.Spacing[1] - 2, 9))));
        Assert.All(Cases(data), i => Assert.All(Bright(i, 1), v => Assert.True(v > 0.5)));
        Assert.Equal(4, Cases(data).Select(i => i.Id.Split('/')[0]).Distinct().Count());
        Assert.Empty(data.Test.Select(i => i.Id.Split('/')[0]).Intersect(data.Training.Select(i => i.Id.Split('/')[0])));
    }

    private static IEnumerable<float> Bright(LabelledImage image, byte label) => Enumerable.Range(0, image.Labels.Length).Where(i => IsInside(image, i, label)).Select(i => image.Values[i]);

    /// <summary>Whether a pixel and its neighbours are of a class: at borders resampled values are mixed.</summary>
    private static bool IsInside(LabelledImage image, int index, byte label)
    {
        var stride = image.Labels.Length;
        foreach (var length in image.Size)
        {
            stride /= length;
            for (var step = -2; step <= 2; step++)
            {
                if (index / stride % length + step is var place && (place < 0 || place >= length || image.Labels[index + step * stride] != label))
                    return false;
            }
        }
        return true;
    }

    private static void Script(TempFolder folder, string calls) => ScriptedPython.Run(("nibabel", "nibabel"), folder.Path, Volumes + "\n" + calls);

    private static IEnumerable<LabelledImage> Cases(SearchData data) => data.Training.Concat(data.Validation).Concat(data.Test);

    private static SearchSettings Settings(TempFolder folder, int dimensions, int size, int seed = 0) => new()
    {
        Space = new SpaceSettings { Dimensions = dimensions },
        Data = new DataSettings { Folder = folder.Path, Size = size, Seed = seed },
    };
}
