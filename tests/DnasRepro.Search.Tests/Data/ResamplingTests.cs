using DnasRepro.Search.Data.Folder;
using DnasRepro.Search.Tests.Support;

namespace DnasRepro.Search.Tests.Data;

/// <summary>Against Pillow's bilinear and nearest resizing, finer and coarser.</summary>
public class ResamplingTests
{
    [Fact]
    public void Pictures_are_resized_as_Pillow_does()
    {
        using var folder = new TempFolder();
        var told = ScriptedPython.Run(("pillow", "PIL.Image, numpy"), folder.Path, """
            import numpy as np
            from PIL import Image
            random = np.random.default_rng(4)
            for i, (h, w, th, tw) in enumerate([(7, 9, 7, 9), (7, 9, 3, 4), (5, 4, 11, 13), (64, 50, 16, 16), (16, 3, 5, 9), (1, 8, 3, 3), (33, 33, 32, 32)]):
                image = random.normal(0, 1, (h, w)).astype('<f4'); image.tofile(f'{i}.image')
                np.asarray(Image.fromarray(image).resize((tw, th), Image.BILINEAR)).astype('<f8').tofile(f'{i}.linear')
                labels = random.integers(0, 5, (h, w)).astype('u1'); labels.tofile(f'{i}.labels')
                np.asarray(Image.fromarray(labels).resize((tw, th), Image.NEAREST)).tofile(f'{i}.nearest')
                print(h, w, th, tw)
            """).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < told.Length; i++)
        {
            var sizes = told[i].Split(' ').Select(int.Parse).ToArray();
            var image = RawFiles.Read<float>(folder[$"{i}.image"]);

            RawFiles.Close(RawFiles.Read<double>(folder[$"{i}.linear"]), Resampling.Linear(image, 1, sizes[..2], sizes[2..]), 2e-6, told[i]);
            Assert.Equal(RawFiles.Read<byte>(folder[$"{i}.nearest"]), Resampling.Nearest(RawFiles.Read<byte>(folder[$"{i}.labels"]), sizes[..2], sizes[2..]));
        }
        Assert.Equal(7, told.Length);
    }

    [Fact]
    public void Channels_and_slices_stay_apart()
    {
        float[] values = [.. Enumerable.Repeat(1f, 8), .. Enumerable.Repeat(5f, 8)];

        Assert.Equal([.. Enumerable.Repeat(1f, 27), .. Enumerable.Repeat(5f, 27)], Resampling.Linear(values, 2, [2, 2, 2], [3, 3, 3]));
    }
}
