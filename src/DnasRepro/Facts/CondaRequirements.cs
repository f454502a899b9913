using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Requirements in a conda environment file: conda's own and those of its pip list.</summary>
internal static class CondaRequirements
{
    public static EnvironmentFile Read(RepoPath path, string text)
    {
        if (YamlReader.Read(text, path).Root is not DocumentMap root || root["dependencies"] is not DocumentList list)
            return new EnvironmentFile(path, "conda_yml", [], false);
        return new EnvironmentFile(path, "conda_yml", [.. list.Items.SelectMany(item => item switch
        {
            DocumentScalar scalar when scalar.Text.Trim() is not ("" or "pip") => [OfConda(scalar)],
            DocumentMap map when map["pip"] is DocumentList pip => pip.Items.OfType<DocumentScalar>().Select(OfPip).OfType<Requirement>(),
            _ => (IEnumerable<Requirement>)[],
        })], true);
    }

    private static Requirement? OfPip(DocumentScalar scalar) => RequirementText.Parse(scalar.Text) is var (name, specifier, isPinned)
        ? new Requirement(name, specifier, isPinned, At(scalar))
        : null;

    /// <summary>conda's <c>name=1.2</c> fits 1.2.*, which is one release for practical purposes; <c>name=1.*</c> and <c>name>=1.2</c> are not.</summary>
    private static Requirement OfConda(DocumentScalar scalar)
    {
        var text = scalar.Text.Trim();
        if (text.IndexOf("::", StringComparison.Ordinal) is var channel and >= 0)
            text = text[(channel + 2)..];
        var cut = text.IndexOfAny(['=', '<', '>', ' ', '!', '~']);
        var specifier = cut < 0 ? "" : text[cut..].Trim();
        var version = specifier.TrimStart('=').Trim();
        var isPinned = version.Length > 0 && char.IsAsciiDigit(version[0]) && version.AsSpan().IndexOfAny("*<>|,") < 0;
        return new Requirement(cut < 0 ? text : text[..cut], specifier, isPinned, At(scalar));
    }

    private static Evidence At(DocumentScalar scalar) => new(scalar.Location, Evidence.Cut(scalar.Text.Trim()));
}
