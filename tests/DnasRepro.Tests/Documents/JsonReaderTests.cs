using System.Text.Json;
using CsCheck;
using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Tests.Documents;

public class JsonReaderTests
{
    private static readonly RepoPath Card = RepoPath.Parse("card.json");

    [Fact]
    public void Places_count_characters_and_not_bytes()
    {
        var root = Assert.IsType<DocumentMap>(JsonReader.Read("{\n\t\"ä😀\": 5, \"b\": [true]\n}", Card).Root);

        Assert.Equal(new SourceLocation(Card, 2, 2, 2, 7), root.Entry("ä😀")!.KeyLocation);
        Assert.Equal(new SourceLocation(Card, 2, 9, 2, 10), root["ä😀"]!.Location);
        Assert.Equal("card.json:2:12", root.Entry("b")!.KeyLocation.ToString());
    }

    [Theory]
    [InlineData("{\"a\": 1, \"a\": 2}", 1, 10, "written twice")]
    [InlineData("{\"a\": 1,}", 1, 9, "not valid JSON")]
    [InlineData("{\n \"a\": tru\n}", 2, 10, "not valid JSON")]
    [InlineData("", 1, 1, "not valid JSON")]
    [InlineData("[1] x", 1, 5, "not valid JSON")]
    [InlineData("// no\n{}", 1, 1, "not valid JSON")]
    [InlineData("{\"a\": \"\\ud800\"}", 1, 7, "surrogate")]
    public void What_cannot_be_read_is_named_with_its_place(string json, int line, int column, string message)
    {
        var problem = Assert.Single(JsonReader.Read(json, Card).Problems);

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Location.StartLine, problem.Location.StartColumn));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Deep_nesting_is_refused(string piece)
    {
        var problem = Assert.Single(JsonReader.Read(string.Concat(Enumerable.Repeat(piece, 100_000)), Card).Problems);

        Assert.Contains("levels deep", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_platform_reads_we_read_and_nothing_else()
    {
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "1", "-2.5e3", "true", "null", " ", "\n", "\"\\u00e9\"", "x"];
        var piece = Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

        piece.Array[0, 25].Select(string.Concat).Sample(
            text =>
            {
                var reading = JsonReader.Read(text, Card);
                return reading.Root is not null || !Platform(text) || reading.Problems[0].Message.Contains("twice");
            },
            iter: 20_000,
            seed: "0N0XIzNsQ0O2");

        static bool Platform(string text)
        {
            try
            {
                using var document = JsonDocument.Parse(text);
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
