using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DnasRepro.Tests.Support;

/// <summary>GitHub's own description of its API (npm @octokit/openapi), cut to the paths that a client of ours may use: the whole takes long to load.</summary>
internal static partial class GitHubDescription
{
    private static readonly Lazy<JsonObject> Cut = new(Read);

    /// <summary>The description's file; there once <c>npm ci</c> ran in tests/tools.</summary>
    public static string File => Path.Combine(ExternalTool.ToolsFolder, "node_modules", "@octokit", "openapi", "generated", "api.github.com.json");

    /// <summary>The cut description as text.</summary>
    public static string Text => Cut.Value.ToJsonString();

    /// <summary>The answer that GitHub's documentation shows for a path and a method, as in <c>Example("/repos/{owner}/{repo}/tags", "get")</c>; a copy to change.</summary>
    public static JsonNode Example(string path, string method)
    {
        var answers = Cut.Value["paths"]![path]![method]!["responses"]!.AsObject();
        var content = answers.First(a => a.Key.StartsWith('2')).Value!["content"]!["application/json"]!;
        var example = content["example"] ?? Resolved(content["examples"]!.AsObject().First().Value!)["value"]!;
        return example.DeepClone();
    }

    private static JsonNode Resolved(JsonNode node) =>
        node["$ref"]?.GetValue<string>().Split('/') is [_, _, var kind, var name] ? Cut.Value["components"]![kind]![name]! : node;

    private static JsonObject Read()
    {
        var whole = JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject();
        var paths = new JsonObject(whole["paths"]!.AsObject().Where(p => Used().IsMatch(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        var components = new JsonObject();
        Collect(paths, whole["components"]!, components);
        return new JsonObject
        {
            ["openapi"] = whole["openapi"]!.DeepClone(),
            ["info"] = whole["info"]!.DeepClone(),
            ["servers"] = whole["servers"]!.DeepClone(),
            ["paths"] = paths,
            ["components"] = components,
        };
    }

    /// <summary>Takes over what is referred to, and what that refers to.</summary>
    private static void Collect(JsonNode? node, JsonNode from, JsonObject to)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Collect(item, from, to);
        }
        else if (node is JsonObject members)
        {
            if (members["$ref"] is JsonValue reference && reference.GetValue<string>().Split('/') is [_, _, var kind, var name])
                Take(kind, name, from, to);
            foreach (var (_, member) in members.ToList())
                Collect(member, from, to);
        }
    }

    private static void Take(string kind, string name, JsonNode from, JsonObject to)
    {
        var group = to[kind]?.AsObject();
        if (group is null)
            to[kind] = group = [];
        if (group.ContainsKey(name))
            return;
        group[name] = from[kind]![name]!.DeepClone();
        Collect(group[name], from, to);
    }

    [GeneratedRegex(@"^/user\z|^/repos/\{owner\}/\{repo\}(\z|/tags\z|/releases\z|/commits/|/compare/|/issues/|/pulls|/actions/(runs|artifacts)|/check-runs|/git/)", RegexOptions.CultureInvariant)]
    private static partial Regex Used();
}
