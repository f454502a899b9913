#pragma warning disable CA2201 // What the runtime throws is thrown here on purpose.
using DnasRepro.Audits;
using DnasRepro.AuditRuns;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.AuditRuns;

public sealed class AuditSessionTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private readonly TempFolder folder = new();
    private readonly KeptResults kept;
    private readonly List<AuditEvent> events = [];

    public AuditSessionTests() => kept = new KeptResults(folder["audits"]);

    public void Dispose()
    {
        never.Dispose();
        folder.Dispose();
    }

    private readonly CancellationTokenSource never = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private AuditRunResult Run(IReadOnlyList<StudyWork> works, int jobs = 3, bool isFresh = false, TimeSpan? limit = null, CancellationTokenSource? stop = null) =>
        new AuditSession(kept, new AuditRunOptions(jobs, limit ?? Long, isFresh) { Pauses = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)] }, events.Add).Run(works, (stop ?? never).Token);

    private static string Texts(AuditRunResult result) => string.Join('\n', result.Outcomes.Select(AuditRunsJson.Write));

    [Fact]
    public void Outcomes_stand_in_the_order_of_the_work_whatever_ends_first()
    {
        using var last = new ManualResetEventSlim();
        var works = Enumerable.Range(0, 20).Select(i => i switch
        {
            0 => Works.Of("s0", () => { last.Wait(TestContext.Current.CancellationToken); return Works.Result("s0"); }),
            19 => Works.Of("s19", () => { last.Set(); return Works.Result("s19"); }),
            _ => Works.Of($"s{i}"),
        }).ToList();

        var result = Run(works);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"s{i}"), result.Outcomes.Select(o => o.Study));
        Assert.All(result.Outcomes, o => Assert.Equal(o.Study, o.Result!.Repository!.Name));
        // The first one ends when the last one does, and either may be told first.
        Assert.Contains(events.OfType<AuditEvent.Finished>().TakeLast(2), e => e.Outcome.Study == "s0");
        Assert.Equal(Enumerable.Range(1, 20), events.OfType<AuditEvent.Finished>().Select(e => e.Done));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_second_time_nothing_is_assessed_and_the_outcomes_are_the_same(bool isKnown)
    {
        var assessed = 0;
        var works = Enumerable.Range(0, 9).Select(i => Works.Of($"s{i}", () => { Interlocked.Increment(ref assessed); return Works.Result($"s{i}"); }, isKnown)).ToList();

        var (first, second) = (Run(works), Run(works));

        Assert.Equal(9, assessed);
        Assert.Equal((9, 0, 0, 9), (first.Assessed, first.Kept, second.Assessed, second.Kept));
        Assert.Equal(Texts(first), Texts(second));
    }

    [Fact]
    public void What_is_known_before_is_not_opened_again()
    {
        Run([Works.Of("one", isKnown: true)]);

        var again = Run([Works.Of("one", isKnown: true) with { Open = _ => throw new InvalidOperationException("It was opened.") }]);

        Assert.Equal((1, "one"), (again.Kept, again.Outcomes[0].Result!.Repository!.Name));
    }

    [Fact]
    public void Afresh_everything_is_assessed_and_kept_anew()
    {
        Run([Works.Of("one")]);

        var fresh = Run([Works.Of("one", () => Works.Result("new"), isKnown: true)], isFresh: true);

        Assert.Equal((1, 0, "new"), (fresh.Assessed, fresh.Kept, fresh.Outcomes[0].Result!.Repository!.Name));
        Assert.Equal("new", Run([Works.Of("one")]).Outcomes[0].Result!.Repository!.Name);
    }

    [Fact]
    public void A_study_that_fails_stops_no_other_and_is_tried_again_next_time()
    {
        List<StudyWork> works =
        [
            Works.Of("one"),
            Works.Of("two", () => throw new UserErrorException("It is damaged.", "Mend it.", 3)),
            Works.Of("three", () => throw new IndexOutOfRangeException("17")),
            Works.Of("four") with { Open = _ => throw new UserErrorException("It is not there.", "Look.", 2) },
            Works.Of("five") with { Known = () => throw new UserErrorException("No target.", "Name one.", 2) },
            Works.Of("six"),
        ];

        var result = Run(works);

        Assert.Equal([null, 3, 70, 2, 2, null], result.Outcomes.Select(o => o.Failure?.ExitCode));
        Assert.Equal(("It is damaged.", "Mend it."), (result.Outcomes[1].Failure!.Message, result.Outcomes[1].Failure!.Hint));
        Assert.Contains("IndexOutOfRangeException: 17", result.Outcomes[2].Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(kept.Folder).Length);
        Assert.Equal((4, 2), Run([.. works.Select(w => Works.Of(w.Study.Id))]) is var again ? (again.Assessed, again.Kept) : default);
    }

    [Fact]
    public void A_study_that_takes_too_long_fails_alone_and_is_closed_when_it_ends()
    {
        using var release = new ManualResetEventSlim();
        using var closed = new ManualResetEventSlim();

        var result = Run([Works.Of("slow", () => { release.Wait(TestContext.Current.CancellationToken); return Works.Result("slow"); }, closed: closed.Set), Works.Of("quick")], limit: TimeSpan.FromMilliseconds(200));

        Assert.Equal(4, result.Outcomes[0].Failure!.ExitCode);
        Assert.Contains("longer than 0.2 seconds", result.Outcomes[0].Failure!.Message, StringComparison.Ordinal);
        Assert.NotNull(result.Outcomes[1].Result);
        Assert.False(closed.IsSet);
        release.Set();
        Assert.True(closed.Wait(Long, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_study_is_closed_also_when_it_fails_or_is_found()
    {
        var closed = 0;
        void Close() => Interlocked.Increment(ref closed);

        Run([Works.Of("one", closed: Close), Works.Of("two", () => throw new UserErrorException("No.", "No."), closed: Close)]);
        Run([Works.Of("one", closed: Close)]);

        Assert.Equal(3, closed);
    }

    [Fact]
    public void Who_gives_up_waits_for_nobody_and_keeps_what_is_done()
    {
        using var stop = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        var works = new[] { Works.Of("one"), Works.Of("two", () => { stop.Cancel(); release.Wait(TestContext.Current.CancellationToken); return Works.Result("two"); }), Works.Of("three") };

        Assert.ThrowsAny<OperationCanceledException>(() => Run(works, jobs: 1, stop: stop));

        Assert.Single(Directory.GetFiles(kept.Folder));
        release.Set();
        Assert.Equal((2, 1), Run([Works.Of("one"), Works.Of("two"), Works.Of("three")]) is var again ? (again.Assessed, again.Kept) : default);
    }

    [Fact]
    public void No_study_is_blamed_when_results_cannot_be_kept_or_memory_is_used_up()
    {
        Assert.Throws<OutOfMemoryException>(() => Run([Works.Of("one", () => throw new OutOfMemoryException())]));
        folder.Write("audits", "a file");
        Assert.Throws<UserErrorException>(() => Run([Works.Of("one"), Works.Of("two")]));
    }

    [Fact]
    public void Two_processes_may_share_the_folder()
    {
        var works = Enumerable.Range(0, 60).Select(i => Works.Of($"s{i}")).ToList();
        var others = new AuditRunResult?[3];

        Parallel.For(0, 3, i => others[i] = new AuditSession(new KeptResults(kept.Folder), new AuditRunOptions(2, Long, IsFresh: i == 0), _ => { }).Run(works, CancellationToken.None));

        Assert.Single(others.Select(o => Texts(o!)).Distinct());
        Assert.Equal(60, Directory.GetFiles(kept.Folder).Length);
    }

    [Fact]
    public void Files_that_were_taken_away_are_read_once_more()
    {
        var opened = 0;
        StudyWork Gone(int times) => Works.Of("one") with { Open = _ => new OpenedStudy(Works.Inputs, () => Works.Result("one"), () => Interlocked.Increment(ref opened) > times, () => { }) };

        Assert.NotNull(Run([Gone(1)]).Outcomes[0].Result);
        Assert.Equal(2, opened);
        opened = 0;
        var lost = Run([Gone(9)], isFresh: true).Outcomes[0].Failure!;
        Assert.Equal((2, 3), (opened, lost.ExitCode));
        Assert.Contains("taken away", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_than_so_many_work_at_a_time()
    {
        var (now, most) = (0, 0);
        var guard = new Lock();
        StudyResult Assess(string id)
        {
            lock (guard)
                most = Math.Max(most, ++now);
            Thread.Sleep(5);
            lock (guard)
                now--;
            return Works.Result(id);
        }

        Run([.. Enumerable.Range(0, 30).Select(i => Works.Of($"s{i}", () => Assess($"s{i}")))], jobs: 4);

        Assert.InRange(most, 2, 4);
    }
}
