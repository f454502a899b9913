using DnasRepro.GitHub;

namespace DnasRepro.Tests.GitHub;

/// <summary>Where the token and the API's address come from.</summary>
public sealed class OptionsTests
{
    private static GitHubOptions With(string? token, string? other, string? api) =>
        GitHubOptions.From(new Dictionary<string, string?> { ["GITHUB_TOKEN"] = token, ["GH_TOKEN"] = other, ["GITHUB_API_URL"] = api }.GetValueOrDefault, null);

    [Fact]
    public void Nothing_set_is_the_public_api_without_a_token() => Assert.Equal(new GitHubOptions(null, GitHubOptions.PublicApi, null), With(null, null, null));

    [Fact]
    public void GITHUB_TOKEN_comes_first()
    {
        Assert.Equal("one", With("one", "two", null).Token);
        Assert.Equal("two", With("", "two", null).Token);
    }

    [Theory]
    [InlineData(" t0ken\r\n")]
    [InlineData("t0ken\n")]
    [InlineData("\tt0ken")]
    public void White_space_around_a_token_is_none_of_it(string variable)
    {
        Assert.Equal("t0ken", With(variable, null, null).Token);
        Assert.Equal("two", With(" \n", "two", null).Token);
        Assert.Null(With(" \n", "\t", null).Token);
    }

    [Theory]
    [InlineData("t0ken\nX-Other: 1")]
    [InlineData("t0ken t0ken")]
    [InlineData("t0\0ken")]
    [InlineData("t0\u001bken")]
    [InlineData("t0\u007fken")]
    [InlineData("t0\u200bken")]
    public void A_token_with_other_characters_within_is_refused_and_not_shown(string variable)
    {
        var error = Assert.Throws<UserErrorException>(() => With(variable, null, null));
        var other = Assert.Throws<UserErrorException>(() => With(null, variable, null));

        Assert.StartsWith("GITHUB_TOKEN holds white space, a control character", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("GH_TOKEN holds", other.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("t0", error.Message + error.Hint, StringComparison.Ordinal);
        Assert.Equal(2, error.ExitCode);
    }

    [Fact]
    public void Options_do_not_show_their_token()
    {
        Assert.DoesNotContain("t0ken", With("t0ken", null, null).ToString());
        Assert.DoesNotContain("t0ken", new DnasRepro.Sources.SourceOptions(GitHubToken: "t0ken").ToString());
    }

    [Theory]
    [InlineData("https://api.github.com", "https://api.github.com/")]
    [InlineData("https://hub.example.org/api/v3", "https://hub.example.org/api/v3/")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://[::1]:8080/", "http://[::1]:8080/")]
    public void An_address_is_taken(string text, string address) => Assert.Equal(address, With(null, null, text).Api.AbsoluteUri);

    [Theory]
    [InlineData("http://api.github.com")]
    [InlineData("http://127.0.0.1.example.org")]
    [InlineData("https://user:pass@api.github.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("api.github.com")]
    [InlineData("https://api.github.com/?x=")]
    public void An_address_that_would_give_the_token_away_is_refused(string text)
    {
        var error = Assert.Throws<UserErrorException>(() => With("t0ken", null, text));

        Assert.DoesNotContain("pass", error.Message);
        Assert.Equal(2, error.ExitCode);
    }
}
