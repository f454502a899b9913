using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Searching;

namespace DnasRepro.Search.Tests.Searching;

public class MemoryNeedTests
{
    [Fact]
    public void A_search_that_does_not_fit_is_refused_before_it_begins()
    {
        var settings = new SearchSettings { Space = new SpaceSettings { Channels = 128 }, Data = new DataSettings { Size = 1024 } };

        var error = Assert.Throws<UserErrorException>(() => MemoryNeed.Check(settings, 1, 2, 24L << 30));

        Assert.Contains("GiB of memory, and 24 GiB are there", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotAttempted, error.ExitCode);
    }

    [Fact]
    public void The_default_search_takes_a_few_hundred_megabytes()
    {
        MemoryNeed.Check(new SearchSettings(), 1, 2, 1L << 30);
        Assert.InRange(MemoryNeed.Bytes(new SearchSettings(), 1, 2), 100e6, 400e6);
    }
}
