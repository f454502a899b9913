using DnasRepro.Recipes;
using DnasRepro.Results.Selection;
using DnasRepro.Runs.Isolation;

namespace DnasRepro.Runs;

/// <summary>The files that a run wrote: all below {out}, and those of its copy that are new or changed.</summary>
internal static class RunFiles
{
    private const int MostFiles = 5000;
    private const int MostEntries = 100_000;
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Lists them; links are passed over. Paths are relative to the repository, those of the output folder begin with <c>{out}/</c>.</summary>
    /// <param name="folders">The run's folders.</param>
    /// <param name="pristine">The copy that the run's own was made from.</param>
    /// <param name="recipe">The recipe, whose own changes are not the program's.</param>
    public static IReadOnlyList<RunFile> Of(RunFolders folders, string pristine, Recipe recipe)
    {
        var ours = recipe.Patches.Select(p => p.Path.Value).Concat(recipe.Files.Select(f => f.Path.Value)).ToHashSet(StringComparer.Ordinal);
        var copy = Below(folders.Copy).Where(f => !ours.Contains(f.Path) && !f.Path.Contains("__pycache__/", StringComparison.Ordinal) && IsWritten(f.Info, Path.Combine(pristine, f.Path)));
        return [.. Files(folders.Output, "{out}/", Below(folders.Output)), .. Files(folders.Copy, "", copy)];
    }

    private static IEnumerable<RunFile> Files(string root, string prefix, IEnumerable<(string Path, FileInfo Info)> files)
    {
        var folder = new ResultFolder(root);
        return files.Take(MostFiles).Select(f => new RunFile(prefix + f.Path, f.Info.Length, f.Info.LastWriteTimeUtc.Ticks, () => folder.TryOpen(f.Path) ?? throw new IOException("It is no plain file, or it is too large.")));
    }

    private static bool IsWritten(FileInfo file, string before) =>
        new FileInfo(before) is not { Exists: true } old || old.Length != file.Length || old.LastWriteTimeUtc != file.LastWriteTimeUtc;

    /// <summary>What lies in a folder, links aside. Folders that a program made too deep to be opened hold nothing for us.</summary>
    private static List<FileSystemInfo> Entries(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos("*", Everything).Take(MostEntries).Where(e => e.LinkTarget is null)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<(string Path, FileInfo Info)> Below(string root)
    {
        var waiting = new Queue<DirectoryInfo>([new DirectoryInfo(root)]);
        while (waiting.TryDequeue(out var folder))
        {
            foreach (var entry in Entries(folder))
            {
                if (entry is DirectoryInfo inner)
                    waiting.Enqueue(inner);
                else if (entry is FileInfo file)
                    yield return (Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), file);
            }
        }
    }
}
