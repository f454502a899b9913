using System.Globalization;
using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Results.Declared;

/// <summary>Paths into YAML: as JSON pointers (<c>/s1_cifar10/0.0_0.0003/1</c>), or with dots and indices where no key holds a dot (<c>best.genotypes[0]</c>).</summary>
internal static class YamlPath
{
    private static readonly RepoPath Nowhere = RepoPath.Parse("result.yml");

    /// <summary>The text at a path, or the texts of the list there; null when the text is no YAML.</summary>
    public static (IReadOnlyList<string>? Values, string Why) Texts(string text, string path)
    {
        var reading = YamlReader.Read(text, Nowhere);
        if (reading.Root is null)
            return (null, reading.Problems.Count > 0 ? reading.Problems[0].Message : "it holds nothing");
        var node = reading.Root;
        foreach (var step in path.StartsWith('/') ? JsonPointer.Steps(path) : path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
            node = Step(node, step);
        IReadOnlyList<string> values = node switch
        {
            DocumentScalar { Kind: not ScalarKind.Null } scalar => [scalar.Text],
            DocumentList list => [.. list.Items.OfType<DocumentScalar>().Select(s => s.Text)],
            _ => [],
        };
        return (values, $"no value stands at '{Evidence.Cut(path)}'");
    }

    private static DocumentNode? Step(DocumentNode? node, string step) => node switch
    {
        DocumentMap map => map[step],
        DocumentList list => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count ? list.Items[index] : null,
        _ => null,
    };
}
