using System.Net.Http.Headers;

namespace DnasRepro.GitHub;

/// <summary>
/// Says in each question which version of the API is meant, and that what is sent is JSON: Octokit still asks for version 3 by its old name, and calls
/// its JSON a form.
/// </summary>
internal sealed class ApiVersion(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Version = "2022-11-28";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Accept.Any(a => a.MediaType == "application/vnd.github.v3+json"))
        {
            request.Headers.Accept.Clear();
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        }
        request.Headers.Remove("X-GitHub-Api-Version");
        request.Headers.Add("X-GitHub-Api-Version", Version);
        if (request.Content?.Headers.ContentType is { MediaType: "application/x-www-form-urlencoded" } type)
            type.MediaType = "application/json";
        return base.SendAsync(request, cancellationToken);
    }
}
