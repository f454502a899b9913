using DnasRepro.Locations;
using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

/// <summary>Clones within a budget, fetched from real servers.</summary>
public sealed class CloneShelfTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly GitServer server;

    public CloneShelfTests()
    {
        for (var i = 1; i <= 4; i++)
        {
            var bytes = new byte[100_000];
            new Random(i).NextBytes(bytes);
            folder.Init($"r{i}").Write($"r{i}/random.bin", bytes).Write($"r{i}/a.py", $"x = {i}\n").Commit($"r{i}");
        }
        server = new GitServer(folder.Path);
    }

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    private OpenRepository Read(int number, long? budget) =>
        Reading.Read(new RepositoryAddress.GitUrl($"{server.Url}r{number}/.git", null), new SourceOptions(folder["cache"]) { CloneBudget = budget });

    /// <summary>The numbers of the repositories whose clones are there.</summary>
    private string There => string.Join(' ', Directory.GetDirectories(folder["cache/repositories"]).SelectMany(s => Directory.GetDirectories(s)).Select(Number).Order(StringComparer.Ordinal));

    private string Number(string clone) => Enumerable.Range(1, 4).Single(i => folder.GitIn($"r{i}", "rev-parse", "HEAD") == Path.GetFileName(clone)).ToString();

    /// <summary>Makes the clones that are there look as if they had been used some hours ago.</summary>
    private void Age()
    {
        foreach (var clone in Directory.GetDirectories(folder["cache/repositories"]).SelectMany(s => Directory.GetDirectories(s)))
            Directory.SetLastWriteTimeUtc(clone, Directory.GetLastWriteTimeUtc(clone).AddHours(-1));
    }

    [Fact]
    public void Those_used_longest_ago_make_room()
    {
        foreach (var number in (int[])[1, 2, 1, 3])
        {
            Read(number, budget: 350_000).Dispose();
            Age();
        }
        Assert.Equal("1 2 3", There);

        Read(4, budget: 350_000).Dispose();

        Assert.Equal("1 3 4", There);
    }

    [Fact]
    public void What_is_read_stays_however_little_room_there_is()
    {
        using var one = Read(1, budget: 1);
        using (var two = Read(2, budget: 1))
        {
            Assert.Equal("1 2", There);
            Assert.Equal("x = 2\n", two.Text("a.py"));
        }
        Age();
        using var three = Read(3, budget: 1);

        Assert.Equal("1 3", There);
        Assert.Equal("x = 1\n", one.Text("a.py"));
    }

    [Fact]
    public void With_no_budget_none_is_kept_after_its_use_but_those_of_before()
    {
        Read(1, budget: null).Dispose();
        using (var two = Read(2, budget: 0))
        using (var again = Read(2, budget: 0))
        {
            Assert.Equal("x = 2\n", again.Text("a.py"));
            Assert.Equal("1 2", There);
        }

        Assert.Equal("1", There);
    }

    [Fact]
    public void Who_reads_a_clone_can_tell_that_it_was_taken_away()
    {
        using var one = Read(1, budget: null);
        var clone = Directory.GetDirectories(folder["cache/repositories"]).SelectMany(s => Directory.GetDirectories(s)).Single();
        Assert.True(one.IsStillThere);

        Directory.Move(clone, folder["aside"]);
        Assert.False(one.IsStillThere);
        using var other = Read(1, budget: null);

        Assert.True(other.IsStillThere);
        Assert.False(one.IsStillThere);
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(404, false)]
    [InlineData(403, false)]
    public void What_passes_is_told_from_what_does_not(int status, bool mayPass)
    {
        using var busy = new GitServer(folder.Path) { Status = status, TurnsAway = 100 };

        var error = Assert.Throws<UserErrorException>(() => Reading.Read(new RepositoryAddress.GitUrl($"{busy.Url}r1/.git", null), new SourceOptions(folder["cache"])));

        Assert.True(error.MayPass == mayPass, error.Message);
    }

    [Fact]
    public void An_answer_that_breaks_off_may_pass()
    {
        using var broken = new GitServer(folder.Path) { BreaksAfter = 50_000 };

        var error = Assert.Throws<UserErrorException>(() => Reading.Read(new RepositoryAddress.GitUrl($"{broken.Url}r1/.git", null), new SourceOptions(folder["cache"])));

        Assert.True(error.MayPass, error.Message);
    }
}
