using System.Security.Cryptography;
using System.Text;
using DnasRepro.Locations;
using DnasRepro.Recipes;

namespace DnasRepro.Runs;

/// <summary>Makes the changes to a private copy that a recipe asks for. Each is told in words that are the same for every seed.</summary>
internal static class CopyChanges
{
    /// <summary>Replaces what the recipe's patches name and writes its own files.</summary>
    /// <param name="copy">The private copy.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="values">What the placeholders stand for in this run.</param>
    /// <exception cref="UserErrorException">A file is not there, does not hold what the patch looks for, or lies behind a link.</exception>
    public static IReadOnlyList<string> Make(string copy, Recipe recipe, IReadOnlyDictionary<string, string> values) =>
        [.. recipe.Patches.Select(p => Patch(copy, p, values)), .. recipe.Files.Select(f => Write(copy, f, values))];

    private static string Write(string copy, RecipeFile file, IReadOnlyDictionary<string, string> values)
    {
        var path = Inside(copy, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Placeholders.Fill(file.Content, values));
        return $"{file.Path} was written from the recipe (template sha256 {Hash(file.Content)})";
    }

    private static string Patch(string copy, RecipePatch patch, IReadOnlyDictionary<string, string> values)
    {
        var path = Inside(copy, patch.Path);
        if (!File.Exists(path))
            throw new UserErrorException($"The recipe patches {patch.Path}, which is not in the repository.", "Correct the recipe's patch.");
        var before = File.ReadAllText(path, Encoding.Latin1);
        var find = Latin(patch.Find);
        var count = find.Length == 0 ? 0 : (before.Length - before.Replace(find, "", StringComparison.Ordinal).Length) / find.Length;
        if (count == 0 || (patch.Count is { } expected && expected != count))
            throw new UserErrorException(
                $"The recipe's patch of {patch.Path} looks for '{patch.Find}', which is there {count} times{(patch.Count is { } n ? $" and not {n}" : "")}.",
                "Correct the patch; the file may have changed since it was written.");
        var after = before.Replace(find, Latin(Placeholders.Fill(patch.Replace, values)), StringComparison.Ordinal);
        File.WriteAllText(path, after, Encoding.Latin1);
        return $"{patch.Path}: '{patch.Find}' was replaced by '{patch.Replace}', {count} times (sha256 before {Hash(before, Encoding.Latin1)})";
    }

    /// <summary>Bytes are kept as they are: Latin-1 gives each byte one character, so the texts to look for get the same form.</summary>
    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Hash(string text, Encoding? encoding = null) => Convert.ToHexStringLower(SHA256.HashData((encoding ?? Encoding.UTF8).GetBytes(text)))[..16];

    /// <summary>The place of a file in the copy; links on the way are refused, for they may lead out of it.</summary>
    private static string Inside(string copy, RepoPath path)
    {
        var place = copy;
        foreach (var part in path.Value.Split('/'))
        {
            place = Path.Combine(place, part);
            if (new FileInfo(place).LinkTarget is not null)
                throw new UserErrorException($"The recipe changes {path}, which leads through a symbolic link.", "Name the file itself.");
        }
        return place;
    }
}
