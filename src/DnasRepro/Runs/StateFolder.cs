namespace DnasRepro.Runs;

/// <summary>Where reruns are kept when the user names no place: outside of every repository.</summary>
internal static class StateFolder
{
    public static string Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } named)
                return Path.Combine(named, "dnas-repro");
            var home = OperatingSystem.IsWindows() ? Environment.SpecialFolder.LocalApplicationData : Environment.SpecialFolder.UserProfile;
            var root = Environment.GetFolderPath(home);
            return OperatingSystem.IsWindows() ? Path.Combine(root, "dnas-repro") : Path.Combine(root, ".local", "state", "dnas-repro");
        }
    }
}
