using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Reads licence files, and notes where else a licence is named.</summary>
internal sealed class LicenceReader : ITextReader
{
    private static readonly string[] Names = ["license", "licence", "copying", "unlicense"];

    private readonly List<LicenceFile> files = [];
    private readonly List<LicenceMention> mentions = [];

    public bool Wants(RepoPath path) => IsLicence(path) || LicenceMentions.Wants(path);

    public void Read(RepoPath path, string text)
    {
        if (IsLicence(path))
            files.Add(new LicenceFile(path, LicenceTexts.Recognise(text), FirstLine(path, text)));
        else if (LicenceMentions.Find(path, text) is { } mention)
            mentions.Add(mention);
    }

    public LicenceFacts Facts() => new([.. files.OrderBy(f => f.Path.Depth).ThenBy(f => f.SpdxId is null).ThenBy(f => f.Path)]) { Mentions = mentions };

    /// <summary>A licence speaks for the repository at its root or in LICENSES/, or for a subproject near the top.</summary>
    private static bool IsLicence(RepoPath path)
    {
        if (path.Depth > 2)
            return false;
        var isText = path.Extension is "" or ".txt" or ".md" or ".rst" or ".mit" or ".apache" or ".lesser" or ".bsd" || (path.Extension.Length > 1 && char.IsAsciiDigit(path.Extension[^1]));
        return isText && (path.Folder.Equals("LICENSES", StringComparison.OrdinalIgnoreCase) || HasName(path.Name));
    }

    private static bool HasName(string name) =>
        Array.Exists(Names, n => name.StartsWith(n, StringComparison.OrdinalIgnoreCase) && (name.Length == n.Length || name[n.Length] is '.' or '-' || (name[n.Length] == '_' && char.IsAsciiLetterUpper(name[0]))));

    private static Evidence FirstLine(RepoPath path, string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!line.IsWhiteSpace())
                return Evidence.AtLine(path, number, line.Length > 1000 ? line[..1000].ToString() : line.ToString());
        }
        return Evidence.OfFile(path);
    }
}
