using DnasRepro.Schemas;

namespace DnasRepro.Tests.Schemas;

public class SpellingTests
{
    [Theory]
    [InlineData("repositry_url", "repository_url")]
    [InlineData("Softmax", "softmax")]
    [InlineData("not-reported", "not_reported")]
    [InlineData("unknwon", "unknown")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    [InlineData("dataset", null)]
    public void Names_the_word_that_was_meant_or_none(string word, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(word, ["repository_url", "softmax", "not_reported", "unknown", "modality"]));
}
