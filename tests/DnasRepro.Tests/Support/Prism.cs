using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DnasRepro.Tests.Support;

/// <summary>Prism (npm @stoplight/prism-cli), a server that somebody else wrote, over GitHub's description; one for all tests, ended with them.</summary>
internal sealed class Prism
{
    private static readonly Lazy<Prism> One = new(() => new Prism());

    private readonly Process process;
    private string complaint = "";

    private Prism()
    {
        var description = Path.Combine(Path.GetTempPath(), $"dnas-repro-github-{Guid.NewGuid():N}.json");
        File.WriteAllText(description, GitHubDescription.Text);
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("node", ["-e", EndsWithUs, Program, "mock", "-h", Address.Host, "-p", $"{Address.Port}", description])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        // It watches the description, and falls over when that is gone.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.Kill(entireProcessTree: true);
            File.Delete(description);
        };
        Listens();
        // The first answer takes longest.
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        using var answer = client.GetAsync(new Uri(Address, "repos/owner/study/tags")).GetAwaiter().GetResult();
    }

    /// <summary>Starts the program that follows, and ends when the pipe from the tests does, even if they were killed.</summary>
    private const string EndsWithUs = "process.on('exit', () => require('fs').rmSync(process.argv.at(-1), { force: true })); process.stdin.on('end', () => process.exit()).resume(); require(process.argv[1]);";

    public static Prism Shared => One.Value;

    public static bool IsThere => File.Exists(Program) && File.Exists(GitHubDescription.File) && ExternalTool.IsThere("node");

    public Uri Address { get; }

    private static string Program => Path.Combine(ExternalTool.ToolsFolder, "node_modules", "@stoplight", "prism-cli", "dist", "index.js");

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Whether it still runs, and what it last complained about.</summary>
    public string State => $"Prism {(process.HasExited ? $"ended with {process.ExitCode}" : "runs")}. {complaint}";

    private void Listens()
    {
        process.ErrorDataReceived += (_, line) => complaint = line.Data is { Length: > 0 } text ? complaint[..Math.Min(complaint.Length, 1000)] + "\n" + text : complaint;
        process.BeginErrorReadLine();
        var said = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            said.Add(line);
            if (!line.Contains("Prism is listening", StringComparison.Ordinal))
                continue;
            // What it says of each request is not needed, but a full pipe would stop it.
            new Thread(() => process.StandardOutput.BaseStream.CopyTo(Stream.Null)) { IsBackground = true }.Start();
            return;
        }
        throw new InvalidOperationException("Prism ended: " + string.Join('\n', said));
    }
}
