using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Locations;

namespace DnasRepro.Tests.Support;

/// <summary>Cards as values, without the check that they fit the schema.</summary>
internal static class Cards
{
    /// <summary>The card in a file.</summary>
    public static CardValue Root(string file) => Of(File.ReadAllText(file), Path.GetFileName(file));

    /// <summary>A card, or a part of one, that a test writes down.</summary>
    public static CardValue Of(string yaml, string name = "card.yml")
    {
        var root = YamlReader.Read(yaml, RepoPath.Parse(name)).Root!;
        return new CardValue(root, "", root.Location);
    }
}
