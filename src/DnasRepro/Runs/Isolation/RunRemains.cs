using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>Removes what runs left behind.</summary>
public static class RunRemains
{
    /// <summary>
    /// Removes a folder or file of a run, links as links. Folders that a program made too deep for a path, with names that are no text, or without
    /// rights for their owner are left to <c>chmod</c> and <c>rm</c>, which go down step by step.
    /// </summary>
    public static void Remove(string folder)
    {
        try
        {
            if (Disk.Look(folder).Kind is DiskKind.Folder)
                Directory.Delete(folder, recursive: true);
            else
                File.Delete(folder);
        }
        catch (DirectoryNotFoundException)
        {
            // What it lies in has gone already.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !OperatingSystem.IsWindows())
        {
            _ = Programs.Ask(["/bin/chmod", "-R", "u+rwX", "--", folder], TimeSpan.FromMinutes(1));
            _ = Programs.Ask(["/bin/rm", "-rf", "--", folder], TimeSpan.FromMinutes(5));
        }
    }
}
