namespace DnasRepro.Runs.Isolation;

/// <summary>Which symbolic links of a repository may be made anew in a private copy.</summary>
internal static class LinkRule
{
    /// <summary>
    /// True when a link cannot lead out of the copy: it is relative, and every <c>..</c> stands at its start, where it leaves real folders
    /// only. Behind a name it could leave what another link points to.
    /// </summary>
    /// <param name="path">Where the link is, relative to the copy.</param>
    /// <param name="target">What it says.</param>
    public static bool StaysInside(string path, string target)
    {
        if (target.Length == 0 || target.StartsWith('/') || target.Contains('\0'))
            return false;
        var parts = target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").ToList();
        var up = parts.TakeWhile(p => p == "..").Count();
        return up <= path.AsSpan().Count('/') && !parts.Skip(up).Contains("..");
    }
}
