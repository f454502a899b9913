using DnasRepro.AuditRuns;

namespace DnasRepro.Tests.AuditRuns;

public class HostGateTests
{
    private static readonly UserErrorException Busy = new("The host is busy.", "Wait.", 3) { MayPass = true };
    private readonly List<TimeSpan> pauses = [];

    private static HostGate Gate(params int[] milliseconds) => new([.. milliseconds.Select(m => TimeSpan.FromMilliseconds(m))], TimeProvider.System);

    private int Ask(HostGate gate, Func<int> ask) => gate.Ask(ask, pauses.Add, CancellationToken.None);

    [Fact]
    public void It_is_asked_again_after_growing_pauses()
    {
        using var gate = Gate(1, 2, 3);
        var asked = 0;

        Assert.Equal(7, Ask(gate, () => ++asked == 4 ? 7 : throw Busy));

        Assert.Equal([1, 2, 3], pauses.Select(p => p.TotalMilliseconds));
    }

    [Fact]
    public void What_does_not_pass_is_not_asked_again()
    {
        using var gate = Gate(1, 2, 3);
        var asked = 0;

        Assert.Throws<UserErrorException>(() => Ask(gate, () => { asked++; throw new UserErrorException("There is no such repository.", "Look.", 3); }));

        Assert.Equal((1, 0), (asked, pauses.Count));
    }

    [Fact]
    public void A_host_that_stays_silent_is_asked_once_for_each_further_study_until_it_answers()
    {
        using var gate = Gate(1, 1);
        var asked = 0;
        int Silent()
        {
            asked++;
            throw Busy;
        }

        Assert.Throws<UserErrorException>(() => Ask(gate, Silent));
        Assert.Equal(3, asked);
        Assert.Throws<UserErrorException>(() => Ask(gate, Silent));
        Assert.Equal(4, asked);
        Assert.Equal(1, Ask(gate, () => 1));
        Assert.Throws<UserErrorException>(() => Ask(gate, Silent));
        Assert.Equal(7, asked);
    }

    [Fact]
    public void Four_at_a_time_ask_it()
    {
        using var gate = Gate();
        var (now, most) = (0, 0);

        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 12 }, _ => Ask(gate, () =>
        {
            lock (pauses)
                most = Math.Max(most, ++now);
            Thread.Sleep(10);
            lock (pauses)
                now--;
            return 0;
        }));

        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public void Who_gives_up_does_not_wait_for_the_end_of_a_pause()
    {
        using var gate = Gate(3_600_000);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => gate.Ask<int>(() => throw Busy, _ => stop.Cancel(), stop.Token));
    }
}
