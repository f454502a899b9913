using DnasRepro.Results;

namespace DnasRepro.Runs.Compatibility;

/// <summary>Reads what the probe left in a run's folder, into which the program could write too.</summary>
public static class ProbeFolder
{
    private const int MostFiles = 128;
    private const long MostBytes = 4L * ProbeReader.LargestFile;

    /// <summary>The result of the process that searched, or the reason why there is none.</summary>
    /// <param name="folder">The folder, absolute. Links, pipes and files that are too large are passed over.</param>
    public static ProbeReading Read(string folder)
    {
        if (!Directory.Exists(folder))
            return ProbeReader.Best([]);
        var (files, left) = (new List<(string, ReadOnlyMemory<byte>)>(), MostBytes);
        foreach (var file in Regular(folder))
        {
            if (file.Length > Math.Min(ProbeReader.LargestFile, left))
                continue;
            left -= file.Length;
            files.Add((file.Name, File.ReadAllBytes(file.FullName)));
        }
        return ProbeReader.Best(files);
    }

    /// <summary>The newest of many are kept: a search writes last.</summary>
    private static IEnumerable<FileInfo> Regular(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("probe-*.json").Take(100_000)
            .Where(f => f.LinkTarget is null && (OperatingSystem.IsWindows() || IsRegular(f)))
            .OrderByDescending(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).Take(MostFiles);

    /// <summary>A named pipe has no length, and reading it would wait for ever.</summary>
    private static bool IsRegular(FileInfo file) => file.Length > 0 && (file.Attributes & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0;
}
