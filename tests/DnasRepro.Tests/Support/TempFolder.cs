using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace DnasRepro.Tests.Support;

/// <summary>A folder for one test, with real files and real git; removed at its end.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder([CallerMemberName] string test = "")
    {
        var name = $"{test[..Math.Min(test.Length, 60)]}-{Guid.NewGuid().ToString("N")[..6]}";
        Path = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), "dnas-repro-tests", name)).FullName;
    }

    public string Path { get; }

    public string this[string path] => System.IO.Path.Join(Path, path);

    public TempFolder Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public TempFolder Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[path])!);
        File.WriteAllBytes(this[path], bytes);
        return this;
    }

    /// <summary>Makes the folder a git repository.</summary>
    public TempFolder Init(string folder = ".")
    {
        Directory.CreateDirectory(this[folder]);
        GitIn(folder, "init", "--quiet", "--initial-branch=main");
        return this;
    }

    /// <summary>Commits everything; returns the commit.</summary>
    public string Commit(string folder = ".")
    {
        GitIn(folder, "add", "--all");
        return CommitIndex(folder);
    }

    public string CommitIndex(string folder = ".")
    {
        GitIn(folder, "commit", "--quiet", "--allow-empty", "--message=change");
        return GitIn(folder, "rev-parse", "HEAD");
    }

    public string Git(params string[] arguments) => GitIn(".", arguments);

    public string GitIn(string folder, params string[] arguments) => Run("git", this[folder], null, arguments);

    /// <summary>Runs git with bytes on its standard input.</summary>
    public string GitWithInput(byte[] input, params string[] arguments) => Run("git", Path, input, arguments);

    /// <summary>Makes a named pipe that nobody serves.</summary>
    public void Pipe(string path) => Run("mkfifo", Path, null, this[path]);

    public static string Run(string program, string folder, byte[]? input, params string[] arguments)
    {
        using var process = Process.Start(Start(program, folder, arguments)) ?? throw new InvalidOperationException(program);
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input ?? []);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}: {error.Result}");
    }

    /// <summary>Git that knows nothing of this machine's user.</summary>
    public static ProcessStartInfo Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in new[] { ("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", "2025-01-01T00:00:00Z") })
            start.Environment["GIT_AUTHOR_" + name] = start.Environment["GIT_COMMITTER_" + name] = value;
        start.Environment["GIT_CONFIG_GLOBAL"] = start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        start.Environment["GIT_CONFIG_COUNT"] = "3";
        foreach (var (i, name, value) in new[] { (0, "protocol.file.allow", "always"), (1, "safe.directory", "*"), (2, "gc.auto", "0") })
            (start.Environment[$"GIT_CONFIG_KEY_{i}"], start.Environment[$"GIT_CONFIG_VALUE_{i}"]) = (name, value);
        return start;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // .NET cannot remove names that are not valid UTF-8.
            Run("rm", System.IO.Path.GetTempPath(), null, "-rf", Path);
        }
    }
}
