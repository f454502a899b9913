using DnasRepro.Locations;
using DnasRepro.Recipes;

namespace DnasRepro.Runs.Proposals;

/// <summary>Where data come from, where results go, and which device and threads are used.</summary>
internal static class ProposedFolders
{
    /// <summary>So many data files in the folder of the data are data, and fewer are examples.</summary>
    private const int ShippedFiles = 10;

    private static readonly HashSet<string> DataEndings = new([".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".nii", ".gz", ".npy", ".npz", ".h5", ".hdf5", ".mat", ".dcm", ".mha", ".csv"], StringComparer.Ordinal);

    public static void Add(Draft draft)
    {
        Data(draft);
        Output(draft);
        foreach (var threads in draft.Options.Where(o => o.Kind != "config" && OptionWords.Is(o, OptionWords.Threads)).Take(1))
        {
            if (draft.Set(threads, "{threads}"))
                draft.Say($"'{threads.Name}' sets the number of threads.", threads.Evidence);
        }
        foreach (var device in draft.Options.Where(o => o.Kind != "config" && OptionWords.Last(o.Name) == "device").Take(1))
        {
            if (draft.Set(device, "{device}"))
                draft.Say($"'{device.Name}' sets the device (default {device.Default ?? "none"}).", device.Evidence);
        }
    }

    private static void Data(Draft draft)
    {
        var options = draft.Options.Where(o => OptionWords.Is(o, OptionWords.Data)).DistinctBy(o => o.Name).ToList();
        if (options.Find(o => o.Kind != "config") is { } option)
        {
            if (Draft.Unquoted(option.Default) is { } usual && IsShipped(draft, usual))
                draft.Say($"The data that '{option.Name}' names by default are in the repository.", option.Evidence);
            else if (draft.Set(option, "{data}"))
                draft.Say($"'{option.Name}' names the data (default {option.Default ?? "none"}); give them with --data.", option.Evidence);
        }
        else if (options.Find(o => Draft.Unquoted(o.Default) is not null) is { } key && Path(draft, Draft.Unquoted(key.Default)!) is { } path)
        {
            draft.Binds.Add(new RecipeBind("{data}", path));
            draft.Say($"The data are expected at '{Draft.Unquoted(key.Default)}'; the folder given with --data appears there.", key.Evidence);
        }
        else if (draft.Options.Where(o => OptionWords.Last(o.Name).Contains("data") && Draft.Unquoted(o.Default)?.Contains('/') == true).ToList() is { Count: > 0 } several)
        {
            foreach (var each in several.Take(4))
                draft.Doubt($"'{each.Name}' names data (default {each.Default}); put {{data}} or a path below it there.", each.Evidence);
        }
        else if (draft.Facts.Data.Places is [var told, ..])
        {
            draft.Doubt("Where the program finds its data was not told from its options; the documents speak of them.", told);
        }
    }

    /// <summary>True when a path is a file of the repository, or a folder that holds more than a few data files.</summary>
    private static bool IsShipped(Draft draft, string path) =>
        RepoPath.TryResolve(draft.Program.Folder, path, out var found)
        && (draft.Facts.Files.Contains(found.Value) || draft.Facts.Files.Paths.Where(p => p.Value.StartsWith(found.Value + "/", StringComparison.Ordinal) && DataEndings.Contains(p.Extension)).Skip(ShippedFiles - 1).Any());

    /// <summary>An absolute path as it is, or a relative one as seen from the root.</summary>
    private static string? Path(Draft draft, string path) =>
        path.StartsWith('/') ? RecipeParts.BindTarget(path) : RepoPath.TryResolve(draft.Program.Folder, path, out var found) && !draft.Facts.Files.ContainsFolder(found.Value) ? RecipeParts.BindTarget(found.Value) : null;

    /// <summary>An option that holds a path gets {out}; one that holds a name, which the program makes a path of, gets {run}.</summary>
    private static void Output(Draft draft)
    {
        var option = draft.Options.FirstOrDefault(o => o.Kind != "config" && OptionWords.Is(o, OptionWords.Output));
        if (option is null)
            return;
        var (name, usual) = (OptionWords.Last(option.Name), Draft.Unquoted(option.Default) ?? "");
        var isPath = usual.Contains('/') || name.EndsWith("dir", StringComparison.Ordinal) || name.EndsWith("path", StringComparison.Ordinal) || name.EndsWith("folder", StringComparison.Ordinal) || name.StartsWith("out", StringComparison.Ordinal);
        if (draft.Set(option, isPath ? "{out}" : "{run}"))
            draft.Say($"'{option.Name}' says where results go (default {option.Default ?? "none"}).", option.Evidence);
    }
}
