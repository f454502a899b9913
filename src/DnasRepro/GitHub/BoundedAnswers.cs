using System.Net;
using System.Text.Json;

namespace DnasRepro.GitHub;

/// <summary>
/// Reads each answer whole before anybody sees it, within bounds of time, size and depth, so that what is slow, endless, cut off or nested beyond
/// reason ends as one kind of exception.
/// </summary>
internal sealed class BoundedAnswers(Patience patience, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(patience.Attempt);
        try
        {
            var answer = await base.SendAsync(request, stop.Token);
            return Checked(answer, await Body(answer, stop.Token));
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AttemptFailedException($"did not answer within {patience.Attempt.TotalSeconds:0} seconds", mayHaveArrived: true, error);
        }
        catch (HttpRequestException error)
        {
            var isUnreachable = error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            throw new AttemptFailedException(isUnreachable ? "could not be reached" : "broke off its answer", !isUnreachable, error);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new AttemptFailedException("broke off its answer", mayHaveArrived: true, error);
        }
    }

    private async Task<byte[]> Body(HttpResponseMessage answer, CancellationToken stop)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(stop);
        using var body = new MemoryStream();
        var piece = new byte[16 << 10];
        for (var count = await stream.ReadAsync(piece, stop); count > 0; count = await stream.ReadAsync(piece, stop))
        {
            if (body.Length + count > patience.MostBytes)
                throw new UserErrorException($"GitHub's answer is longer than {patience.MostBytes >> 20} MiB.", "This is more than the tool reads; ask for something smaller.", exitCode: 3);
            body.Write(piece, 0, count);
        }
        return body.ToArray();
    }

    /// <summary>The answer with its body in memory; an error's text that is no sound JSON is left out, for Octokit would parse it.</summary>
    private static HttpResponseMessage Checked(HttpResponseMessage answer, byte[] body)
    {
        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        var isJson = type.EndsWith("json", StringComparison.OrdinalIgnoreCase);
        if (!answer.IsSuccessStatusCode && !IsSound(body))
            body = [];
        else if (answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.NoContent && isJson && !IsSound(body))
            throw new AttemptFailedException("broke off its answer", mayHaveArrived: true);
        else if (answer.IsSuccessStatusCode && type.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            throw new AttemptFailedException("answered with a web page, as a proxy in between does", mayHaveArrived: true);
        var content = new ByteArrayContent(body);
        foreach (var (name, values) in answer.Content.Headers.Where(h => h.Key is not ("Content-Length" or "Content-Encoding")))
            content.Headers.TryAddWithoutValidation(name, values);
        answer.Content = content;
        return answer;
    }

    private static bool IsSound(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
