using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;

namespace DnasRepro.Search.Tests.Data;

/// <summary>Folders that cannot be searched on: each is refused with a sentence that names the file.</summary>
public class HostileFolderTests
{
    [Fact]
    public void A_small_folder_is_read()
    {
        using var folder = Cases(3);

        var data = Load(folder);

        Assert.Equal((3, 3), (data.Classes, data.Training.Count + data.Validation.Count + data.Test.Count));
    }

    [Fact]
    public void Fewer_than_three_cases_are_too_few()
    {
        using var folder = Cases(2);
        Refused(folder, "there are 2 cases");
    }

    [Fact]
    public void A_folder_without_the_two_folders_is_told_so()
    {
        using var folder = new TempFolder();
        Refused(folder, "no images/ and labels/");

        folder.Write("images/a.nii", NiftiBytes.Valid());
        Refused(folder, "no images/ and labels/");
    }

    [Fact]
    public void Images_without_labels_and_labels_without_images_are_named()
    {
        using var folder = Cases(3);
        folder.Write("images/more.nii", NiftiBytes.Valid());
        Refused(folder, "images/more.nii: it has no labels");

        folder.Write("labels/more.nii", NiftiBytes.Valid()).Write("labels/still.nii", NiftiBytes.Valid());
        Refused(folder, "labels/still.nii: it has no image");
    }

    [Fact]
    public void The_same_name_twice_is_refused()
    {
        using var folder = Cases(3);
        folder.Write("images/c0.nii.gz", NiftiBytes.Gzip(NiftiBytes.Valid()));
        Refused(folder, "there is another image of the name");
    }

    [Fact]
    public void Another_size_and_another_place_are_told_with_both()
    {
        using var folder = Cases(3);
        folder.Write("labels/c1.nii", NiftiBytes.Short(NiftiBytes.Valid(), 42, 2));
        Refused(folder, "images/c1.nii: it has 4 x 3 x 2 voxels of 1 x 2 x 3 mm from (0, 0, 0), and its labels labels/c1.nii have 2 x 3 x 2");

        folder.Write("labels/c1.nii", NiftiBytes.Float(NiftiBytes.Valid(), 292, 5));
        Refused(folder, "labels/c1.nii lie 5 mm apart");
    }

    [Theory]
    [InlineData(0.5f, 0f, "voxel 1 has the label 0.5")]
    [InlineData(-1f, 0f, "voxel 1 has the label -1")]
    [InlineData(70000f, 0f, "voxel 1 has the label 70000")]
    public void Labels_that_are_no_classes_are_refused(float slope, float intercept, string said)
    {
        using var folder = Cases(3);
        folder.Write("labels/c2.nii", NiftiBytes.Float(NiftiBytes.Float(NiftiBytes.Valid(), 112, slope), 116, intercept));
        Refused(folder, said);
    }

    [Fact]
    public void Labels_without_foreground_are_refused()
    {
        using var folder = Cases(3);
        for (var i = 0; i < 3; i++)
            folder.Write($"labels/c{i}.nii", [.. NiftiBytes.Valid()[..352], .. new byte[24]]);
        Refused(folder, "there is no foreground");
    }

    [Fact]
    public void Links_out_of_the_folder_are_refused_and_links_within_are_followed()
    {
        using var outside = Cases(3);
        using var folder = Cases(3);
        File.Delete(folder["images/c0.nii"]);
        File.CreateSymbolicLink(folder["images/c0.nii"], folder["images/c1.nii"]);
        Assert.Equal(3, Load(folder).Classes);

        File.Delete(folder["images/c0.nii"]);
        File.CreateSymbolicLink(folder["images/c0.nii"], outside["images/c0.nii"]);
        Refused(folder, "images/c0.nii: it is a link that leads out of the folder");

        Directory.Delete(folder["labels"], recursive: true);
        Directory.CreateSymbolicLink(folder["labels"], outside["labels"]);
        Refused(folder, "labels: it is a link that leads out of the folder");
    }

    [Fact]
    public void Links_in_a_circle_and_pipes_do_not_hang()
    {
        using var folder = Cases(3);
        File.CreateSymbolicLink(folder["images/a.nii"], folder["images/b.nii"]);
        File.CreateSymbolicLink(folder["images/b.nii"], folder["images/a.nii"]);
        Assert.Throws<UserErrorException>(() => Load(folder));

        File.Delete(folder["images/a.nii"]);
        File.Delete(folder["images/b.nii"]);
        folder.Pipe("images/a.nii");
        Refused(folder, "images/a.nii: it is a pipe");
    }

    [Fact]
    public void Limits_on_files_and_bytes_hold()
    {
        using var folder = Cases(5);

        Refused(folder, "more than 8 files", new DataLimits { Files = 8 });
        Refused(folder, "more than 0 MiB in memory", new DataLimits { TotalBytes = 2000 });
        Refused(folder, "larger than 0 MiB", new DataLimits { ImageBytes = 300 });
    }

    [Fact]
    public void A_spacing_far_from_the_others_does_not_blow_the_volume_up()
    {
        using var folder = Cases(5);
        var vast = NiftiBytes.Float(NiftiBytes.Float(NiftiBytes.Valid(), 280, 1e6f), 300, 1e6f);
        folder.Write("images/c0.nii", vast).Write("labels/c0.nii", vast);

        Refused(folder, "resampled to the cases' median spacing it has");
    }

    [Fact]
    public void Pictures_are_not_for_three_dimensions_and_broken_ones_are_named()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 3; i++)
            folder.Write($"images/{i}.png", "no picture").Write($"labels/{i}.png", "no picture");

        Refused(folder, "it is a PNG picture, and the space is of 3 dimensions");
        Refused(folder, "labels/0.png: it is no PNG file", dimensions: 2);
    }

    private static TempFolder Cases(int count)
    {
        var folder = new TempFolder();
        for (var i = 0; i < count; i++)
            folder.Write($"images/c{i}.nii", NiftiBytes.Valid()).Write($"labels/c{i}.nii", NiftiBytes.Valid());
        return folder;
    }

    private static void Refused(TempFolder folder, string said, DataLimits? limits = null, int dimensions = 3)
    {
        var error = Assert.Throws<UserErrorException>(() => Load(folder, limits, dimensions));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Hint);
    }

    private static SearchData Load(TempFolder folder, DataLimits? limits = null, int dimensions = 3) =>
        UserFolder.Load(new SearchSettings { Space = new SpaceSettings { Dimensions = dimensions }, Data = new DataSettings { Folder = folder.Path, Size = 8 } }, limits ?? new DataLimits(), cancellation: TestContext.Current.CancellationToken);
}
