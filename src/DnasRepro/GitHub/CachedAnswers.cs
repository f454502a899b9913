using System.Net;
using System.Net.Http.Headers;

namespace DnasRepro.GitHub;

/// <summary>
/// Asks GitHub whether an answer from before still holds; when it does, the old one is used. With a token such a question does not count against the
/// limit (docs.github.com, "Best practices for using the REST API").
/// </summary>
internal sealed class CachedAnswers(AnswerCache cache, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
            return await base.SendAsync(request, cancellationToken);
        var key = cache.Key(request);
        var known = cache.Find(key);
        request.Headers.Remove("If-None-Match");
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known.ETag);
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotModified && known is not null)
            return Restored(answer, known);
        if (answer.StatusCode == HttpStatusCode.OK && Entry(answer, await answer.Content.ReadAsByteArrayAsync(cancellationToken)) is { } entry)
            cache.Keep(key, entry);
        return answer;
    }

    /// <summary>Only JSON is kept: an artifact is asked for once.</summary>
    private static AnswerCache.Entry? Entry(HttpResponseMessage answer, byte[] body) =>
        answer.Headers.ETag is { } tag && answer.Content.Headers.ContentType is { MediaType: "application/json" } type
            ? new AnswerCache.Entry(tag.ToString(), type.ToString(), answer.Headers.TryGetValues("Link", out var link) ? link.First() : null, body)
            : null;

    private static HttpResponseMessage Restored(HttpResponseMessage answer, AnswerCache.Entry known)
    {
        answer.StatusCode = HttpStatusCode.OK;
        answer.Content = new ByteArrayContent(known.Body);
        answer.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(known.Type, out var type) ? type : new MediaTypeHeaderValue("application/json");
        if (known.Link is { } link && !answer.Headers.Contains("Link"))
            answer.Headers.TryAddWithoutValidation("Link", link);
        return answer;
    }
}
