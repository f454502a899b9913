using System.Text;
using DnasRepro.Cards;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Cards;

public class CardReaderTests
{
    private const string Broken = "identity:\n  card_type: author\n";

    [Fact]
    public void A_fenced_card_in_Markdown_keeps_the_documents_places()
    {
        var reading = Read("README.md", "# Study\n\nText.\n\n```yaml nas-reporting-card\n" + Broken + "```\n");

        var problem = Assert.IsType<CardReading.Invalid>(reading).Problems.Single(p => p.Field == "identity.card_type");
        Assert.Equal("README.md:7:14", problem.Location.ToString());
    }

    [Theory]
    [InlineData("```yaml\nidentity: {}\n```\n")]
    [InlineData("```json nas-reporting-card\n{}\n```\n")]
    [InlineData("the words nas-reporting-card alone\n")]
    public void Other_blocks_are_no_card(string markdown) => Assert.IsType<CardReading.Missing>(Read("README.md", markdown));

    [Fact]
    public void Cards_are_looked_for_in_one_order()
    {
        string[] names =
        [
            "nas-reporting-card.yml", "nas-reporting-card.yaml", "nas-reporting-card.json", ".github/nas-reporting-card.yml", "docs/nas-reporting-card.json",
            "nas-card.yml", ".github/nas-card.yaml", "docs/nas-card.yml", "a.nas-card.yml", "b.nas-card.yaml", "docs/study.nas-card.json",
        ];
        var others = new[] { "src/nas-card.yml", "nas-card.txt", "docs/deep/nas-card.yml", "my-nas-card.yml", "NAS-CARD.yml" };

        var found = CardDiscovery.Files(Memory.Snapshot(names.Concat(others).Reverse().Select(n => KeyValuePair.Create(n, "x"))));

        Assert.Equal(
            ["nas-reporting-card.yml", "nas-reporting-card.yaml", "nas-reporting-card.json", ".github/nas-reporting-card.yml", "docs/nas-reporting-card.json",
             "nas-card.yml", ".github/nas-card.yaml", "docs/nas-card.yml", "a.nas-card.yml", "b.nas-card.yaml", "docs/study.nas-card.json"],
            found.Select(f => f.Path.Value));
    }

    [Theory]
    [InlineData("- a\n- b\n", "a list stands where")]
    [InlineData("just text\n", "a string stands where")]
    [InlineData("a: 1\na: 2\n", "written twice")]
    [InlineData("a:\n\tb: 1\n", "tab")]
    [InlineData("", "empty")]
    [InlineData("a: \0\n", "NUL")]
    public void A_file_that_is_no_card_is_one_clear_problem(string text, string message)
    {
        var problem = Assert.Single(Assert.IsType<CardReading.Unreadable>(Read("nas-card.yml", text)).Problems);

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Fix);
    }

    [Fact]
    public void Wrong_encodings_and_huge_cards_are_named()
    {
        Assert.Contains("not valid UTF-8 (line 2)", Problem([.. "a: 1\nb: "u8, 0xE9]), StringComparison.Ordinal);
        Assert.Contains("larger than 1 MiB", Problem(Encoding.UTF8.GetBytes("a: " + new string('x', 10 * 1024 * 1024))), StringComparison.Ordinal);
        Assert.IsType<CardReading.Invalid>(CardReader.Read(File("nas-card.yml", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Broken)])));

        static string Problem(byte[] bytes) => Assert.Single(Assert.IsType<CardReading.Unreadable>(CardReader.Read(File("nas-card.yml", bytes))).Problems).Message;
    }

    [Fact]
    public void Line_ends_and_marks_do_not_move_a_problem()
    {
        foreach (var text in new[] { Broken, Broken.Replace("\n", "\r\n"), "\uFEFF" + Broken })
        {
            var problem = Assert.IsType<CardReading.Invalid>(Read("nas-card.yml", text)).Problems.Single(p => p.Field == "identity.card_type");
            Assert.Equal((2, 14), (problem.Location.StartLine, problem.Location.StartColumn));
        }
    }

    [Fact]
    public void Several_cards_are_a_warning_that_names_those_not_used()
    {
        var facts = Memory.Facts(new Dictionary<string, string> { ["nas-card.yml"] = "a: 1\n", ["docs/nas-card.yml"] = "a: 1\n" });

        Assert.Equal("nas-card.yml", Assert.IsType<CardReading.Invalid>(facts.Card.Reading).Card.Path.Value);
        Assert.Equal("docs/nas-card.yml", Assert.Single(facts.Card.Others).Value);
    }

    private static CardReading Read(string name, string text) => CardReader.Read(File(name, Encoding.UTF8.GetBytes(text)));

    private static SnapshotFile File(string name, byte[] bytes) => new(RepoPath.Parse(name), bytes.Length, () => bytes);
}
