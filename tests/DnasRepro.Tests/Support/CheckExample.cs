using System.Text.Json.Nodes;
using DnasRepro.Documents;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Tests.Support;

/// <summary>One half of a check's example: the base repository with the example's differences.</summary>
internal sealed record CheckExample(string? CardText, IReadOnlyDictionary<string, string> Files, string? Expect, GitOrigin? Origin, GitHubFacts? Host)
{
    public static string Folder => Path.Combine(Repository.Root, "docs", "checks", "examples");

    /// <summary>The base repository as it is.</summary>
    public static CheckExample Base => Apply(null);

    /// <summary>Reads <c>violates</c> or <c>satisfies</c> of the example of a check.</summary>
    public static CheckExample Read(string slug, string part) =>
        Apply(Yaml(Path.Combine(Folder, slug + ".yml"))[part] ?? throw new InvalidOperationException($"{slug}.yml has no '{part}'."));

    /// <summary>The base repository with differences that a test writes down as an example's YAML.</summary>
    public static CheckExample Of(string yaml) => Apply(Json(YamlReader.Read(yaml, RepoPath.Parse("test.yml")).Root!));

    public RepositoryFacts Facts()
    {
        var files = CardText is null ? Files : Files.Append(new("nas-reporting-card.yml", CardText));
        return Memory.Facts(Memory.Snapshot(files) with { Origin = Origin }) with { GitHub = Host };
    }

    private static CheckExample Apply(JsonNode? patch)
    {
        var start = Yaml(Path.Combine(Folder, "base.yml"));
        var files = start["files"]!.AsObject().ToDictionary(f => f.Key, f => f.Value!.GetValue<string>());
        foreach (var (path, text) in patch?["files"]?.AsObject() ?? [])
        {
            if (text is null)
                files.Remove(path);
            else
                files[path] = text.GetValue<string>();
        }
        foreach (var (path, edits) in patch?["edits"]?.AsObject() ?? [])
            files[path] = edits!.AsArray().Aggregate(files[path], (text, edit) => Edited(text, edit!["replace"]!.GetValue<string>(), edit["by"]!.GetValue<string>()));
        var card = patch?["no_card"] is not null ? null : patch?["card_text"]?.GetValue<string>() ?? Merge(start["card"]!, patch?["card"]).ToJsonString();
        return new CheckExample(card, files, patch?["expect"]?.GetValue<string>(), Git(patch?["git"]), Hub(patch?["host"]));
    }

    /// <summary>Replaces one piece of a text, which has to be there once: an example must not miss its mark in silence.</summary>
    private static string Edited(string text, string piece, string other) => text.Split(piece).Length == 2
        ? text.Replace(piece, other)
        : throw new InvalidOperationException($"'{piece}' is not there once.");

    /// <summary>What git says: the commit that is read, a remote, whether the clone is complete, and commits with the files that differ there.</summary>
    private static GitOrigin? Git(JsonNode? git) => git is null ? null : new GitOrigin(
        git["commit"]?.GetValue<string>(), IsWorkingTree: true, new HashSet<string>(), git["remote"]?.GetValue<string>(), Prefix: "", git["complete"]?.GetValue<bool>() ?? true,
        (sha, _) => git["commits"]?[sha] is JsonArray differing
            ? new CommitComparison(true, [.. differing.Select(d => d!.GetValue<string>())])
            : new CommitComparison(false, []));

    /// <summary>What GitHub says: an ordinary repository but for what is written.</summary>
    private static GitHubFacts? Hub(JsonNode? host) => host is null ? null : new GitHubFacts(
        host["asked"]?.GetValue<string>() ?? "owner/example", "owner/example", "main", host["archived"]?.GetValue<bool>() ?? false, host["disabled"]?.GetValue<bool>() ?? false, IsPrivate: false,
        host["parent"]?.GetValue<string>(), host["parent"]?.GetValue<string>(), host["licence"]?.GetValue<string>() ?? "MIT", [],
        new([.. (host["tags"]?.AsObject() ?? []).Select(t => new GitHubTag(t.Key, t.Value!.GetValue<string>()))], host["all_tags"]?.GetValue<bool>() ?? true),
        new([.. (host["releases"]?.AsArray() ?? []).Select(r => r!.GetValue<string>())], IsWhole: true), new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero), null);

    /// <summary>A merge patch as RFC 7396 has it; an absent patch changes nothing.</summary>
    private static JsonNode Merge(JsonNode target, JsonNode? patch)
    {
        if (patch is null)
            return target.DeepClone();
        if (patch is not JsonObject changes || target is not JsonObject original)
            return patch.DeepClone();
        var merged = (JsonObject)original.DeepClone();
        foreach (var (key, value) in changes)
        {
            if (value is null)
                merged.Remove(key);
            else
                merged[key] = merged[key] is { } old ? Merge(old, value) : value.DeepClone();
        }
        return merged;
    }

    private static JsonNode Yaml(string file)
    {
        var reading = YamlReader.Read(File.ReadAllText(file), RepoPath.Parse(Path.GetFileName(file)));
        return Json(reading.Root ?? throw new InvalidOperationException($"{file}: {reading.Problems[0]}"))!;
    }

    internal static JsonNode? Json(DocumentNode node) => node switch
    {
        DocumentMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, Json(e.Value)))),
        DocumentList list => new JsonArray([.. list.Items.Select(Json)]),
        DocumentScalar { Kind: ScalarKind.Null } => null,
        DocumentScalar { Kind: ScalarKind.Boolean } scalar => JsonValue.Create(scalar.Number == 1),
        DocumentScalar { Kind: ScalarKind.Integer } scalar => JsonValue.Create((long)scalar.Number),
        DocumentScalar { Kind: ScalarKind.Number } scalar => JsonValue.Create(scalar.Number),
        DocumentScalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new InvalidOperationException(),
    };
}
