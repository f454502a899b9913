using System.Text;
using System.Text.Json.Nodes;
using DnasRepro.ReferenceSearch;
using DnasRepro.Schemas;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.ReferenceSearch;

/// <summary>docs/search-settings.md says of every key what the schema, the defaults and the registry say; DNAS_REPRO_UPDATE=1 writes its tables anew.</summary>
public class SearchSettingsPageTests
{
    private const string End = "<!-- end -->";

    private static string Page => Path.Combine(Repository.Root, "docs", "search-settings.md");

    [Fact]
    public void The_tables_of_the_page_are_those_of_the_code()
    {
        var page = File.ReadAllText(Page);

        Golden.Matches(Page, With(With(With(page, "keys", Keys()), "operations", Operations()), "names", Names()));
    }

    private static string With(string page, string name, string table)
    {
        var mark = $"<!-- {name} -->";
        var start = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        Assert.True(start > mark.Length, $"The page has no place for its {name}.");
        return page[..start] + "\n" + table + page[page.IndexOf(End, start, StringComparison.Ordinal)..];
    }

    private static string Keys()
    {
        var schema = JsonNode.Parse(JsonSchema.ReadText(SearchSettingsReader.SchemaFile))!["properties"]!.AsObject();
        var (images, volumes) = (JsonNode.Parse(SearchSettingsJson.Write(new SearchSettings()))!, JsonNode.Parse(SearchSettingsJson.Write(SearchSettings.For(3)))!);
        var text = new StringBuilder();
        foreach (var (block, rule) in schema.Where(p => p.Key != "$schema"))
        {
            text.Append($"\n### `{block}`\n\n{rule!["description"]}\n\n| key | default | values | meaning |\n|---|---|---|---|\n");
            foreach (var (key, each) in rule["properties"]!.AsObject())
                text.Append($"| `{key}` | {Default(key, images[block]![key], volumes[block]![key])} | {Values(each!)} | {each!["description"]!.GetValue<string>().Replace("|", "\\|")} |\n");
        }
        return text.ToString();
    }

    private static string Default(string key, JsonNode? images, JsonNode? volumes)
    {
        var usual = images is JsonArray { Count: > 0 } list ? string.Join(", ", list.Select(o => $"`{o}`")) : $"`{images?.ToJsonString() ?? "null"}`";
        return key == "dimensions" || JsonNode.DeepEquals(images, volumes) ? usual : $"{usual}; `{volumes?.ToJsonString()}` in 3-D";
    }

    private static string Values(JsonNode rule)
    {
        if (rule["anyOf"] is JsonArray branches)
            return Values(branches[0]!) + " or null";
        if (rule["enum"] is JsonArray words)
            return string.Join(", ", words.Select(w => $"`{w}`"));
        return rule["minimum"] is { } low ? $"{low} to {rule["maximum"]}" : rule["type"]!.GetValue<string>() switch { "boolean" => "true, false", "array" => "list", "object" => "block", _ => "text" };
    }

    private static string Operations()
    {
        var text = new StringBuilder("\n| operation | category in cards | also called |\n|---|---|---|\n");
        foreach (var operation in OperationRegistry.All)
            text.Append($"| `{operation.Id}` | {operation.Category} | {string.Join(", ", operation.Aliases.Select(a => $"`{a}`"))} |\n");
        return text.ToString();
    }

    private static string Names()
    {
        string[] near = ["shuffle_conv", "up_conv", "cweight", "dil_3_conv", "max_pool_2x2", "conv_3x3x1", "sep_conv_7x7", "self_attention"];
        var text = new StringBuilder("\n| name | stands for | difference |\n|---|---|---|\n");
        foreach (var name in near)
        {
            var match = OperationMatch.OfName(name);
            text.Append($"| `{name}` | {(match.Operation is { } o ? $"`{o.Id}`" : "nothing: left out")} | {match.Difference ?? "–"} |\n");
        }
        return text.ToString();
    }
}
