using System.Net;
using DnasRepro.Locations;
using Octokit;

namespace DnasRepro.GitHub;

/// <summary>Answers of the API, and their refusals in words.</summary>
public static class GitHubAnswer
{
    /// <summary>Texts of an answer are cut at so many characters.</summary>
    internal const int LongestShown = 300;

    /// <summary>Waits for an answer; a refusal becomes a sentence.</summary>
    /// <param name="what">What is asked for, to be named in the sentence, such as <c>the repository owner/name</c>.</param>
    /// <param name="ask">Asks.</param>
    /// <exception cref="UserErrorException">GitHub refused, or answered something else; exit code 3.</exception>
    public static async Task<T> To<T>(string what, Func<Task<T>> ask)
    {
        try
        {
            return await ask() ?? throw OtherForm(what);
        }
        catch (ApiException error)
        {
            throw InWords(what, error);
        }
        catch (Exception error) when (error is InvalidCastException or FormatException or OverflowException or ArgumentException or NullReferenceException
            or InvalidOperationException or KeyNotFoundException or System.Runtime.Serialization.SerializationException)
        {
            // Octokit's reader trusts the types of what it reads.
            throw OtherForm(what);
        }
    }

    /// <summary>Like <see cref="To{T}"/>, with null for what GitHub does not have or does not show.</summary>
    public static async Task<T?> OrNull<T>(string what, Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await To(what, async () =>
            {
                try
                {
                    return (T?)await ask();
                }
                catch (NotFoundException)
                {
                    throw new Absent();
                }
            });
        }
        catch (Absent)
        {
            return null;
        }
    }

    /// <summary>Octokit's exception as a sentence with a hint.</summary>
    public static UserErrorException InWords(string what, ApiException error) => error.StatusCode switch
    {
        HttpStatusCode.Unauthorized => Refused("GitHub does not accept the token.", "It may have expired or been revoked: make a new one, or unset GITHUB_TOKEN and GH_TOKEN to ask without."),
        HttpStatusCode.Forbidden when IsSingleSignOn(error) => Refused(
            $"The organisation wants the token to be authorised for single sign-on before it shows {what}.", "Open the token's page on GitHub, 'Configure SSO'."),
        HttpStatusCode.Forbidden => Refused($"GitHub refuses {what} to this token{Said(error)}.", "Give the token, or the workflow's 'permissions:', the right that is missing."),
        HttpStatusCode.NotFound => Refused($"GitHub has not {what}, or does not show it.", "Check the spelling; what is private needs a token that may read it (GITHUB_TOKEN)."),
        HttpStatusCode.Gone => Refused($"GitHub has {what} no more.", "It was deleted or switched off."),
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => Refused($"GitHub takes the question for {what} for wrong{Said(error)}.", "Check what you named."),
        HttpStatusCode.UnavailableForLegalReasons => Refused($"GitHub does not show {what} for legal reasons.", "Ask the authors for another place of their code."),
        _ => Refused($"GitHub answered {(int)error.StatusCode} when asked for {what}{Said(error)}.", "Try again later."),
    };

    private static UserErrorException Refused(string message, string hint) => new(message, hint, exitCode: 3);

    /// <summary>What to say of an answer that cannot be used.</summary>
    internal static UserErrorException OtherForm(string what) =>
        Refused($"GitHub's answer about {what} has not the form that its documentation gives.", "Look at GITHUB_API_URL and at proxies in between.");

    /// <summary>GitHub's own words, behind a colon.</summary>
    private static string Said(ApiException error) =>
        error.ApiError?.Message is { Length: > 0 } message ? ": " + PrintableText.Cut(message, LongestShown).TrimEnd('.') : "";

    private static bool IsSingleSignOn(ApiException error) =>
        error.HttpResponse?.Headers.Keys.Any(k => k.Equals("X-GitHub-SSO", StringComparison.OrdinalIgnoreCase)) == true;

    private sealed class Absent : Exception;
}
