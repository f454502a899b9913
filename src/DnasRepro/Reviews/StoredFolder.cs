using System.Text;
using DnasRepro.Snapshots;

namespace DnasRepro.Reviews;

/// <summary>A reviewer's folder as it lies there, with its manifest.</summary>
internal sealed class StoredFolder
{
    /// <summary>A file above this size is not opened: 64 MiB.</summary>
    private const long LargestFile = 64L * 1024 * 1024;

    /// <summary>A folder above this size, or with more files, is none of ours: 256 MiB.</summary>
    private const long LargestFolder = 256L * 1024 * 1024;

    private const int MostFiles = 5000;

    private readonly Dictionary<string, SnapshotFile> files;

    private StoredFolder(RepositorySnapshot folder, byte[] manifest)
    {
        files = folder.Files.ToDictionary(f => f.Path.Value, StringComparer.Ordinal);
        ManifestSha256 = Manifest.Hash(manifest);
        Manifest = Manifest.Read(manifest);
    }

    public Manifest Manifest { get; }

    public string ManifestSha256 { get; }

    /// <summary>Opens a folder.</summary>
    /// <exception cref="UserErrorException">It is no reviewer's folder.</exception>
    public static StoredFolder Open(RepositorySnapshot folder)
    {
        var manifest = folder.Files.FirstOrDefault(f => f.Path.Value == ReviewFile.Manifest);
        if (manifest is null || folder.Files.All(f => f.Path.Value != Reports.ReportFormat.Json.FileName))
            throw new UserErrorException($"This is no reviewer's folder: it lacks {(manifest is null ? ReviewFile.Manifest : Reports.ReportFormat.Json.FileName)}.", "Name a folder that 'dotnet dnas-repro check TARGET --profile journal --output FOLDER/' made.");
        if (folder.Files.Count + folder.Skipped.Count > MostFiles || folder.Files.Sum(f => f.Size) > LargestFolder)
            throw new UserErrorException($"This is no reviewer's folder: it holds more than {MostFiles} files or 256 MiB.", "Name the folder itself, with nothing else in it.");
        if (manifest.Size > Manifest.Largest)
            throw new UserErrorException($"{ReviewFile.Manifest} is larger than 1 MiB: it is none of ours.", "Ask for the folder again.");
        return new StoredFolder(folder, Bytes(manifest) ?? throw new UserErrorException($"{ReviewFile.Manifest} cannot be opened.", "Check that you may read the folder.", ExitCodes.NotAttempted));
    }

    /// <summary>What differs between manifest and folder. The form may be filled in; whether it was is not asked here.</summary>
    public IEnumerable<ReviewProblem> Differences(RepositorySnapshot folder)
    {
        if (Manifest.Problem is { } problem)
            yield return new ReviewProblem(ReviewFile.Manifest, ReviewFault.Refused, problem);
        foreach (var skipped in folder.Skipped)
            yield return new ReviewProblem(skipped.Path, ReviewFault.NoPlainFile, $"{skipped.Reason}; it was not opened.");
        foreach (var file in folder.Files.Where(f => f.Path.Value != ReviewFile.Manifest && !Manifest.Entries.ContainsKey(f.Path.Value)))
            yield return new ReviewProblem(file.Path.Value, ReviewFault.Added, "the manifest does not name it.");
        foreach (var (path, hash) in Manifest.Entries)
        {
            if (!files.TryGetValue(path, out var file))
                yield return new ReviewProblem(path, ReviewFault.Missing, "the manifest names it, and it is not there.");
            else if (file.Size > LargestFile)
                yield return new ReviewProblem(path, ReviewFault.NoPlainFile, "larger than 64 MiB; it was not opened.");
            else if (Bytes(file) is not { } bytes)
                yield return new ReviewProblem(path, ReviewFault.NoPlainFile, "could not be opened.");
            else if (path != ReviewFile.Form && Manifest.Hash(bytes) != hash)
                yield return new ReviewProblem(path, ReviewFault.Changed, "its SHA-256 is not that of the manifest.");
        }
    }

    /// <summary>A file's text as it lies there; null when there is none that can be read.</summary>
    public string? Text(string path) => files.TryGetValue(path, out var file) && file.Size <= LargestFile && Bytes(file) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The files that are there.</summary>
    public IEnumerable<string> Paths => files.Keys;

    /// <summary>True when a file is there.</summary>
    public bool Has(string path) => files.ContainsKey(path);

    private static byte[]? Bytes(SnapshotFile file)
    {
        try
        {
            return file.ReadBytes();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
