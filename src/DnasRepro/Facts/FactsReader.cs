using System.Security.Cryptography;
using DnasRepro.Cards;
using DnasRepro.Locations;
using DnasRepro.SearchCode;
using DnasRepro.Snapshots;

namespace DnasRepro.Facts;

/// <summary>Turns a snapshot into facts. Each file that matters is read once; only code is kept, until it is analysed.</summary>
public static class FactsReader
{
    /// <summary>Reads the facts.</summary>
    /// <param name="snapshot">The repository.</param>
    /// <param name="card">What looking for the card gave.</param>
    /// <param name="otherCards">Card files that were not used.</param>
    /// <param name="profile">The profile that the card is held against; core when null.</param>
    /// <param name="requireCard">True when the user demands a card.</param>
    /// <param name="rerun">What a rerun showed; null when nothing was rerun.</param>
    public static RepositoryFacts Read(
        RepositorySnapshot snapshot, CardReading card, IReadOnlyList<RepoPath> otherCards, CardProfile? profile = null, bool requireCard = false, RerunFacts? rerun = null)
    {
        var unread = new List<SkippedFile>(snapshot.Skipped);
        var (licences, environments, documents, citations, offers, configurations) =
            (new LicenceReader(), new EnvironmentReader(), new DocumentReader(), new CitationReader(), new OfferReader(), new ConfigurationReader());
        ITextReader[] readers = [licences, environments, documents, citations, offers, configurations];
        var (modules, scripts) = (new ModuleReader(), new ScriptReader());
        var (codeFiles, codeRead, codeUnread) = (0, 0, new List<SkippedFile>());
        foreach (var file in snapshot.Files)
        {
            var isCode = ModuleReader.Wants(file.Path);
            codeFiles += isCode ? 1 : 0;
            var interested = Array.FindAll(readers, r => file.Size <= r.Largest && r.Wants(file.Path));
            var refusal = scripts.Refusal(file);
            if (!isCode && interested.Length == 0 && refusal is not null)
            {
                unread.Add(new SkippedFile(file.Path.Value, refusal));
                continue;
            }
            var content = file.ReadText();
            if (isCode && content is FileContent.Text code && !modules.Read(file.Path, code))
                content = new FileContent.Unread("beyond 64 MiB of Python");
            switch (content)
            {
                case FileContent.Text text:
                    codeRead += isCode ? 1 : 0;
                    if (refusal is null)
                        scripts.Read(file.Path, text.Value);
                    foreach (var reader in interested)
                        reader.Read(file.Path, text.Value);
                    break;
                case FileContent.Unread { Reason: var reason }:
                    var skipped = new SkippedFile(file.Path.Value, reason);
                    unread.Add(skipped);
                    if (isCode)
                        codeUnread.Add(skipped);
                    break;
            }
        }
        IReadOnlyList<RepoPath> paths = [.. snapshot.Files.Select(f => f.Path)];
        var documentation = documents.Facts();
        unread.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return new RepositoryFacts(
            snapshot.Origin,
            new FileFacts(paths, unread, new CodeCoverage(codeFiles, codeRead, codeUnread)),
            licences.Facts(),
            environments.Facts(),
            documentation,
            citations.Facts(documentation),
            offers.Weights(paths),
            offers.Data(paths),
            configurations.Facts(),
            new CardFacts(card, otherCards, NamedFiles(snapshot, card)) { Profile = profile ?? CardProfile.Core, IsRequired = requireCard },
            rerun)
        {
            SearchCode = codeFiles > 0 && codeRead == 0
                ? SearchCodeFacts.NotAnalysed with { Reason = $"None of the {codeFiles} Python files could be read." }
                : SearchCodeAnalysis.Analyse(new CodeInput(modules.Modules(), scripts.Scripts, Commands(documentation), paths)),
        };
    }

    private static IReadOnlyList<StatedCommand> Commands(DocumentationFacts documentation) =>
    [
        .. documentation.Files.SelectMany(f => f.Commands).Select(c =>
            new StatedCommand(c.Text, c.Section, c.Evidence) { Folder = c.Folder, MayBeElsewhere = c.MayBeElsewhere }),
    ];

    /// <summary>The files whose content some rule compares with the card.</summary>
    private static Dictionary<string, NamedFile> NamedFiles(RepositorySnapshot snapshot, CardReading reading)
    {
        var named = new Dictionary<string, NamedFile>(StringComparer.Ordinal);
        if (reading is not CardReading.Valid { Card.Root: var card })
            return named;
        IEnumerable<CardValue> values =
        [
            .. card.At("architecture.genotypes").Items.Select(g => g["source_file"]),
            .. card.At("data.split_files").Items,
        ];
        foreach (var text in values.Select(v => v.Text).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostNamedFiles))
        {
            if (RepoPath.TryParse(text, out var path) && snapshot.Find(path) is { } file)
                named[text] = Named(file);
        }
        return named;
    }

    /// <summary>A card may make us hold at most this many files at once.</summary>
    private const int MostNamedFiles = 50;

    private static NamedFile Named(SnapshotFile file)
    {
        if (file.Size > LargestHashed)
            return new NamedFile(file.Path, null, null);
        try
        {
            var bytes = file.ReadBytes();
            var text = bytes.LongLength <= SnapshotFile.LargestText && TextDecoding.Decode(bytes) is FileContent.Text decoded ? decoded.Value : null;
            return new NamedFile(file.Path, Convert.ToHexStringLower(SHA256.HashData(bytes)), text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new NamedFile(file.Path, null, null);
        }
    }

    /// <summary>Files above 64 MiB are not hashed.</summary>
    private const long LargestHashed = 64 * 1024 * 1024;
}

/// <summary>Gathers one family of facts from the texts of a repository, offered in the order of their paths.</summary>
internal interface ITextReader
{
    /// <summary>True when the file may hold such facts; decided by its path alone.</summary>
    bool Wants(RepoPath path);

    /// <summary>The size in bytes above which it wants no file.</summary>
    long Largest => SnapshotFile.LargestText;

    /// <summary>Takes what the text tells. Never throws for what it holds.</summary>
    void Read(RepoPath path, string text);
}
