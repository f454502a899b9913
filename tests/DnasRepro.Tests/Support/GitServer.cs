using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DnasRepro.Tests.Support;

/// <summary>Serves the repositories of a folder on 127.0.0.1 by <c>git http-backend</c>, well or badly.</summary>
internal sealed class GitServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string folder;

    public GitServer(string folder)
    {
        this.folder = folder;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Authority = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }
        listener.Prefixes.Add(Url);
        listener.Prefixes.Add(OtherName);
        listener.Start();
        _ = Task.Run(Serve);
    }

    public string Authority { get; }

    public string Url => $"http://{Authority}/";

    /// <summary>The same server under another host name.</summary>
    public string OtherName => Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <summary>The Authorization header that is demanded, or null.</summary>
    public string? Login { get; init; }

    /// <summary>Bytes after which an answer with objects breaks off.</summary>
    public int? BreaksAfter { get; init; }

    /// <summary>True to never answer the request for objects.</summary>
    public bool Hangs { get; init; }

    /// <summary>Where every request is sent instead.</summary>
    public string? RedirectsTo { get; init; }

    /// <summary>The status with which requests are turned away, as many as <see cref="TurnsAway"/> says; or null.</summary>
    public int? Status { get; init; }

    /// <summary>How many requests are turned away yet.</summary>
    public int TurnsAway { get; set; }

    /// <summary>What was asked: method, path and the Authorization header.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public int Fetches => Requests.Count(r => r.StartsWith("POST", StringComparison.Ordinal));

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            var context = await listener.GetContextAsync();
            _ = Task.Run(() => Answer(context));
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Requests.Enqueue($"{request.HttpMethod} {request.RawUrl} {request.Headers["Authorization"]}");
        if (Status is { } status && TurnsAway-- > 0)
        {
            response.StatusCode = status;
            response.AddHeader("Retry-After", "1");
        }
        else if (RedirectsTo is not null)
        {
            response.Redirect(RedirectsTo + request.RawUrl!.TrimStart('/'));
        }
        else if (Login is not null && request.Headers["Authorization"] != Login)
        {
            response.StatusCode = 401;
            response.AddHeader("WWW-Authenticate", "Basic realm=\"git\"");
        }
        else if (Hangs && request.HttpMethod == "POST")
        {
            return;
        }
        else
        {
            Backend(request, response);
            return;
        }
        response.Close();
    }

    private void Backend(HttpListenerRequest request, HttpListenerResponse response)
    {
        var start = TempFolder.Start("git", folder, "http-backend");
        start.Environment["GIT_PROJECT_ROOT"] = folder;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["PATH_INFO"] = request.Url!.AbsolutePath;
        start.Environment["QUERY_STRING"] = request.Url.Query.TrimStart('?');
        start.Environment["REQUEST_METHOD"] = request.HttpMethod;
        start.Environment["CONTENT_TYPE"] = request.ContentType ?? "";
        using var process = Process.Start(start)!;
        request.InputStream.CopyTo(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        Send(output.ToArray(), response, request.HttpMethod == "POST" ? BreaksAfter : null);
    }

    private static void Send(byte[] answer, HttpListenerResponse response, int? breaksAfter)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var header in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n"))
        {
            var (name, value) = (header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
            if (name == "Status")
                response.StatusCode = int.Parse(value[..3], CultureInfo.InvariantCulture);
            else
                response.AddHeader(name, value);
        }
        var body = answer.AsSpan(end + 4);
        response.ContentLength64 = body.Length;
        response.OutputStream.Write(body[..Math.Min(body.Length, breaksAfter ?? body.Length)]);
        if (breaksAfter is null)
            response.Close();
        else
            response.Abort();
    }

    public void Dispose() => listener.Close();
}
