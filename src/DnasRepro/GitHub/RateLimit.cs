using System.Globalization;
using System.Net;
using System.Text;

namespace DnasRepro.GitHub;

/// <summary>What an answer says about the limits on how often one may ask (docs.github.com, "Rate limits for the REST API").</summary>
internal abstract record RateLimit
{
    private static readonly TimeSpan WithoutAdvice = TimeSpan.FromMinutes(1);

    private RateLimit()
    {
    }

    /// <summary>No more questions until a moment; it comes once an hour.</summary>
    public sealed record Exhausted(DateTimeOffset? Until) : RateLimit;

    /// <summary>Too many questions at once: wait so long.</summary>
    public sealed record Secondary(TimeSpan Wait) : RateLimit;

    /// <summary>The limit that an answer speaks of; null for an answer that is about something else.</summary>
    public static RateLimit? Of(HttpResponseMessage answer, DateTimeOffset now)
    {
        if (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;
        if (Number(answer, "x-ratelimit-remaining") == 0)
            return new Exhausted(Number(answer, "x-ratelimit-reset") is { } reset and > 0 and < 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(reset) : null);
        if (Advice(answer, now) is { } wait)
            return new Secondary(wait);
        return answer.StatusCode == HttpStatusCode.TooManyRequests || SpeaksOfLimit(answer) ? new Secondary(WithoutAdvice) : null;
    }

    /// <summary>How long an answer asks to wait, in its Retry-After; null when it does not say.</summary>
    public static TimeSpan? Advice(HttpResponseMessage answer, DateTimeOffset now) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static bool SpeaksOfLimit(HttpResponseMessage answer)
    {
        // The body is in memory already, and its one stream is read more than once.
        var body = answer.Content.ReadAsStream();
        body.Position = 0;
        using var reader = new StreamReader(body, Encoding.UTF8, leaveOpen: true);
        var text = new char[4096];
        var words = new string(text, 0, reader.ReadBlock(text, 0, text.Length));
        return words.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase) || words.Contains("abuse detection", StringComparison.OrdinalIgnoreCase);
    }

    private static long? Number(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
