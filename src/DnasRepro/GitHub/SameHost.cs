using System.Net;
using System.Text.RegularExpressions;
using DnasRepro.Locations;

namespace DnasRepro.GitHub;

/// <summary>
/// Speaks to the API's own host alone: what would send a question elsewhere (an address in a Link header, a redirection) is refused. One case goes
/// elsewhere by design, the download of an artifact; it goes without the token.
/// </summary>
internal sealed partial class SameHost(Uri api, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsOwn(request.RequestUri!))
            throw Elsewhere(request.RequestUri!);
        for (var count = 0; ; count++)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (Target(answer, request) is not { } target)
                return answer;
            answer.Dispose();
            if (count == MostRedirects)
                throw new UserErrorException("GitHub redirects in a circle.", "Try again later.", exitCode: 3);
            if (!IsOwn(target) && !(IsArtifact(request) && target.Scheme == api.Scheme))
                throw Elsewhere(target);
            request = Next(request, target);
        }
    }

    /// <summary>Where the same question is to be asked again; null for an answer. Only 307 and 308 repeat what changes something.</summary>
    private static Uri? Target(HttpResponseMessage answer, HttpRequestMessage request)
    {
        var isReading = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        return answer.StatusCode switch
        {
            HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect => Place(),
            HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther when isReading => Place(),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest and not HttpStatusCode.NotModified => throw new UserErrorException(
                "GitHub says that this has moved, and does not say where to.", "Name the repository as its page on GitHub does.", exitCode: 3),
            _ => null,
        };
        Uri? Place() => answer.Headers.Location is { } place ? new Uri(request.RequestUri!, place) : throw new UserErrorException(
            "GitHub says that this has moved, and does not say where to.", "Name the repository as its page on GitHub does.", exitCode: 3);
    }

    private HttpRequestMessage Next(HttpRequestMessage request, Uri target)
    {
        var next = new HttpRequestMessage(request.Method, target) { Content = request.Content, Version = request.Version };
        foreach (var (name, values) in request.Headers.Where(h => IsOwn(target) || h.Key is "User-Agent"))
            next.Headers.TryAddWithoutValidation(name, values);
        return next;
    }

    private bool IsOwn(Uri uri) => uri.Scheme == api.Scheme && uri.Authority == api.Authority && uri.UserInfo.Length == 0;

    private bool IsArtifact(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get && IsOwn(request.RequestUri!) && ArtifactPath().IsMatch(request.RequestUri!.AbsolutePath);

    private static UserErrorException Elsewhere(Uri uri) => new(
        $"GitHub's API sends the question to another host, {PrintableText.Cut(uri.Host, GitHubAnswer.LongestShown)}, and the tool does not follow.",
        "Look at GITHUB_API_URL and at proxies in between.", exitCode: 3);

    [GeneratedRegex(@"/repos/[^/]+/[^/]+/actions/artifacts/[0-9]+/zip\z", RegexOptions.CultureInvariant)]
    private static partial Regex ArtifactPath();
}
