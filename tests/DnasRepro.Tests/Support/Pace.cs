using System.Diagnostics;

namespace DnasRepro.Tests.Support;

/// <summary>
/// Limits of time in units of what this machine does, for texts that were made to take long: what grows with the square of
/// its length fails on a fast machine, and what is merely run on a slow or busy one does not.
/// </summary>
internal static class Pace
{
    /// <summary>What the work of <see cref="Work"/> takes on a usual machine.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(100);

    /// <summary>Fails when a watch shows more than it may.</summary>
    /// <param name="limit">What it may show on a usual machine.</param>
    public static void Require(TimeSpan limit, Stopwatch watch)
    {
        var taken = watch.Elapsed;
        if (taken <= limit)
            return;
        var slower = Work() / Usual;
        Assert.True(taken <= limit * slower, FormattableString.Invariant($"It took {taken}; {limit} are allowed on a usual machine, and this one is {slower:0.0} times slower."));
    }

    /// <summary>The same work on every machine: texts, memory and numbers.</summary>
    private static TimeSpan Work()
    {
        Once();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++)
            Once();
        return watch.Elapsed;

        static void Once()
        {
            var words = string.Join(' ', Enumerable.Range(0, 40_000).Select(i => i * 7919 % 10_007)).Split(' ');
            var counts = words.GroupBy(w => w, StringComparer.Ordinal).Select(g => (g.Key, Count: g.Count())).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            Assert.Equal(40_000, counts.Sum(c => c.Count));
        }
    }
}
