using System.Globalization;

namespace DnasRepro.Runs.Isolation;

/// <summary>Small files of ours that a sandbox shows to programs: accounts that name nobody, and a <c>python</c> where there is only <c>python3</c>.</summary>
internal sealed class SupportFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("dnas-repro-sandbox-").FullName;

    public SupportFolder(PythonInterpreter? python)
    {
        Write("passwd", "user:x:1000:1000::/repro/home:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n");
        Write("group", "user:x:1000:\nnogroup:x:65534:\n");
        Write("hosts", "127.0.0.1 localhost repro\n::1 localhost\n");
        Write("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
        Directory.CreateDirectory(Programs);
        foreach (var name in python is null ? [] : (string[])["python", "python3"])
            WriteProgram(name, python!.Executable);
    }

    /// <summary>The folder that stands first in PATH.</summary>
    public string Programs => Path.Join(path, "bin");

    /// <summary>The mounts that show them.</summary>
    public IReadOnlyList<Mount> Mounts =>
    [
        .. ((string[])["passwd", "group", "hosts", "nsswitch.conf"]).Select(n => new Mount(MountKind.ReadOnly, Path.Join(path, n), $"/etc/{n}")),
        new(MountKind.ReadOnly, Programs, $"{BubblewrapArguments.Root}/bin"),
    ];

    public void Dispose() => Directory.Delete(path, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Join(path, name), text);

    /// <summary>A script and no link: an interpreter tells its virtual environment from the path by which it was called.</summary>
    private void WriteProgram(string name, string executable)
    {
        var program = Path.Join(Programs, name);
        File.WriteAllText(program, string.Create(CultureInfo.InvariantCulture, $"#!/bin/sh\nexec '{executable.Replace("'", "'\\''")}' \"$@\"\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }
}
