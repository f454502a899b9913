using System.Text;
using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Tests.Support;

/// <summary>Repositories that tests write down as paths with texts.</summary>
internal static class Memory
{
    public static RepositorySnapshot Snapshot(IEnumerable<KeyValuePair<string, string>> files) => new(
        "example", Origin: null,
        [.. files.Select(f => new SnapshotFile(RepoPath.Parse(f.Key), Encoding.UTF8.GetByteCount(f.Value), () => Encoding.UTF8.GetBytes(f.Value))).OrderBy(f => f.Path)],
        []);

    public static RepositoryFacts Facts(IEnumerable<KeyValuePair<string, string>> files) => Facts(Snapshot(files));

    public static RepositoryFacts Facts(RepositorySnapshot snapshot)
    {
        var cards = CardDiscovery.Files(snapshot);
        var card = cards.Count > 0 ? CardReader.Read(cards[0]) : new CardReading.Missing();
        return FactsReader.Read(snapshot, card, [.. cards.Skip(1).Select(c => c.Path)]);
    }
}
