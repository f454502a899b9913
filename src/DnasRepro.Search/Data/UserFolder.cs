using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data.Folder;

namespace DnasRepro.Search.Data;

/// <summary>The user's own images: NIfTI-1 volumes or PNG pictures with labels of the same name (docs/search-data.md).</summary>
public static class UserFolder
{
    private const string External = "external";

    /// <summary>Reads the folder of the settings, splits its cases and brings everything to the settings' size.</summary>
    /// <param name="progress">Told how many images of how many have been read; null for nobody.</param>
    /// <exception cref="UserErrorException">Something in the folder cannot be used; the message names the file and what is wrong.</exception>
    public static SearchData Load(SearchSettings settings, DataLimits limits, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        var folder = settings.Data.Folder ?? throw new ArgumentException("The settings name no folder.", nameof(settings));
        Check(settings);
        var tree = new DataTree(folder, limits);
        var home = FolderLayout.Read(tree, "");
        IReadOnlyList<CaseFiles> external = tree.HasFolder(External) ? FolderLayout.Read(tree, External + "/") : [];
        var split = CaseSplit.Of(home.Select(c => c.Case), settings.Data, folder);
        var all = home.Concat(external.Select(c => c with { Id = External + "/" + c.Id, Case = External + "/" + c.Case, IsExternal = true })).ToList();
        var loading = new Loading(settings, limits, folder, progress, cancellation);
        var images = loading.Load(all);
        var foreign = images.Where(i => i.IsExternal).Select(i => i.Image).ToList();
        return new SearchData(Of(split.Training), Of(split.Validation), Of(split.Test), foreign, loading.Classes, Origin(home, external, settings))
        {
            Notes = [Dealt(split, external), .. loading.Notes],
        };

        List<LabelledImage> Of(IReadOnlySet<string> cases) => [.. images.Where(i => !i.IsExternal && cases.Contains(i.Case)).Select(i => i.Image)];
    }

    private static void Check(SearchSettings settings)
    {
        if (settings.Space.Dimensions is not (2 or 3))
            throw new UserErrorException($"The space has {settings.Space.Dimensions} dimensions.", "Give 2 for images or 3 for volumes.");
        if (settings.Data.Size is < 4 or > 1024 || (settings.Space.Dimensions == 3 && settings.Data.Size > 256))
            throw new UserErrorException($"The data's size is {settings.Data.Size}.", "Give 4 to 1024 pixels along each axis, of volumes 4 to 256.");
    }

    /// <summary>The folder's own name is not told: it may hold the name of a patient or a machine.</summary>
    private static string Origin(IReadOnlyList<CaseFiles> home, IReadOnlyList<CaseFiles> external, SearchSettings settings) =>
        $"the user's {(home[0].IsPng ? "PNG pictures" : "NIfTI volumes")} ({Cases(home)}{(external.Count == 0 ? "" : $", {Cases(external)} of an external site")}), {settings.Space.Dimensions}-D, data seed {settings.Data.Seed}";

    private static string Cases(IReadOnlyList<CaseFiles> files) => files.Select(c => c.Case).Distinct().Count() is var n && n == 1 ? "1 case" : $"{n} cases";

    private static string Dealt(CaseSplit split, IReadOnlyList<CaseFiles> external) =>
        $"Cases: {split.Training.Count} for the weights, {split.Validation.Count} for the architecture, {split.Test.Count} for the test{(external.Count == 0 ? "" : $", {Cases(external)} external")}; all images of a case are in one set.";
}
