using System.Diagnostics;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Cli;

/// <summary>A file that the user names on the command line.</summary>
internal static class LocalFile
{
    /// <summary>The file under the name that reports use: as typed when that lies below this folder, else its bare name.</summary>
    /// <exception cref="UserErrorException">There is no such file.</exception>
    public static SnapshotFile Open(string path, string option)
    {
        if (!File.Exists(path))
            throw new UserErrorException($"{option}: there is no file '{path}'.", "Name an existing file.");
        var info = new FileInfo(path);
        var name = RepoPath.TryParse(path.Replace('\\', '/'), out var typed) ? typed : RepoPath.Parse(info.Name);
        return new SnapshotFile(name, info.Length, () => File.ReadAllBytes(info.FullName));
    }

    /// <summary>The text of such a file, of at most so many bytes.</summary>
    /// <exception cref="UserErrorException">There is no such file, or it is no text.</exception>
    public static string ReadText(string path, string option, long most = LargestText) => Open(path, option).ReadText(most) switch
    {
        FileContent.Text text => text.Value,
        FileContent.Unread unread => throw new UserErrorException($"{option}: '{path}' cannot be read: {unread.Reason}.", "Name a UTF-8 text file."),
        _ => throw new UnreachableException(),
    };

    /// <summary>Reports of very large repositories are read too: 256 MiB.</summary>
    private const long LargestText = 256L * 1024 * 1024;
}
