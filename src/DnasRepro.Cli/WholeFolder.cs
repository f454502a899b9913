using DnasRepro.Reviews;
using DnasRepro.Snapshots;
using DnasRepro.Sources;

namespace DnasRepro.Cli;

/// <summary>Writes folders that are either whole or not there.</summary>
internal static class WholeFolder
{
    private const string Another = "Name a folder that is not there yet.";

    /// <summary>Says early whether a folder may be written: it is not there, is empty, or is a reviewer's folder to which nobody added anything.</summary>
    /// <exception cref="UserErrorException">It may not.</exception>
    public static void Check(string folder, CancellationToken cancellation)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (new FileInfo(path) is { LinkTarget: not null } || File.Exists(path))
            throw new UserErrorException($"--output: '{folder}' is a link or a file.", Another);
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
            return;
        var there = PlainFolder.Read(path, cancellation);
        if (there.Files.FirstOrDefault(f => f.Path.Value == ReviewFile.Manifest) is not { Size: <= Manifest.Largest } manifest)
            throw new UserErrorException($"--output: the folder '{folder}' is not empty, and is no reviewer's folder.", Another);
        if (Additions(there, Manifest.Read(manifest.ReadBytes())) is { } added)
            throw new UserErrorException($"--output: the reviewer's folder '{folder}' holds what this program did not write: {added}.", "Keep it, and name another folder.");
    }

    /// <summary>Writes the files beside, and puts the folder in its place when all are there.</summary>
    /// <exception cref="UserErrorException">It cannot be written; what was there before is there still.</exception>
    /// <exception cref="OperationCanceledException">The user gave up; what was there before is there still.</exception>
    public static void Write(string folder, IEnumerable<ReviewFile> files, CancellationToken cancellation)
    {
        Check(folder, cancellation);
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            foreach (var file in files)
            {
                cancellation.ThrowIfCancellationRequested();
                var place = Path.Combine(part, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                File.WriteAllBytes(place, file.Content);
            }
            cancellation.ThrowIfCancellationRequested();
            Exchange(part, path);
        }
        // .NET calls a file that grows above the system's limit an argument out of range.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw new UserErrorException($"'{folder}' cannot be written: {error.Message.Replace(part, Path.GetFileName(path), StringComparison.Ordinal)}", "Name another place with --output, or make room.");
        }
        finally
        {
            Remove(part);
        }
    }

    /// <summary>What somebody added to or changed in a folder of ours, in words; null when nothing.</summary>
    private static string? Additions(RepositorySnapshot there, Manifest manifest)
    {
        if (manifest.Problem is not null || there.Skipped.Count > 0)
            return manifest.Problem is not null ? $"its {ReviewFile.Manifest} was changed" : there.Skipped[0].Path;
        foreach (var file in there.Files.Where(f => f.Path.Value != ReviewFile.Manifest))
        {
            if (!manifest.Entries.TryGetValue(file.Path.Value, out var hash))
                return file.Path.Value;
            if (Manifest.Hash(file.ReadBytes()) != hash)
                return file.Path.Value == ReviewFile.Form ? $"{ReviewFile.Form} is filled in" : $"{file.Path.Value} was changed";
        }
        return null;
    }

    private static void Exchange(string part, string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.Move(part, path);
            return;
        }
        var old = $"{path}.{Environment.ProcessId}.old";
        Directory.Move(path, old);
        try
        {
            Directory.Move(part, path);
        }
        catch
        {
            Directory.Move(old, path);
            throw;
        }
        Remove(old);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
