using System.Text.RegularExpressions;

namespace DnasRepro.Search.Data.Folder;

/// <summary>Which files belong together: <c>images/</c> and <c>labels/</c>, or <c>imagesTr/</c> and <c>labelsTr/</c> as in the Medical Segmentation Decathlon and nnU-Net.</summary>
internal static partial class FolderLayout
{
    private static readonly (string Images, string Labels)[] Pairs = [("images", "labels"), ("imagesTr", "labelsTr")];
    private static readonly string[] Endings = [".nii.gz", ".nii", ".hdr", ".png"];

    /// <summary>Everything below a folder of the tree, <c>""</c> for itself and else with <c>/</c> at its end.</summary>
    public static IReadOnlyList<CaseFiles> Read(DataTree tree, string below)
    {
        foreach (var (images, labels) in Pairs)
        {
            if (tree.HasFolder(below + images) && tree.HasFolder(below + labels))
                return Paired(WithPixels(tree.Files(below + images)), WithPixels(tree.Files(below + labels)), below + images, below + labels);
        }
        throw DataFault.In(below.Length == 0 ? "The folder" : below, "it has no images/ and labels/ (nor imagesTr/ and labelsTr/).", "Put the images into one and the labels, with the same names, into the other (docs/search-data.md).");
    }

    private static List<CaseFiles> Paired(IReadOnlyList<DataFile> images, IReadOnlyList<DataFile> labels, string imageFolder, string labelFolder)
    {
        var labelled = ByName(labels, labelFolder);
        var found = new Dictionary<string, List<DataFile>>(StringComparer.Ordinal);
        foreach (var image in images.Where(i => Stem(i.Name) is not null))
        {
            var stem = Below(Stem(image.Name)!, imageFolder);
            var name = labelled.ContainsKey(stem) || Channel().Match(stem) is not { Success: true } suffix ? stem : stem[..suffix.Index];
            if (!found.TryAdd(name, [image]))
                found[name].Add(image);
        }
        var lonely = found.Keys.FirstOrDefault(n => !labelled.ContainsKey(n));
        if (lonely is not null)
            throw DataFault.In(found[lonely][0].Name, $"it has no labels: {labelFolder}/ has no file of the name {lonely}.", "Give images and labels the same name, or move the image away.");
        lonely = labelled.Keys.FirstOrDefault(n => !found.ContainsKey(n));
        if (lonely is not null)
            throw DataFault.In(labelled[lonely].Name, $"it has no image: {imageFolder}/ has no file of the name {lonely}.", "Give images and labels the same name, or move the labels away.");
        return [.. found.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => Case(f.Key, f.Value, labelled[f.Key]))];
    }

    private static CaseFiles Case(string name, List<DataFile> images, DataFile labels)
    {
        var twice = images.GroupBy(i => Stem(i.Name)).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw DataFault.In(twice.First().Name, $"there is another image of the name, {twice.Last().Name}.", "Keep one of them.");
        var isPng = labels.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
        var other = images.Find(i => i.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) != isPng);
        return other is null
            ? new CaseFiles(name.Split('/')[0], name, [.. images.OrderBy(i => i.Name, StringComparer.Ordinal)], labels)
            : throw DataFault.In(other.Name, $"its labels, {labels.Name}, are of another kind.", "Save both as NIfTI, or both as PNG.");
    }

    /// <summary>Every header of a pair gets the file with its image.</summary>
    private static List<DataFile> WithPixels(IReadOnlyList<DataFile> files)
    {
        var images = files.Where(f => f.Name.EndsWith(".img", StringComparison.OrdinalIgnoreCase)).DistinctBy(f => f.Name[..^4]).ToDictionary(f => f.Name[..^4], StringComparer.Ordinal);
        return [.. files.Select(f => f.Name.EndsWith(".hdr", StringComparison.OrdinalIgnoreCase) ? f with { Pixels = images.GetValueOrDefault(f.Name[..^4]) } : f)];
    }

    private static Dictionary<string, DataFile> ByName(IReadOnlyList<DataFile> files, string folder)
    {
        var named = new Dictionary<string, DataFile>(StringComparer.Ordinal);
        foreach (var file in files.Where(f => Stem(f.Name) is not null))
        {
            var name = Below(Stem(file.Name)!, folder);
            if (!named.TryAdd(name, file))
                throw DataFault.In(file.Name, $"there are other labels of the name, {named[name].Name}.", "Keep one of them.");
        }
        return named;
    }

    /// <summary>A name without its ending; null for files that are no images.</summary>
    private static string? Stem(string name) =>
        Endings.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending ? name[..^ending.Length] : null;

    private static string Below(string name, string folder) => name[(folder.Length + 1)..];

    /// <summary>nnU-Net's mark of the channel.</summary>
    [GeneratedRegex(@"_\d{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex Channel();
}
