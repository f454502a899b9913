namespace DnasRepro.Sources;

/// <summary>
/// Keeps clones of remote repositories within a size. Those used longest ago go first, never one that this process reads. A clone is renamed before it is
/// deleted, so that nobody finds half of it; who reads it in another process can tell that it is gone.
/// </summary>
internal static class CloneShelf
{
    private static readonly Lock Guard = new();
    private static readonly Dictionary<string, int> InUse = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, long> Sizes = new(StringComparer.Ordinal);

    /// <summary>Does something that makes or finds a clone, and holds the clone until the result is closed.</summary>
    /// <param name="fetch">Gives the clone's folder, and whether it was made now.</param>
    public static CloneLease Hold(Func<(string Folder, bool IsNew)> fetch, SourceOptions options)
    {
        // A clone that was found may be taken away before it is held: then it is fetched again.
        for (var attempt = 0; ; attempt++)
        {
            var (folder, isNew) = fetch();
            lock (Guard)
            {
                if (!Directory.Exists(folder) && attempt < 3)
                    continue;
                InUse[folder] = InUse.GetValueOrDefault(folder) + 1;
                if (isNew)
                    Own.Add(folder);
                Touch(folder);
                if (isNew && options.CloneBudget is > 0 and var budget)
                    Trim(options, budget);
                return new CloneLease(folder, options);
            }
        }
    }

    /// <summary>Lets a clone go; with a budget of nothing, it is deleted if this process fetched it.</summary>
    public static void Release(string folder, SourceOptions options)
    {
        lock (Guard)
        {
            if (--InUse[folder] > 0)
                return;
            InUse.Remove(folder);
            if (options.CloneBudget == 0 && Own.Remove(folder))
                Delete(folder);
        }
    }

    private static void Trim(SourceOptions options, long budget)
    {
        var clones = Clones(Path.Combine(options.Cache(), "repositories")).Select(f => (Folder: f, Size: Size(f), Used: Directory.GetLastWriteTimeUtc(f))).ToList();
        var total = clones.Sum(c => c.Size);
        foreach (var (folder, size, _) in clones.OrderBy(c => c.Used).ThenBy(c => c.Folder, StringComparer.Ordinal))
        {
            if (total <= budget)
                return;
            if (InUse.ContainsKey(folder))
                continue;
            Delete(folder);
            total -= size;
        }
    }

    private static IEnumerable<string> Clones(string root) => Directory.Exists(root)
        ? Directory.EnumerateDirectories(root).SelectMany(Directory.EnumerateDirectories).Where(f => Path.GetFileName(f) is { Length: 40 } name && name.All(char.IsAsciiHexDigit)).ToList()
        : [];

    /// <summary>A clone never changes, so its size is asked once.</summary>
    private static long Size(string folder)
    {
        if (Sizes.TryGetValue(folder, out var known))
            return known;
        try
        {
            return Sizes[folder] = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        }
        catch (IOException)
        {
            // Another process took it away just now.
            return 0;
        }
    }

    private static void Touch(string folder)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(folder, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // In a cache that is read only, nothing is taken away either.
        }
    }

    private static void Delete(string folder)
    {
        Sizes.Remove(folder);
        var aside = Path.Combine(Path.GetDirectoryName(folder)!, RemoteCache.Partial + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.Move(folder, aside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process was quicker, or reads it where open files cannot be renamed.
            return;
        }
        RemoteCache.Remove(aside);
    }
}

/// <summary>A clone that is not taken away by this process while it is read.</summary>
internal sealed class CloneLease : IDisposable
{
    private readonly SourceOptions options;
    private readonly DateTime made;
    private int isReleased;

    public CloneLease(string folder, SourceOptions options)
    {
        this.options = options;
        Folder = folder;
        made = Directory.GetCreationTimeUtc(folder);
    }

    public string Folder { get; }

    /// <summary>False when another process took the clone away, whether or not it is there again.</summary>
    public bool IsStillThere => Directory.Exists(Folder) && Directory.GetCreationTimeUtc(Folder) == made;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref isReleased, 1) == 0)
            CloneShelf.Release(Folder, options);
    }
}
