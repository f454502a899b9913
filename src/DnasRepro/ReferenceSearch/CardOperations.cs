using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch;

/// <summary>The operations that a card declares, in the names of the reference search.</summary>
internal static class CardOperations
{
    private const int MostOperations = 500;

    /// <summary>The registry's operations for those of a cell, each once, in the card's order; the default ones where fewer than two are left.</summary>
    /// <param name="root">The card.</param>
    /// <param name="cell">The cell, which may name some of the space's operations as its own; null for all of them.</param>
    /// <param name="notes">What stands for what, and what is left out.</param>
    public static IReadOnlyList<string> Of(CardValue root, CardValue? cell, List<string> notes)
    {
        var all = root.At("search_space.operations").Items.Take(MostOperations).Where(o => o["id"].Text is not null).ToList();
        var own = cell?["operations"].Texts.Take(MostOperations).ToList() ?? [];
        var named = own.Count == 0 ? all : [.. own.Select(id => all.Find(o => o["id"].Text == id)).OfType<CardValue>()];
        var matches = named.Select(o => (Name: o["id"].Text!, Match: Match(o))).DistinctBy(m => m.Name).ToList();
        Tell(matches, notes);
        var ids = matches.Select(m => m.Match.Operation?.Id).OfType<string>().Distinct().ToList();
        if (ids.Count >= 2)
            return ids;
        notes.Add(all.Count == 0
            ? $"The card states no operations: the default ones are offered ({string.Join(", ", OperationRegistry.Default)})."
            : $"Fewer than two of the declared operations can be offered, so there would be nothing to choose: the default ones are offered ({string.Join(", ", OperationRegistry.Default)}).");
        return OperationRegistry.Default;
    }

    /// <summary>What stands for an operation of a card's genotype: by the card's entry for it, else by its name.</summary>
    public static OperationMatch Match(CardValue root, string name) =>
        root.At("search_space.operations").Items.Take(MostOperations).FirstOrNowhere(o => o["id"].Text == name) is { IsStated: true } entry ? Match(entry) : OperationMatch.OfName(name);

    private static OperationMatch Match(CardValue operation) => OperationMatch.Of(
        operation["id"].Text!, operation["category"].Text, [.. operation["kernel"].Items.Take(3).Select(k => k.Integer).OfType<int>()], operation["dilation"].Integer);

    private static void Tell(List<(string Name, OperationMatch Match)> matches, List<string> notes)
    {
        var renamed = matches.Where(m => m.Match.Operation is { } o && (o.Id != m.Name || m.Match.Difference is not null)).Select(m => $"{Evidence.Cut(m.Name)} as {m.Match.Operation!.Id}{(m.Match.Difference is { } d ? $" ({d})" : "")}").ToList();
        var missing = matches.Where(m => m.Match.Operation is null).Select(m => m.Name).ToList();
        if (renamed.Count > 0)
            Add(notes, $"Operations that the proxy has under another name or in another form: {string.Join(", ", renamed.Take(40))}.");
        if (missing.Count > 0)
            Add(notes, $"Operations that the proxy does not offer and leaves out: {CardNumbers.List(missing)}.");
    }

    private static void Add(List<string> notes, string note)
    {
        if (!notes.Contains(note))
            notes.Add(note);
    }
}
