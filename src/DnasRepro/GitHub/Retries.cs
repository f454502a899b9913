using System.Globalization;
using System.Net;
using Polly;
using Polly.Retry;

namespace DnasRepro.GitHub;

/// <summary>
/// Asks again after what passes: dropped and cut-off answers and faults of the server, when asking twice does no harm, and limits that ask for a short
/// wait. What remains of these ends as a sentence for the user; other answers go on as they are.
/// </summary>
internal sealed class Retries : DelegatingHandler
{
    private readonly Patience patience;
    private readonly bool isAnonymous;
    private readonly TimeProvider clock;
    private readonly Action<string>? say;
    private readonly CancellationToken giveUp;
    private readonly ResiliencePipeline<HttpResponseMessage> pipeline;
    private int asked;

    public Retries(Patience patience, bool isAnonymous, TimeProvider clock, Action<string>? say, HttpMessageHandler inner, CancellationToken giveUp)
        : base(inner)
    {
        (this.patience, this.isAnonymous, this.clock, this.say, this.giveUp) = (patience, isAnonymous, clock, say, giveUp);
        pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }.AddRetry(Limits()).AddRetry(Faults()).Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref asked) > patience.Questions)
            throw new UserErrorException($"GitHub's answers lead to more than {patience.Questions} questions.", "Look at GITHUB_API_URL; GitHub itself does not do so.", exitCode: 3);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, giveUp);
        stop.CancelAfter(patience.Question);
        var context = ResilienceContextPool.Shared.Get(stop.Token);
        context.Properties.Set(Asked, request);
        try
        {
            return Judged(await pipeline.ExecuteAsync(async c => await base.SendAsync(request, c.CancellationToken), context));
        }
        catch (AttemptFailedException error)
        {
            throw new UserErrorException($"GitHub {error.Message}.", "Check the connection, and try again later; www.githubstatus.com tells of troubles.", exitCode: 3);
        }
        catch (OperationCanceledException) when (!giveUp.IsCancellationRequested)
        {
            throw new UserErrorException("GitHub did not answer in time.", "Check the connection, and try again later.", exitCode: 3);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(giveUp);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ResiliencePropertyKey<HttpRequestMessage> Asked { get; } = new("asked");

    /// <summary>A limit means that nothing was done, so that also what changes something is asked again; once.</summary>
    private RetryStrategyOptions<HttpResponseMessage> Limits() => new()
    {
        MaxRetryAttempts = 1,
        ShouldHandle = a => ValueTask.FromResult(a.Outcome.Result is { } answer && Limit(answer) is RateLimit.Secondary { Wait: var wait } && wait <= patience.LongestWait),
        DelayGenerator = a => ValueTask.FromResult<TimeSpan?>(Limit(a.Outcome.Result!) is RateLimit.Secondary { Wait: var wait } ? wait : null),
        OnRetry = a => Again(a, $"GitHub asks to wait {Math.Ceiling(a.RetryDelay.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} seconds …"),
    };

    private RetryStrategyOptions<HttpResponseMessage> Faults() => new()
    {
        MaxRetryAttempts = patience.Repeats,
        Delay = patience.FirstDelay,
        MaxDelay = patience.LongestWait,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = a => ValueTask.FromResult(IsFault(a.Context.Properties.GetValue(Asked, null!), a.Outcome)),
        DelayGenerator = a => ValueTask.FromResult(a.Outcome.Result is { } answer && RateLimit.Advice(answer, clock.GetUtcNow()) is { } wait && wait <= patience.LongestWait ? wait : (TimeSpan?)null),
        OnRetry = a => Again(a, "GitHub did not answer as it should; asking again …"),
    };

    private static bool IsFault(HttpRequestMessage request, Outcome<HttpResponseMessage> outcome)
    {
        // RFC 9110, 9.2.2: these may be sent twice. PATCH and POST may not.
        var isIdempotent = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete;
        return outcome.Exception is AttemptFailedException failed
            ? isIdempotent || !failed.MayHaveArrived
            : outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented } && isIdempotent;
    }

    private ValueTask Again(OnRetryArguments<HttpResponseMessage> retry, string sentence)
    {
        retry.Outcome.Result?.Dispose();
        say?.Invoke(sentence);
        return ValueTask.CompletedTask;
    }

    private RateLimit? Limit(HttpResponseMessage answer) => RateLimit.Of(answer, clock.GetUtcNow());

    /// <summary>What is left after all attempts: limits and faults of the server end here.</summary>
    private HttpResponseMessage Judged(HttpResponseMessage answer) => Limit(answer) switch
    {
        RateLimit.Exhausted(var until) => throw NoMore(until),
        RateLimit.Secondary(var wait) => throw new UserErrorException(
            $"GitHub is asked too often just now and wants a pause of {Math.Ceiling(wait.TotalMinutes).ToString("0", CultureInfo.InvariantCulture)} min.",
            "Try again after that; other programs with the same token count too.", exitCode: 3),
        _ when answer.StatusCode >= HttpStatusCode.InternalServerError => throw new UserErrorException(
            $"GitHub answers with a fault of its own ({(int)answer.StatusCode}).", "Try again later; www.githubstatus.com tells of troubles.", exitCode: 3),
        _ => answer,
    };

    private UserErrorException NoMore(DateTimeOffset? until)
    {
        var when = until is { } time ? "until " + time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "for up to an hour";
        return isAnonymous
            ? new UserErrorException($"GitHub answers no more questions without a token {when}: it allows 60 an hour.", "Set GITHUB_TOKEN to a token (5,000 an hour; it needs no rights for public repositories), or try again after that.", exitCode: 3)
            : new UserErrorException($"GitHub answers no more questions with this token {when}.", "Try again after that; a token may ask 5,000 times an hour, a workflow's own 1,000 times for each repository.", exitCode: 3);
    }
}
