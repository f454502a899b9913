using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Reads what YAML and JSON configuration files set.</summary>
internal sealed class ConfigurationReader : ITextReader
{
    private const int LargestFile = 256 * 1024;
    private const int MostSettings = 2000;
    private const int MostFiles = 500;

    /// <summary>All files together: 4 Mi characters. Beyond lie data lists and attacks.</summary>
    private const int MostText = 4 * 1024 * 1024;
    private static readonly string[] NotConfigurations = ["package.json", "package-lock.json", "tsconfig.json", "codemeta.json", ".zenodo.json", ".pre-commit-config.yaml", "mkdocs.yml", "_config.yml", ".readthedocs.yml", ".readthedocs.yaml", "codecov.yml"];

    private readonly List<ConfigurationFile> files = [];
    private int read;

    public long Largest => LargestFile;

    public bool Wants(RepoPath path) =>
        path.Extension is ".yml" or ".yaml" or ".json"
        && files.Count < MostFiles
        && !path.Value.StartsWith('.')
        && !path.Name.Contains("nas-card", StringComparison.Ordinal)
        && !path.Name.Contains("nas-reporting-card", StringComparison.Ordinal)
        && !Array.Exists(NotConfigurations, n => n == path.Name);

    public void Read(RepoPath path, string text)
    {
        if (read + text.Length > MostText)
            return;
        read += text.Length;
        var reading = path.Extension == ".json" ? JsonReader.Read(text, path) : YamlReader.Read(text, path);
        if (reading.Root is not DocumentMap root)
            return;
        var settings = new List<ConfigurationSetting>();
        Collect(root, "", settings);
        if (settings.Count > 0)
            files.Add(new ConfigurationFile(path, settings));
    }

    public ConfigurationFacts Facts() => new(files);

    private static void Collect(DocumentMap map, string prefix, List<ConfigurationSetting> settings)
    {
        foreach (var entry in map.Entries)
        {
            if (settings.Count >= MostSettings)
                return;
            if (entry.Value is DocumentMap inner)
                Collect(inner, prefix + entry.Key + ".", settings);
            else if (entry.Value is DocumentScalar { Text.Length: < 200 } scalar)
                settings.Add(new ConfigurationSetting(prefix + entry.Key, scalar.Text, new Evidence(scalar.Location, Evidence.Cut($"{entry.Key}: {scalar.Text}"))));
        }
    }
}
