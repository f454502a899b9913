using DnasRepro.Locations;

namespace DnasRepro.SearchCode.Flow;

/// <summary>
/// Objects that configuration files declare by a dotted name, as MONAI bundles and Hydra do: <c>network: {_target_: monai.networks.nets.DiNTS}</c>.
/// </summary>
internal sealed class ConfigTargets
{
    private const int MostTargets = 4000;

    private readonly Dictionary<string, List<string>> targets = new(StringComparer.Ordinal);

    /// <summary>Reads the declarations of some YAML and JSON texts, line by line.</summary>
    public static ConfigTargets Of(IEnumerable<(RepoPath Path, string Text)> settings)
    {
        var found = new ConfigTargets();
        foreach (var (path, text) in settings)
        {
            if (path.Extension is ".yml" or ".yaml" or ".json" && text.Contains("_target_", StringComparison.Ordinal))
                found.Read(text);
        }
        return found;
    }

    /// <summary>
    /// The dotted name that a key declares, or null; where files differ, a search that a library brings. The key may be a path:
    /// <c>searching#network</c>, <c>cfg.network</c>.
    /// </summary>
    public string? Find(string key) => targets.GetValueOrDefault(key[(key.LastIndexOfAny(['#', '.', ':']) + 1)..]) is { } found
        ? found.Find(f => Libraries.Find(f) >= 0) ?? found[0]
        : null;

    private void Read(string text)
    {
        var key = "";
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var colon = line.IndexOf(':');
            if (colon <= 0 || targets.Count >= MostTargets)
                continue;
            var name = Word(line[..colon]);
            var value = Word(line[(colon + 1)..]);
            if (name == "_target_")
                Add(key, value);
            else if (value.Length == 0 || value is "{" or "[")
                key = name;
        }
    }

    /// <summary>MONAI names its own components without the package.</summary>
    private void Add(string key, string value)
    {
        if (!targets.TryGetValue(key, out var list))
            targets[key] = list = [];
        if (list.Count < 8)
            list.Add(value.Contains('.') ? value : $"monai.{value}");
    }

    private static string Word(ReadOnlySpan<char> text) => text.Trim(" \t\"',-").ToString();
}
