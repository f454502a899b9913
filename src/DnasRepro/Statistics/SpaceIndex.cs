using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>A decision site: edges that compete.</summary>
/// <param name="Cell">The index of its cell.</param>
/// <param name="Keeps">How many of its edges are kept; null when that differs from run to run.</param>
/// <param name="Edges">Its edges, numbered over all cells.</param>
/// <param name="Items">Its choices.</param>
internal sealed record Site(int Cell, int? Keeps, IReadOnlyList<int> Edges, int[] Items);

/// <summary>
/// A search space in numbers: every edge, and every choice of an edge with an operation that is not none. Choices that the space does
/// not offer get numbers behind these; they belong to no site, so they are never part of a consensus.
/// </summary>
internal sealed class SpaceIndex
{
    private readonly Dictionary<(string Cell, int Node, int From, string Operation), int> items = [];
    private readonly Dictionary<(string Cell, int Node, int From), int> places = [];
    private readonly List<(int Edge, int Site, int Operation)> about = [];
    private readonly List<(int From, int Node)> ends = [];

    public SpaceIndex(SearchSpace space)
    {
        Space = space;
        Operations = [.. space.Cells.SelectMany(c => Enumerable.Range(0, c.Edges.Count).SelectMany(c.OperationsOf)).Where(Passes).Distinct().Order(StringComparer.Ordinal)];
        var names = Operations.Select((name, i) => (name, i)).ToDictionary(o => o.name, o => o.i);
        var sites = new List<Site>();
        foreach (var (cell, position) in space.Cells.Select((c, i) => (c, i)))
        {
            var first = ends.Count;
            foreach (var site in cell.Edges.Select((e, i) => (Edge: e, At: i)).GroupBy(e => e.Edge.Site).OrderBy(g => g.Key))
            {
                var start = about.Count;
                foreach (var (edge, at) in site)
                    Add(cell, edge, at, first + at, sites.Count, names);
                sites.Add(new Site(position, cell.PerSite, [.. site.Select(e => first + e.At)], [.. Enumerable.Range(start, about.Count - start)]));
            }
            ends.AddRange(cell.Edges.Select(e => (e.From, e.Node)));
        }
        (Sites, ItemCount) = (sites, about.Count);
    }

    public SearchSpace Space { get; }

    /// <summary>The names of all operations that pass something on, sorted.</summary>
    public IReadOnlyList<string> Operations { get; }

    public IReadOnlyList<Site> Sites { get; }

    /// <summary>How many edges all cells have together.</summary>
    public int EdgeCount => ends.Count;

    /// <summary>How many choices the space offers.</summary>
    public int ItemCount { get; }

    public bool IsInSpace(int item) => item < ItemCount;

    public int EdgeOf(int item) => about[item].Edge;

    public int SiteOf(int item) => about[item].Site;

    /// <summary>The index of the choice's operation in <see cref="Operations"/>.</summary>
    public int OperationOf(int item) => about[item].Operation;

    public int CellOf(int item) => Sites[about[item].Site].Cell;

    /// <summary>The nodes that an edge leads from and to.</summary>
    public (int From, int Node) EndsOf(int edge) => ends[edge];

    /// <summary>The number of a choice, or null when the operation is none or the cell does not have it.</summary>
    public int? Item(string cell, SpaceEdge edge, string operation) =>
        items.TryGetValue((cell, edge.Node, edge.From, operation), out var item) ? item : null;

    /// <summary>The choices of an architecture without none.</summary>
    public ChoiceSet Read(Architecture architecture) => new([.. Kept(architecture).Select(c => NumberOf(items, c))]);

    /// <summary>The edges that an architecture keeps, whatever their operation.</summary>
    public ChoiceSet ReadPlaces(Architecture architecture) =>
        new([.. Kept(architecture).Select(c => NumberOf(places, (c.Cell, c.Node, c.From))).Distinct()]);

    private IEnumerable<(string Cell, int Node, int From, string Operation)> Kept(Architecture architecture) =>
        architecture.Choices.Where(c => Passes(c.Operation));

    private bool Passes(string operation) => !Space.NoneOperations.Contains(operation);

    private void Add(SpaceCell cell, SpaceEdge edge, int at, int number, int site, Dictionary<string, int> names)
    {
        places.TryAdd((cell.Id, edge.Node, edge.From), number);
        foreach (var operation in cell.OperationsOf(at).Where(Passes))
        {
            if (items.TryAdd((cell.Id, edge.Node, edge.From, operation), about.Count))
                about.Add((number, site, names[operation]));
        }
    }

    /// <summary>The number of a key; a new one behind all others for a key that the space does not have.</summary>
    private int NumberOf<T>(Dictionary<T, int> numbers, T key)
        where T : notnull
    {
        if (!numbers.TryGetValue(key, out var number))
            numbers[key] = number = Math.Max(ItemCount, ends.Count) + numbers.Count;
        return number;
    }
}
