using DnasRepro.Locations;
using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

public sealed class PlainFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public PlainFileTests()
    {
        folder.Write("list/cards/one.yml", "card").Write("secret.yml", "secret").Write("outside/two.yml", "secret");
        File.CreateSymbolicLink(folder["list/cards/link.yml"], folder["secret.yml"]);
        Directory.CreateSymbolicLink(folder["list/out"], folder["outside"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_below_the_folder_is_found_and_read() =>
        Assert.Equal("card"u8.ToArray(), PlainFile.Find(folder["list"], RepoPath.Parse("cards/one.yml"))!.ReadBytes());

    [Theory]
    [InlineData("cards/link.yml")]
    [InlineData("out/two.yml")]
    [InlineData("cards")]
    [InlineData("cards/none.yml")]
    [InlineData("cards/one.yml/x")]
    public void What_is_no_plain_file_or_behind_a_link_is_not_there(string path) => Assert.Null(PlainFile.Find(folder["list"], RepoPath.Parse(path)));

    [Fact]
    public void A_pipe_is_not_opened()
    {
        folder.Pipe("list/pipe.yml");

        Assert.Null(PlainFile.Find(folder["list"], RepoPath.Parse("pipe.yml")));
    }
}
