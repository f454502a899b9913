using DnasRepro.Runs.Isolation;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>Results of a run are read without following anything.</summary>
public class ResultFolderTests
{
    [Fact]
    public void Plain_files_are_opened_and_nothing_else()
    {
        using var folder = new TempFolder();
        folder.Write("secret/key", "secret").Write("out/a/result.txt", "genotype");
        File.CreateSymbolicLink(folder["out/link.txt"], folder["secret/key"]);
        Directory.CreateSymbolicLink(folder["out/secret"], folder["secret"]);
        File.CreateSymbolicLink(folder["out/a/inner.txt"], "result.txt");
        folder.Pipe("out/pipe");
        var results = new ResultFolder(folder["out"]);

        using (var stream = results.TryOpen("a/result.txt"))
            Assert.Equal("genotype", new StreamReader(stream!).ReadToEnd());
        Assert.Equal("genotype"u8.ToArray(), results.TryRead("./a/result.txt", 8));
        Assert.All(
            (string[])["link.txt", "secret/key", "a/inner.txt", "pipe", "a", "", ".", "..", "../secret/key", "a/../../secret/key", folder["secret/key"], "missing", "a/result.txt/x", "x\0y"],
            path => Assert.Null(results.TryOpen(path)));
    }

    [Fact]
    public void A_file_above_the_limit_is_not_opened()
    {
        using var folder = new TempFolder();
        folder.Write("log", "123456789");
        var results = new ResultFolder(folder.Path);

        Assert.Null(results.TryOpen("log", 8));
        Assert.Null(results.TryRead("log", 8));
        Assert.NotNull(results.TryRead("log", 9));
    }

    [Fact]
    public void A_folder_that_became_a_link_holds_nothing()
    {
        using var folder = new TempFolder();
        folder.Write("secret/key", "secret");
        Directory.CreateSymbolicLink(folder["out"], folder["secret"]);
        var results = new ResultFolder(folder["out"]);

        Assert.Null(results.TryOpen("key"));
        Assert.Null(results.Newest("*"));
    }

    [Fact]
    public void The_newest_match_is_found_and_links_do_not_match()
    {
        using var folder = new TempFolder();
        foreach (var (name, day) in new[] { ("search-s1-a/log.txt", 1), ("search-s1-b/log.txt", 3), ("search-s1-c/log.txt", 2), ("search-s2/log.txt", 9), ("search-s1-b/other.txt", 8) })
            File.SetLastWriteTimeUtc(folder.Write(name, name)[name], new DateTime(2025, 1, day, 0, 0, 0, DateTimeKind.Utc));
        Directory.CreateSymbolicLink(folder["search-s1-z"], folder["search-s2"]);
        var results = new ResultFolder(folder.Path);

        Assert.Equal("search-s1-b/log.txt", results.Newest("search-s1-*/log.txt"));
        Assert.Equal("search-s1-b/other.txt", results.Newest("search-s?-*/*.txt"));
        Assert.Equal(["search-s1-a/log.txt", "search-s1-c/log.txt", "search-s1-b/log.txt"], results.Matches("search-s1-*/log.txt"));
        Assert.Equal("search-s2/log.txt", results.Newest("search-s2/log.txt"));
        Assert.All((string[])["nothing*", "*", "../*", "*/../*", "/etc/*", "", "**"], p => Assert.Null(results.Newest(p)));
    }

    [Fact]
    public void A_pattern_of_many_stars_takes_no_time()
    {
        using var folder = new TempFolder();
        folder.Write(new string('a', 200), "x");

        var before = Environment.TickCount64;

        Assert.Null(new ResultFolder(folder.Path).Newest(string.Concat(Enumerable.Repeat("*a", 60)) + "b"));
        Assert.True(Environment.TickCount64 - before < 2000);
    }
}
