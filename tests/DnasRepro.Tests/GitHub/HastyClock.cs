using System.Collections.Concurrent;

namespace DnasRepro.Tests.GitHub;

/// <summary>A clock that stands still, and on which every wait is over at once and is noted.</summary>
internal sealed class HastyClock(DateTimeOffset now) : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        return TimeProvider.System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
