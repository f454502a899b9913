namespace DnasRepro.AuditRuns;

/// <summary>
/// Keeps one host from being asked too much: four requests at a time, and pauses for all when it could not or would not answer. A host that did not answer
/// after all pauses is asked once for each further study, until it answers again.
/// </summary>
/// <param name="pauses">The pauses after its failures.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class HostGate(IReadOnlyList<TimeSpan> pauses, TimeProvider clock) : IDisposable
{
    /// <summary>How many requests at a time.</summary>
    public const int AtATime = 4;

    private readonly SemaphoreSlim places = new(AtATime);
    private readonly Lock guard = new();
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;
    private bool isSilent;

    /// <summary>Asks the host, again after pauses where its failure may pass.</summary>
    /// <exception cref="UserErrorException">It did not answer, or answered that there is no such thing.</exception>
    public T Ask<T>(Func<T> ask, Action<TimeSpan> tell, CancellationToken stop)
    {
        for (var failures = 0; ; failures++)
        {
            WaitForPause(stop);
            places.Wait(stop);
            try
            {
                var answer = ask();
                isSilent = false;
                return answer;
            }
            catch (UserErrorException error) when (error.MayPass && !isSilent && failures < pauses.Count)
            {
                Pause(pauses[failures], tell);
            }
            catch (UserErrorException error) when (error.MayPass)
            {
                isSilent = true;
                throw;
            }
            finally
            {
                places.Release();
            }
        }
    }

    public void Dispose() => places.Dispose();

    private void Pause(TimeSpan pause, Action<TimeSpan> tell)
    {
        lock (guard)
        {
            var end = clock.GetUtcNow() + pause;
            if (end > notBefore)
                notBefore = end;
        }
        tell(pause);
    }

    private void WaitForPause(CancellationToken stop)
    {
        while (true)
        {
            TimeSpan left;
            lock (guard)
                left = notBefore - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
                return;
            Task.Delay(left, clock, stop).GetAwaiter().GetResult();
        }
    }
}
