using DnasRepro.Runs.Isolation;

namespace DnasRepro.Runs;

/// <summary>
/// A folder for what is only needed while runs go on. It is removed at the end, and by the next session where this one was killed.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string LockName = "lock";
    private readonly FileStream ownership;

    private WorkFolder(string path, FileStream ownership) => (Path, this.ownership) = (path, ownership);

    public string Path { get; }

    /// <summary>Makes a new one below a folder and removes those that nobody owns any more.</summary>
    /// <exception cref="UserErrorException">The folder cannot be written.</exception>
    public static WorkFolder Make(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
            foreach (var old in Directory.GetDirectories(root))
                RemoveUnowned(old);
            var path = Directory.CreateDirectory(System.IO.Path.Combine(root, Guid.NewGuid().ToString("N")[..12])).FullName;
            return new WorkFolder(path, Own(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The folder '{root}' cannot be used: {error.Message}", "Name another one with --state.");
        }
    }

    /// <summary>Removes a folder with all that a program may have left in it.</summary>
    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            RunRemains.Remove(folder);
    }

    public void Dispose()
    {
        Remove(Path);
        ownership.Dispose();
    }

    private static FileStream Own(string path) =>
        new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void RemoveUnowned(string path)
    {
        try
        {
            using (Own(path))
                Remove(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another session works in it.
        }
    }
}
