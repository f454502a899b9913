using System.Diagnostics;
using System.Text;
using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Recipes;

/// <summary>A recipe may come from a repository that means no good: reading it ends, says what is wrong, and lets nothing lead out.</summary>
public class HostileRecipeTests
{
    private static string Full => File.ReadAllText(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "recipes", "positive", "full.yml"));

    [Fact]
    public void Damaged_files_give_problems_or_recipes_that_stay_inside()
    {
        var (random, read) = (new Random(20261126), 0);
        string[] pieces = ["..", "/", "\0", "{out}", "{", "}", "\n", "\n  ", ": ", "- ", "unknown", "null", "-1", "1e999", "'", "\"", "*", "&a", "*a", "\u0007", "\uD800", "é", "~", ".git", "|", "$("];
        for (var i = 0; i < 1200; i++)
        {
            var text = new StringBuilder(Full);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                else
                    text.Insert(at, pieces[random.Next(pieces.Length)]);
            }

            var reading = RecipeReader.ReadFile(text.ToString(), RepoPath.Parse("recipe.yml"));

            Assert.True(reading.Recipes.Count == 1 || reading.Problems.Count > 0, text.ToString());
            foreach (var recipe in reading.Recipes)
            {
                read++;
                Inside(recipe);
                Assert.Equal(RecipeJson.Write(recipe), RecipeJson.Write(RecipeReader.ReadFile(RecipeText.Yaml(recipe), RepoPath.Parse("again.yml")).OrError().Single()));
            }
        }
        Assert.True(read > 100, $"{read}");
    }

    [Fact]
    public void Half_a_character_is_no_reason_to_fail()
    {
        const string Text = """{"recipes": [{"id": "a", "purpose": "search", "command": ["python", "\ud800", "{seed}"], "seed_mechanism": "command_line", "timeout_minutes": 1, "files": [{"path": "a\udc00", "content": "\ud83d"}]}]}""";

        var reading = RecipeReader.ReadFile(Text, RepoPath.Parse("r.json"));

        foreach (var recipe in reading.Recipes)
            Assert.Equal(64, RecipeJson.Sha256(recipe).Length);
        Assert.True(reading.Recipes.Count + reading.Problems.Count > 0);
    }

    [Fact]
    public void Very_large_lists_are_read_in_time()
    {
        var watch = Stopwatch.StartNew();
        var seeds = string.Join(", ", Enumerable.Range(0, 40_000));
        var operations = string.Join(", ", Enumerable.Range(0, 900).Select(i => $"{{id: o{i}}}"));
        var edges = string.Join(", ", Enumerable.Repeat($"[{string.Join(", ", Enumerable.Range(0, 900).Select(i => $"o{i}"))}]", 40));

        var reading = RecipeReaderTests.Read(RecipeReaderTests.Small($"seeds: [{seeds}]\n    space: {{operations: [{operations}], cells: [{{id: c, input_nodes: 4, intermediate_nodes: 5, edge_operations: [{edges}]}}]}}"));

        Assert.NotEmpty(reading.Problems.Select(p => p.Message).Concat(reading.Recipes.Select(r => r.Id)));
        Pace.Require(TimeSpan.FromSeconds(10), watch);
    }

    private static void Inside(Recipe recipe)
    {
        Assert.NotEmpty(recipe.Command[0]);
        Assert.All(recipe.Command.Concat(recipe.Environment.Values), w => Assert.DoesNotContain('\0', w));
        Assert.All(recipe.Patches.Select(p => p.Path).Concat(recipe.Files.Select(f => f.Path)), p => Assert.DoesNotContain(p.Value.Split('/'), part => part is ".."));
        Assert.All(recipe.Outputs, o => Assert.True(OutputPlace.TryParse(o.Path, recipe.WorkingDirectory?.Value ?? "", out var place, out _) && !place.Pattern.Split('/').Contains("..")));
        Assert.All(recipe.Binds, b => Assert.True(b.Source.StartsWith("{data}", StringComparison.Ordinal) && !b.Target.Contains("..") && b.Target != "/"));
        Assert.True(recipe.Timeout > TimeSpan.Zero);
    }
}
