using DnasRepro.Cards;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Sources;
using DnasRepro.Studies;

namespace DnasRepro.Cli;

/// <summary>Studies for a first list, found where the user points. Nothing is fetched; what cannot be read is named, and the others still go in.</summary>
/// <param name="output">The list that will be written: paths are relative to its folder.</param>
/// <param name="cancellation">Ends the looking.</param>
internal sealed class FoundStudies(string output, CancellationToken cancellation)
{
    private const long LargestText = 16L * 1024 * 1024;

    /// <summary>What stands before a comment behind a target; owner/name#12 is a pull request.</summary>
    private const string CommentStart = " #";

    private readonly string listFolder = Path.GetDirectoryName(Path.GetFullPath(output))!;
    private readonly List<Study> studies = [];
    private readonly List<(string Name, string Reason)> leftOut = [];

    public IReadOnlyList<Study> Studies => studies;

    /// <summary>What was named and is not among them, with the reason.</summary>
    public IReadOnlyList<(string Name, string Reason)> LeftOut => leftOut;

    /// <summary>Takes the cards of folders, at any depth.</summary>
    public void AddCards(IReadOnlyList<string> folders)
    {
        foreach (var folder in folders)
            Try(folder, () => AddCards(folder, _ => true));
    }

    /// <summary>Takes what the user names.</summary>
    public void Add(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (File.Exists(path))
                Try(path, () => AddFile(path));
            else
                Try(path, () => AddTarget(path, "."));
        }
    }

    private void AddFile(string path)
    {
        if (CardDiscovery.IsCardName(Path.GetFileName(path)) || Path.GetExtension(path).ToLowerInvariant() is ".yml" or ".yaml" or ".json" or ".md")
        {
            AddCard(LocalFile.Open(path, "PATH"), path);
            return;
        }
        foreach (var line in LocalFile.ReadText(path, "PATH", LargestText).Split('\n'))
        {
            var target = line.StartsWith('#') ? "" : (line.IndexOf(CommentStart, StringComparison.Ordinal) is var cut and >= 0 ? line[..cut] : line).Trim();
            if (target.Length > 0)
                Try(target, () => AddTarget(target, Path.GetDirectoryName(Path.GetFullPath(path))!));
        }
    }

    /// <summary>A folder, or a repository elsewhere.</summary>
    /// <param name="text">The target as the user wrote it.</param>
    /// <param name="from">The folder that relative folders start from.</param>
    private void AddTarget(string text, string from)
    {
        if (Directory.Exists(Path.Combine(from, text)))
            AddFolder(Path.Combine(from, text));
        else
            studies.Add(TargetParser.Parse(text.StartsWith('.') ? Path.Combine(from, text) : text) switch
            {
                RepositoryAddress.GitHub hub => StudyDraft.OfRepository(Directory.Exists(Path.Combine(listFolder, hub.Written)) ? $"github:{hub.Written}" : hub.Written, $"{hub.Owner}-{hub.Name}"),
                RepositoryAddress.GitCommit commit => StudyDraft.OfRepository($"{Relative(commit.RepositoryPath)}@{commit.Revision}", Name(commit.RepositoryPath)),
                RepositoryAddress.GitUrl url when HasSecret(url.Url) => throw new UserErrorException("the address holds a user name or password, which must not stand in a list", "Write it without."),
                RepositoryAddress.GitUrl url => StudyDraft.OfRepository(url.Ref is null ? url.Url : $"{url.Url}@{url.Ref}", new Uri(url.Url).AbsolutePath),
                _ => throw new UserErrorException("this is no repository", "Name owner/name, a git address or a folder."),
            });
    }

    private void AddFolder(string folder)
    {
        if (IsRepository(folder))
            AddRepository(folder);
        else if (Directory.EnumerateFiles(folder).Any(f => CardDiscovery.IsCardName(Path.GetFileName(f))))
            AddCards(folder, path => path.Depth == 0);
        else
        {
            var inner = Directory.GetDirectories(folder).Where(d => !Path.GetFileName(d).StartsWith('.') && !File.GetAttributes(d).HasFlag(FileAttributes.ReparsePoint)).Order(StringComparer.Ordinal).ToList();
            if (inner.Count == 0)
                throw new UserErrorException("the folder has no cards and no subfolders", "Name a folder with cards, or one whose subfolders are repositories.");
            foreach (var repository in inner)
                Try(repository, () => AddRepository(repository));
        }
    }

    private void AddCards(string folder, Func<RepoPath, bool> isMeant)
    {
        using var opened = RepositorySource.Read(new RepositoryAddress.Folder(folder), new SourceOptions(), cancellation);
        var cards = opened.Snapshot.Files.Where(f => CardDiscovery.IsCardName(f.Path.Name) && isMeant(f.Path)).OrderBy(f => f.Path).ToList();
        foreach (var card in cards)
            Try(card.Path.Value, () => AddCard(card, Path.Combine(folder, card.Path.Value)));
        if (cards.Count == 0)
            throw new UserErrorException("the folder has no cards", $"Cards are named {CardDiscovery.OrderInWords[..CardDiscovery.OrderInWords.IndexOf(';')]}.");
    }

    private void AddCard(SnapshotFile file, string path) => studies.Add(CardReader.Read(file) switch
    {
        CardReading.Valid valid => StudyDraft.OfCard(valid.Card, Path.GetRelativePath(listFolder, Path.GetFullPath(path)).Replace(Path.DirectorySeparatorChar, '/')),
        CardReading.Invalid invalid => throw Wrong(invalid.Problems),
        CardReading.Unreadable unreadable => throw Wrong(unreadable.Problems),
        _ => throw new UserErrorException("there is no card in it", "Fence a card in Markdown as `yaml nas-reporting-card`."),
    });

    private static UserErrorException Wrong(IReadOnlyList<CardProblem> problems) =>
        new($"{problems[0].Location.StartLine}:{problems[0].Location.StartColumn}: {(problems[0].Field.Length == 0 ? "" : problems[0].Field + ": ")}{problems[0].Message}" + (problems.Count > 1 ? $" (and {problems.Count - 1} more)" : ""), problems[0].Fix);

    /// <summary>A repository on this machine: at its commit where git has one and nothing was changed since.</summary>
    private void AddRepository(string folder)
    {
        var commit = "";
        if (IsRepository(folder))
        {
            using var opened = RepositorySource.Read(new RepositoryAddress.Folder(folder), new SourceOptions(), cancellation);
            if (opened.Snapshot.Origin is { Commit: { } sha, IsDirty: false })
                commit = $"@{sha}";
        }
        studies.Add(StudyDraft.OfRepository(Relative(folder) + commit, Name(folder)));
    }

    /// <summary>Begins with a dot, so that nobody takes a folder for a name on GitHub.</summary>
    private string Relative(string folder)
    {
        var path = Path.GetRelativePath(listFolder, Path.GetFullPath(folder)).Replace(Path.DirectorySeparatorChar, '/');
        return Path.IsPathRooted(path) || path.StartsWith('.') ? path : $"./{path}";
    }

    private static string Name(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static bool IsRepository(string folder) =>
        Path.Exists(Path.Combine(folder, ".git")) || (File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")));

    private static bool HasSecret(string url) => new Uri(url).UserInfo is { Length: > 0 } user && (user.Contains(':') || !url.StartsWith("ssh:", StringComparison.Ordinal));

    private void Try(string name, Action add)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            add();
        }
        catch (UserErrorException error)
        {
            leftOut.Add((name, $"{error.Message.TrimEnd('.')}. {error.Hint}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            leftOut.Add((name, error.Message));
        }
    }
}
