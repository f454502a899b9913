using System.Net;
using System.Text;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Sources;

namespace DnasRepro.Tests.Support;

/// <summary>A folder with a real git repository in it, made by the git command; gone afterwards.</summary>
internal sealed class GitFolder : IDisposable
{
    public GitFolder(bool init = true)
    {
        if (init)
            Git("init", "-q");
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("dnas-repro-git-").FullName;

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Path, recursive: true);
    }

    public string Git(params IEnumerable<string> arguments) => GitIn(Path, arguments);

    public static string GitIn(string folder, params IEnumerable<string> arguments)
    {
        string[] settings = ["-c", "user.name=A. Author", "-c", "user.email=author@example.org", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", "-c", "uploadpack.allowFilter=true"];
        var run = ExternalTool.Run("git", folder, [.. settings, .. arguments]);
        Assert.True(run.ExitCode == 0, $"git {string.Join(' ', arguments)}: {run.Error}");
        return run.Output.Trim();
    }

    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public void Write(string path, byte[] bytes)
    {
        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    public string Commit(string message = "change")
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
        return Git("rev-parse", "HEAD");
    }

    public OpenRepository Open(string suffix = "") => OpenPath(Path + suffix);

    public static OpenRepository OpenPath(string target, string? cache = null) =>
        RepositorySource.Open(TargetParser.Parse(target, Directory.Exists), new SourceOptions(cache, _ => { }), TestContext.Current.CancellationToken);

    public static string[] Paths(RepositorySnapshot snapshot) => [.. snapshot.Files.Select(f => f.Path.Value)];

    public static string? Reason(RepositorySnapshot snapshot, string path) => snapshot.Skipped.FirstOrDefault(s => s.Path == path)?.Reason;

    public static string Text(RepositorySnapshot snapshot, string path) => ((FileContent.Text)snapshot.Find(RepoPath.Parse(path))!.ReadText()).Value;
}

/// <summary>Serves git repositories over HTTP on this machine, through git's own http-backend.</summary>
internal sealed class GitHttpServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string root;

    public GitHttpServer(string root)
    {
        this.root = root;
        for (var port = 20_000 + (Environment.ProcessId % 20_000); ; port++)
        {
            try
            {
                listener.Prefixes.Clear();
                Address = $"http://127.0.0.1:{port}/";
                listener.Prefixes.Add(Address);
                listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
                // The port is taken; the next one may not be.
            }
        }
        _ = Task.Run(Serve);
    }

    public string Address { get; private set; } = "";

    /// <summary>Ends every answer after this many bytes; negative for whole answers.</summary>
    public int CutAfter { get; set; } = -1;

    public void Dispose() => listener.Close();

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                Answer(await listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client went away, or the server was closed.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var start = new System.Diagnostics.ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["GIT_PROJECT_ROOT"] = root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["PATH_INFO"] = context.Request.Url!.AbsolutePath;
        start.Environment["QUERY_STRING"] = context.Request.Url.Query.TrimStart('?');
        start.Environment["REQUEST_METHOD"] = context.Request.HttpMethod;
        start.Environment["CONTENT_TYPE"] = context.Request.ContentType ?? "";
        start.Environment["HTTP_CONTENT_ENCODING"] = context.Request.Headers["Content-Encoding"] ?? "";
        using var process = System.Diagnostics.Process.Start(start)!;
        context.Request.InputStream.CopyTo(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        using var memory = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(memory);
        var bytes = memory.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n"))
        {
            var (name, value) = (line.Split(": ")[0], line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
            if (name == "Status")
                context.Response.StatusCode = int.Parse(value.Split(' ')[0]);
            else
                context.Response.Headers[name] = value;
        }
        var body = bytes.AsSpan(end + 4);
        if (CutAfter >= 0 && body.Length > CutAfter)
        {
            context.Response.ContentLength64 = body.Length;
            context.Response.OutputStream.Write(body[..CutAfter]);
            context.Response.Abort();
            return;
        }
        context.Response.OutputStream.Write(body);
        context.Response.Close();
    }
}
