using DnasRepro.Architectures;
using DnasRepro.Locations;
using DnasRepro.Recipes;

namespace DnasRepro.Tests.Recipes;

/// <summary>What is printed is read back as the same recipe, and equal recipes have one hash.</summary>
public class RecipeTextTests
{
    private static readonly string[] Pieces =
        ["a", "{seed}", "{epochs}", "\"", "'", "\\", "\n", "\r", "\t", " ", ": ", " #", "- ", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "é", "\u0007", "\u0085", "\u2028", "\uFEFF", "😀", "null", "0x1", "true", "~", "---", "{", "}"];

    [Fact]
    public void A_full_recipe_is_read_back()
    {
        var recipe = Assert.Single(RecipeReaderTests.Good(RecipeReaderTests.Full));

        var again = Assert.Single(RecipeReaderTests.Good(RecipeText.Yaml(recipe)));

        Assert.Equal(RecipeJson.Write(recipe), RecipeJson.Write(again));
        Assert.Equal(recipe.SeedReason, again.SeedReason);
        Assert.Equal(recipe.MinimumEpochs, again.MinimumEpochs);
    }

    [Fact]
    public void Hostile_texts_are_read_back()
    {
        var random = new Random(4);
        for (var i = 0; i < 400; i++)
        {
            string Text() => string.Concat(Enumerable.Range(0, random.Next(0, 8)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var recipe = Minimal() with
            {
                Command = ["python", "{seed}", "{epochs}", .. Enumerable.Range(0, random.Next(4)).Select(_ => Text()).Where(t => !Placeholders.Unknown(t).Any())],
                Environment = new Dictionary<string, string> { ["B"] = "x" + Text().Replace("{", ""), ["A"] = "" },
                Patches = [new RecipePatch(RepoPath.Parse("a b.py"), "x" + Text(), "y" + Text(), random.Next(2) == 0 ? null : 2)],
                Files = [new RecipeFile(RepoPath.Parse("c.yml"), Text()), new RecipeFile(RepoPath.Parse("d.yml"), "x" + Text() + "\n")],
                Epochs = 3,
                MinimumEpochs = new MinimumEpochs(2, "x" + Text()),
                Outputs = [new RecipeOutput("o", "log-*", "metric", "json_pointer", "/" + Text(), 1e-5, 0.25) { EpochOffset = -1, Take = Take.All }],
            };

            var text = RecipeText.Yaml(recipe);
            var again = Assert.Single(RecipeReaderTests.Good(text));

            Assert.Equal(RecipeJson.Write(recipe), RecipeJson.Write(again));
            Assert.Equal(recipe.MinimumEpochs, again.MinimumEpochs);
        }
    }

    [Theory]
    [InlineData("edges_kept_per_node: 2, output: concat", "")]
    [InlineData("output: last", "")]
    [InlineData("edges_kept_per_node: 4", "")]
    [InlineData("edges_kept_per_node: 2", "may_keep_zero: true, ")]
    [InlineData("operations: [none, conv], edges_kept_per_node: 1", "")]
    [InlineData("edge_operations: [[skip], [conv], [pool, conv], [conv, pool], [none, conv]]", "")]
    public void A_space_is_read_back(string cell, string block)
    {
        var yaml = RecipeReaderTests.Small(
            $"space: {{name: 'a: b', {block}operations: [{{id: none, category: zero}}, {{id: skip, category: skip}}, {{id: pool, category: pooling}}, {{id: conv, category: convolution}}], cells: [{{id: c, input_nodes: 2, intermediate_nodes: 2, {cell}}}]}}");
        var recipe = Assert.Single(RecipeReaderTests.Good(yaml));

        var again = Assert.Single(RecipeReaderTests.Good(RecipeText.Yaml(recipe)));

        Assert.Equal(RecipeJson.Write(recipe), RecipeJson.Write(again));
        Assert.Equal("a: b", again.Space!.Name);
    }

    [Fact]
    public void A_command_that_can_stand_on_a_line_does() =>
        Assert.Contains("    command: \"python {seed} --x\"\n", RecipeText.Yaml(Minimal() with { Command = ["python", "{seed}", "--x"] }));

    [Fact]
    public void The_hash_tells_recipes_apart_and_ignores_where_they_stand()
    {
        var recipe = Minimal();

        Assert.Equal(RecipeJson.Sha256(recipe), RecipeJson.Sha256(recipe with { Origin = new RecipeOrigin("card", SourceLocation.WholeFile(RepoPath.Parse("x"))) }));
        Assert.Equal(64, RecipeJson.Sha256(recipe).Length);
        Recipe[] others =
        [
            recipe with { Id = "b" }, recipe with { Command = ["python", "{seed}", ""] }, recipe with { WorkingDirectory = RepoPath.Parse("a") }, recipe with { Seed = SeedPassing.None }, recipe with { Seeds = [1] },
            recipe with { Timeout = TimeSpan.FromSeconds(1) }, recipe with { Threads = 2 }, recipe with { Epochs = 2 }, recipe with { Image = "a" }, recipe with { GivesSet = true }, recipe with { Stubs = ["a"] },
            recipe with { Files = [new RecipeFile(RepoPath.Parse("a"), "b")] }, recipe with { Patches = [new RecipePatch(RepoPath.Parse("a"), "b", "c", null)] }, recipe with { Binds = [new RecipeBind("{data}", "/a")] },
            recipe with { Environment = new Dictionary<string, string> { ["A"] = "" } }, recipe with { Outputs = [] }, recipe with { IsSeedFixed = true }, recipe with { GenotypeComparator = "exact" },
            recipe with { Space = new SearchSpace("s", [], new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), true) },
        ];
        Assert.Equal(others.Length + 1, others.Append(recipe).Select(RecipeJson.Sha256).Distinct().Count());
    }

    [Fact]
    public void The_order_of_variables_does_not_matter()
    {
        var one = Minimal() with { Environment = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" } };
        var other = Minimal() with { Environment = new Dictionary<string, string> { ["B"] = "2", ["A"] = "1" } };

        Assert.Equal(RecipeJson.Write(one), RecipeJson.Write(other));
    }

    internal static Recipe Minimal() => new(
        "a", RecipePurpose.Search, ["python", "{seed}"], null, SeedPassing.Argument, [], TimeSpan.FromMinutes(1), [new RecipeOutput("architecture", "probe", "genotype", "probe", null, null, null)], new RecipeOrigin("file", null));
}
