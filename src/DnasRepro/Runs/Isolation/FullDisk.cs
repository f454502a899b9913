namespace DnasRepro.Runs.Isolation;

/// <summary>A disk without space is told apart from a file that is at fault.</summary>
internal static class FullDisk
{
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    public static bool Is(Exception error) => !OperatingSystem.IsWindows() && error is IOException && (error.HResult & 0xFFFF) is NoSpace or OverQuota;

    /// <summary>Does something that writes.</summary>
    /// <exception cref="UserErrorException">There is no space.</exception>
    public static T Guarded<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (IOException error) when (Is(error))
        {
            throw new UserErrorException("The disk has no space for a copy of the repository.", "Free some, or let TMPDIR name a folder on another disk.", ExitCodes.NotAttempted);
        }
    }
}
