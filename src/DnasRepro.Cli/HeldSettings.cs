using DnasRepro.Configuration;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Cli;

/// <summary>The settings that hold for an assessment. Whose they are is the caller's choice: a repository under review does not choose its own measure.</summary>
/// <param name="Configuration">The settings.</param>
/// <param name="Ignored">The repository's own file when it is there and not applied; null otherwise.</param>
internal sealed record HeldSettings(ProjectConfiguration Configuration, SnapshotFile? Ignored)
{
    /// <summary>No settings at all.</summary>
    public static readonly HeldSettings None = new(ProjectConfiguration.None, null);

    /// <summary>The settings of a file that the user names.</summary>
    /// <exception cref="UserErrorException">The file is not there or holds no settings.</exception>
    public static HeldSettings Named(string path) => new(Read(LocalFile.Open(path, "--config")), null);

    /// <summary>A repository's own settings where they are trusted; else none, and the file is remembered as not applied.</summary>
    /// <exception cref="UserErrorException">The settings are trusted and cannot be used.</exception>
    public static HeldSettings Of(RepositorySnapshot snapshot, bool isTrusted) => Own(snapshot) switch
    {
        null => None,
        var own when isTrusted => new HeldSettings(Read(own), null),
        var own => new HeldSettings(ProjectConfiguration.None, own),
    };

    /// <summary>The settings file of a repository; null when it has none.</summary>
    public static SnapshotFile? Own(RepositorySnapshot snapshot) => snapshot.Find(RepoPath.Parse(ProjectConfiguration.FileName));

    private static ProjectConfiguration Read(SnapshotFile file) => file.ReadText() switch
    {
        FileContent.Text text => ProjectConfiguration.Read(text.Value, file.Path),
        FileContent.Unread unread => throw new UserErrorException($"{file.Path} cannot be read: {unread.Reason}.", "Save the settings as UTF-8 text."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
