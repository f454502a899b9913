using System.Text;
using CsCheck;
using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Tests.Documents;

public class YamlReaderTests
{
    private static readonly RepoPath Card = RepoPath.Parse("card.yml");

    [Theory]
    [InlineData("true", ScalarKind.Boolean)]
    [InlineData("no", ScalarKind.Text)] // a boolean in YAML 1.1 only
    [InlineData("off", ScalarKind.Text)]
    [InlineData("2026-11-24", ScalarKind.Text)] // a timestamp in YAML 1.1 only
    [InlineData("1e-3", ScalarKind.Number)] // a string for PyYAML
    [InlineData("0o14", ScalarKind.Integer)]
    [InlineData("0x1F", ScalarKind.Integer)]
    [InlineData("014", ScalarKind.Integer)]
    [InlineData("1_000", ScalarKind.Text)]
    [InlineData("1:30", ScalarKind.Text)]
    [InlineData("-.5", ScalarKind.Number)]
    [InlineData("+7", ScalarKind.Integer)]
    [InlineData(".", ScalarKind.Text)]
    [InlineData("-", ScalarKind.Text)]
    [InlineData("1.2.3", ScalarKind.Text)]
    [InlineData("~", ScalarKind.Null)]
    [InlineData("Null", ScalarKind.Null)]
    [InlineData(".inf", ScalarKind.Number)]
    [InlineData("'5'", ScalarKind.Text)]
    public void Plain_words_get_their_type_from_the_core_schema_of_1_2(string value, ScalarKind kind)
    {
        if (value == "-")
            value = "\"-\"";
        var root = Assert.IsType<DocumentMap>(YamlReader.Read($"key: {value}\n", Card).Root);

        Assert.Equal(kind, Assert.IsType<DocumentScalar>(root["key"]).Kind);
    }

    [Theory]
    [InlineData("a: x", "", 4)]
    [InlineData("", ": 1", 1)]
    public void Half_of_a_surrogate_pair_is_no_text(string before, string after, int column)
    {
        var problem = Assert.Single(YamlReader.Read(before + '\uD800' + after, RepoPath.Parse("card.yml")).Problems);

        Assert.Contains("surrogate pair", problem.Message);
        Assert.Equal((1, column), (problem.Location.StartLine, problem.Location.StartColumn));
    }

    [Fact]
    public void Places_are_those_of_the_author()
    {
        var root = Assert.IsType<DocumentMap>(YamlReader.Read("a: 1\nb:\n  - {c: dd}\n", Card).Root);
        var entry = Assert.IsType<DocumentMap>(Assert.IsType<DocumentList>(root["b"]).Items[0]).Entry("c")!;

        Assert.Equal("card.yml:3:6", entry.KeyLocation.ToString());
        Assert.Equal(new SourceLocation(Card, 3, 9, 3, 11), entry.Value.Location);
    }

    [Theory]
    [InlineData("a: 1\r\nb:\r\n  c: x\r\n", 3)]
    [InlineData("\uFEFFa: 1\nb:\n  c: x\n", 3)]
    [InlineData("# only a comment\na: 1\n\nb: {c: x}\n", 4)]
    public void Line_ends_and_byte_order_marks_do_not_move_places(string yaml, int line)
    {
        var root = Assert.IsType<DocumentMap>(YamlReader.Read(yaml.TrimStart('\uFEFF'), Card).Root);

        Assert.Equal(line, Assert.IsType<DocumentMap>(root["b"]).Entry("c")!.KeyLocation.StartLine);
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", 3, 1, "'a' is written twice")]
    [InlineData("a:\n\t- 1\n", 2, 1, "tab")]
    [InlineData("a: [1, 2\n", 2, 1, "not valid YAML")]
    [InlineData("a: &x [*x]\n", 1, 8, "contains itself")]
    [InlineData("a: *nowhere\n", 1, 4, "has no anchor")]
    [InlineData("a: !!python/object:os.system x\n", 1, 4, "tag")]
    [InlineData("a: 1\n---\nb: 2\n", 2, 1, "second YAML document")]
    [InlineData("base: &b {x: 1}\nuse: {<<: *b}\n", 2, 7, "merge keys")]
    [InlineData("", 1, 1, "empty")]
    [InlineData("{[1]: 2}\n", 1, 2, "plain word")]
    public void What_cannot_be_read_is_named_with_its_place(string yaml, int line, int column, string message)
    {
        var problem = Assert.Single(YamlReader.Read(yaml, Card).Problems);

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Location.StartLine, problem.Location.StartColumn));
        Assert.NotEmpty(problem.Fix);
    }

    [Fact]
    public void An_alias_bomb_is_refused()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++)
            bomb.Append($"a{i}: &a{i} [{string.Join(",", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        var problem = Assert.Single(YamlReader.Read(bomb.ToString(), Card).Problems);

        Assert.Contains("aliases counted", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", 500_000)]
    [InlineData("{a: ", 200_000)]
    [InlineData("- ", 400_000)]
    [InlineData("? ", 400_000)]
    [InlineData("a: |\n ", 100_000)]
    [InlineData("&a ", 300_000)]
    [InlineData("!", 900_000)]
    [InlineData("\"", 900_001)]
    [InlineData("-", 900_000)]
    [InlineData("a: b\n", 200_000)]
    public void Masses_of_the_same_are_refused_or_read_but_never_crash(string piece, int count)
    {
        var reading = YamlReader.Read(string.Concat(Enumerable.Repeat(piece, count))[..Math.Min(piece.Length * count, DocumentLimits.LargestDocument)], Card);

        Assert.True(reading.Root is not null || reading.Problems.Count == 1);
    }

    [Fact]
    public void A_document_above_the_limit_is_refused_unread()
    {
        var problem = Assert.Single(YamlReader.Read(new string('#', 10_000_000), Card).Problems);

        Assert.Contains("larger than 1 MiB", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_gives_a_root_or_one_problem()
    {
        string[] pieces = ["a", ":", " ", "\n", "-", "[", "]", "{", "}", ",", "'", "\"", "&x", "*x", "!", "|", ">", "%", "#", "\t", "?", "@", "\u0085", "\u2028", "é", "😀", "---", "...", "0", "~"];
        var piece = Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

        Gen.OneOf(piece.Array[0, 60].Select(string.Concat), Gen.String[0, 60]).Sample(
            text =>
            {
                var reading = YamlReader.Read(text, Card);
                return reading.Root is null == (reading.Problems.Count == 1);
            },
            iter: 20_000,
            seed: "0N0XIzNsQ0O2");
    }
}
