using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>The pristine copy while it is filled: counts, refuses what is too much, remembers what is left out.</summary>
internal sealed class CopyTarget(string folder, CopyLimits limits)
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Program = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly List<SkippedFile> leftOut = [];
    private readonly List<(string Path, string Target)> links = [];
    private long bytes;
    private int files;

    public IReadOnlyList<SkippedFile> LeftOut => [.. leftOut.OrderBy(l => l.Path, StringComparer.Ordinal)];

    public string Folder => folder;

    public void LeaveOut(string path, string reason)
    {
        Count(0);
        leftOut.Add(new SkippedFile(PrintableText.Of(path), reason));
    }

    public void AddFolder(string path)
    {
        Count(0);
        Directory.CreateDirectory(Path.Join(folder, path));
    }

    /// <summary>Links are made last, so that no file is ever written through one.</summary>
    public void AddLink(string path, string target)
    {
        Count(0);
        links.Add((path, target));
    }

    /// <summary>Writes one file.</summary>
    /// <param name="size">Its size as listed.</param>
    /// <param name="write">Writes its content and gives back whether it is a program.</param>
    public void AddFile(string path, long size, Func<Stream, bool> write)
    {
        Count(size);
        var full = Path.Join(folder, path);
        var isMade = false;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using var stream = new FileStream(full, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            isMade = true;
            var isProgram = write(stream);
            bytes += stream.Length - size;
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(stream.SafeFileHandle, isProgram ? Program : Plain);
        }
        catch (Exception error) when ((error is IOException && !FullDisk.Is(error)) || error is UnauthorizedAccessException)
        {
            if (isMade)
                File.Delete(full);
            leftOut.Add(new SkippedFile(PrintableText.Of(path), "could not be read"));
        }
        Count(0, isEntry: false);
    }

    /// <summary>Makes the links that stay inside.</summary>
    public void Finish()
    {
        foreach (var (path, target) in links)
        {
            var full = Path.Join(folder, path);
            if (!LinkRule.StaysInside(path, target))
                leftOut.Add(new SkippedFile(PrintableText.Of(path), $"symbolic link out of the repository, to {PrintableText.Of(target)}"));
            else if (Disk.Look(full).Kind == DiskKind.Nothing)
                MakeLink(full, target);
        }
    }

    private static void MakeLink(string full, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.CreateSymbolicLink(full, target);
    }

    private void Count(long size, bool isEntry = true)
    {
        bytes += size;
        files += isEntry ? 1 : 0;
        if (bytes <= limits.Bytes && files <= limits.Files)
            return;
        var much = bytes > limits.Bytes ? $"more than {Words.Bytes(limits.Bytes)}" : $"more than {limits.Files:N0} files";
        throw new UserErrorException(
            $"The repository's folder holds {much}, which is too much to copy for a rerun.",
            "Keep data outside the repository and name them with --data, or rerun a commit: FOLDER@HEAD.", ExitCodes.NotAttempted);
    }
}
