using System.Security.Cryptography;
using System.Text;
using DnasRepro.Locations;
using DnasRepro.Recipes;

namespace DnasRepro.Runs;

/// <summary>Makes the changes to a private copy that a recipe asks for. Each is told in words, with a hash of what came out.</summary>
internal static class CopyChanges
{
    /// <summary>Replaces what the recipe's patches name. Done once, in the copy that all runs are made from.</summary>
    /// <exception cref="UserErrorException">A file is not there, or does not hold what the patch looks for.</exception>
    public static IReadOnlyList<string> Patch(string copy, Recipe recipe) => [.. recipe.Patches.Select(p => Patch(copy, p))];

    /// <summary>Writes the recipe's own files, with the placeholders of one run.</summary>
    public static IReadOnlyList<string> WriteFiles(string copy, Recipe recipe, Placeholders placeholders)
    {
        foreach (var file in recipe.Files)
        {
            var path = Inside(copy, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, placeholders.Fill(file.Content));
        }
        return [.. recipe.Files.Select(f => $"{f.Path} was written from the recipe (sha256 of its template {Hash(f.Content)})")];
    }

    private static string Patch(string copy, RecipePatch patch)
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
        var after = before.Replace(find, Latin(patch.Replace), StringComparison.Ordinal);
        File.WriteAllText(path, after, Encoding.Latin1);
        return $"{patch.Path}: '{patch.Find}' was replaced by '{patch.Replace}' {count} times (sha256 {Hash(before, Encoding.Latin1)} became {Hash(after, Encoding.Latin1)})";
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
