using System.Security.Cryptography;
using System.Text;
using DnasRepro.AuditRuns;
using DnasRepro.Checks;
using DnasRepro.Locations;
using DnasRepro.Runs;
using DnasRepro.Snapshots;
using DnasRepro.Sources;
using DnasRepro.Studies;

namespace DnasRepro.Cli;

/// <summary>Opens the studies of a list and says what decides their results.</summary>
/// <param name="file">The list.</param>
/// <param name="sources">How repositories are read.</param>
internal sealed class ListedStudies(ListFile file, SourceOptions sources)
{
    private readonly DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>The work on a study.</summary>
    public StudyWork Work(Study study)
    {
        var address = new Lazy<RepositoryAddress?>(() => study.Repository is { } named ? TargetParser.Parse(named.Target, file.Folder) : null);
        return new StudyWork(study, Host(address), () => Known(study, address.Value), stop => Open(study, address.Value, stop));
    }

    /// <summary>The hash of a card's bytes; of its size alone when it is too large to be read.</summary>
    public static string Hash(SnapshotFile card) =>
        card.Size > SnapshotFile.LargestText ? $"{card.Size} bytes" : Convert.ToHexStringLower(SHA256.HashData(card.ReadBytes()));

    /// <summary>The host that is asked; a target that cannot be understood is the study's failure later.</summary>
    private string? Host(Lazy<RepositoryAddress?> address)
    {
        try
        {
            return address.Value switch
            {
                RepositoryAddress.GitHub => sources.GitHubServer.Host,
                RepositoryAddress.GitUrl url when new Uri(url.Url) is { IsFile: false } uri => uri.Host,
                _ => null,
            };
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    private StudyInputs? Known(Study study, RepositoryAddress? address)
    {
        if (address is null)
            return Inputs(study, Card(study), null, null);
        return RepositoryIdentity.Of(address, sources) is { } identity ? Inputs(study, Card(study), identity, null) : null;
    }

    private OpenedStudy Open(Study study, RepositoryAddress? address, CancellationToken stop)
    {
        var card = Card(study);
        if (address is null)
            return new OpenedStudy(Inputs(study, card, null, null), () => StudyAssessor.Assess(null, null, card, ToolVersion.Text, today), () => true, () => { });
        var repository = RepositorySource.Read(address, sources, stop);
        try
        {
            var snapshot = repository.Snapshot;
            var inputs = Inputs(study, card, Identity(address, snapshot), snapshot.Origin is { Commit: not null, IsDirty: false } ? null : Content(snapshot));
            return new OpenedStudy(
                inputs, () => StudyAssessor.Assess(snapshot, study.Repository?.Folder, card, ToolVersion.Text, today), () => repository.IsStillThere, repository.Dispose);
        }
        catch
        {
            repository.Dispose();
            throw;
        }
    }

    private SnapshotFile? Card(Study study) => study.Card is not { } card ? null : file.FindCard(card) ?? throw new UserErrorException(
        $"The card '{card}' of the list is no file in the list's folder that can be read.", "Name it relative to the list; it may not lie outside of that folder or behind a link.");

    private static StudyInputs Inputs(Study study, SnapshotFile? card, RepositoryIdentity? identity, string? content) => new(
        StudyInputs.CurrentForm, CheckCatalog.RuleSet, ToolVersion.WithCommit, identity?.Name, identity is { Commit.Length: > 0 } ? identity.Commit : null, identity?.Remote,
        identity?.Prefix, identity?.IsComplete ?? true, content, study.Repository?.Folder, card?.Path.Value, card is null ? null : Hash(card));

    /// <summary>What was opened, in the words of what is known before; whatever is fetched is never a whole clone.</summary>
    private static RepositoryIdentity Identity(RepositoryAddress address, RepositorySnapshot snapshot) => snapshot.Origin is { } origin
        ? new RepositoryIdentity(snapshot.Name, origin.Commit ?? "", origin.Remote, origin.Prefix, origin.IsComplete && !IsFetched(address))
        : new RepositoryIdentity(snapshot.Name, "", null, "", IsComplete: true);

    private static bool IsFetched(RepositoryAddress address) => address switch
    {
        RepositoryAddress.GitHub => true,
        RepositoryAddress.GitUrl url => !new Uri(url.Url).IsFile,
        _ => false,
    };

    private static string Content(RepositorySnapshot snapshot)
    {
        var skipped = string.Concat(snapshot.Skipped.Select(s => $"{s.Path}\0{s.Reason}\0{s.LinkTarget}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ContentHash.OfRepository(snapshot, _ => false) + skipped)));
    }
}
