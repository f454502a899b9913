using DnasRepro.Search.Data.Nifti;
using DnasRepro.Search.Data.Png;

namespace DnasRepro.Search.Data.Folder;

/// <summary>Reads the files of one image, NIfTI or PNG, and sees that image and labels belong together.</summary>
internal sealed class CaseReader(DataLimits limits)
{
    /// <summary>The labels as stored, axes reordered.</summary>
    public NiftiImage Labels(CaseFiles files)
    {
        var labels = Load(files.Labels, isLabels: true);
        return labels.Channels == 1 ? labels : throw DataFault.In(files.Labels.Name, $"it has {labels.Channels} channels.", "Labels are one whole number a voxel: save the classes as one image (PNG: grey or palette).");
    }

    /// <summary>Image and labels.</summary>
    /// <param name="values">The image, its axes reordered, its channels joined; it shares the labels' grid.</param>
    public void Read(CaseFiles files, out NiftiImage values, out NiftiImage labels)
    {
        labels = Labels(files);
        var images = new List<NiftiImage>();
        foreach (var file in files.Images)
        {
            var image = Load(file, isLabels: false);
            CheckGrid(image, labels);
            images.Add(image);
        }
        var channels = images.Sum(i => i.Channels);
        if (channels > limits.Channels || (long)channels * labels.Values.Length * 4 > limits.ImageBytes)
            throw DataFault.In(files.Images[0].Name, $"it has {channels} channels in all, more than {limits.Channels} or than {limits.ImageBytes >> 20} MiB.", "Leave out channels.");
        values = images.Count == 1 ? images[0] : images[0] with { Channels = channels, Values = Joined(images) };
    }

    private static float[] Joined(List<NiftiImage> images)
    {
        var values = new float[images.Sum(i => i.Values.Length)];
        var at = 0;
        foreach (var image in images)
        {
            image.Values.CopyTo(values, at);
            at += image.Values.Length;
        }
        return values;
    }

    /// <summary>Size and place of an image by its header; PNG pictures have none.</summary>
    public NiftiImage Describe(CaseFiles files)
    {
        using var stream = files.Labels.Open();
        return NiftiReader.Describe(stream, files.Labels.Name, limits);
    }

    private NiftiImage Load(DataFile file, bool isLabels)
    {
        if (file.Length > limits.ImageBytes)
            throw DataFault.In(file.Name, $"it is larger than {limits.ImageBytes >> 20} MiB.", "Crop it or resample it to a coarser grid.");
        if (file.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
            return Picture(file, isLabels);
        using var stream = file.Open();
        if (!file.Name.EndsWith(".hdr", StringComparison.OrdinalIgnoreCase))
            return NiftiReader.Read(stream, file.Name, limits).Canonical();
        using var pixels = file.Pixels?.Open() ?? throw DataFault.In(file.Name, "the .img file with the same name is not there.", "Put it beside the .hdr file, or save the image as .nii.");
        return NiftiReader.ReadPair(stream, pixels, file.Name, limits).Canonical();
    }

    private NiftiImage Picture(DataFile file, bool isLabels)
    {
        var png = PngReader.Read(file.Bytes(), file.Name, limits);
        if (isLabels && png.Samples > 1)
            throw DataFault.In(file.Name, "it is a colour picture.", "Labels are grey values or palette indices: save the classes as an 8-bit grey PNG.");
        var values = isLabels ? Array.ConvertAll(png.Values, v => (float)v) : png.Picture();
        return new NiftiImage(file.Name, [png.Width, png.Height, 1], isLabels ? 1 : png.Channels, new double[,] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } }, values);
    }

    /// <summary>Corners of the image and of the labels must lie within a tenth of a voxel.</summary>
    private static void CheckGrid(NiftiImage image, NiftiImage labels)
    {
        if (!image.Size.SequenceEqual(labels.Size))
            throw DataFault.In(image.Name, $"it has {Text(image)}, and its labels {labels.Name} have {Text(labels)}.", "Resample the labels onto the image's grid.");
        for (var corner = 0; corner < 8; corner++)
        {
            for (var row = 0; row < 3; row++)
            {
                var apart = image.Affine[row, 3] - labels.Affine[row, 3];
                for (var axis = 0; axis < 3; axis++)
                    apart += (corner >> axis & 1) * (image.Size[axis] - 1) * (image.Affine[row, axis] - labels.Affine[row, axis]);
                if (Math.Abs(apart) > 0.1 * image.Spacing.Min())
                    throw DataFault.In(image.Name, $"it and its labels {labels.Name} lie {Math.Abs(apart):0.###} mm apart at a corner (image {Text(image)}, labels {Text(labels)}).", "Their affines must agree: copy the image's sform and qform to the labels, if they are on the same grid.");
            }
        }
    }

    private static string Text(NiftiImage image) =>
        $"{string.Join(" x ", image.Size)} voxels of {string.Join(" x ", image.Spacing.Select(s => $"{s:0.###}"))} mm from ({image.Affine[0, 3]:0.##}, {image.Affine[1, 3]:0.##}, {image.Affine[2, 3]:0.##})";
}
