using DnasRepro.AuditRuns;

namespace DnasRepro.Tests.AuditRuns;

public class TimeLeftTests
{
    [Theory]
    [InlineData(100, 10, 0, 5, 50)]
    [InlineData(100, 9, 2, 11, 100)]
    [InlineData(100, 10, 0, 0, 0)]
    [InlineData(60, 1, 2, 2, 30)]
    public void It_goes_on_as_it_went(double elapsed, int assessed, int running, int left, double expected) =>
        Assert.Equal(expected, TimeLeft.Of(TimeSpan.FromSeconds(elapsed), assessed, running, left)!.Value.TotalSeconds, 6);

    [Fact]
    public void Before_the_first_result_nothing_is_said() => Assert.Null(TimeLeft.Of(TimeSpan.FromSeconds(5), 0, 2, 100));
}
