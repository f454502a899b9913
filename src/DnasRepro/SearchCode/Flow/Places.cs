namespace DnasRepro.SearchCode.Flow;

/// <summary>Kinds of places that values flow through.</summary>
internal enum PlaceKind : byte
{
    Local,
    Attribute,
    AnyAttribute,
    LooseAttribute,
    Return,
    Key,
}

/// <summary>The places of a program, what may be in them, and who has to look again when that grows.</summary>
internal sealed class Places
{
    private readonly Dictionary<(PlaceKind, int, string), int> index = [];
    private readonly List<LabelSet> values = [];
    private readonly List<HashSet<int>?> readers = [];

    /// <summary>The function that is being looked at.</summary>
    public int Reader { get; set; }

    /// <summary>Functions that must be looked at again.</summary>
    public HashSet<int> Dirty { get; } = [];

    public int Place(PlaceKind kind, int owner, string name)
    {
        var key = (kind, owner, name);
        if (!index.TryGetValue(key, out var place))
        {
            index[key] = place = values.Count;
            values.Add(LabelSet.Empty);
            readers.Add(null);
        }
        return place;
    }

    /// <summary>How many functions hold a learnable tensor in a variable, by origin.</summary>
    public Dictionary<int, int> Spread()
    {
        var functions = new Dictionary<int, HashSet<int>>();
        foreach (var ((kind, owner, _), place) in index)
        {
            if (kind != PlaceKind.Local)
                continue;
            foreach (var origin in values[place].Tensors())
            {
                if (!functions.TryGetValue(origin, out var set))
                    functions[origin] = set = [];
                set.Add(owner);
            }
        }
        return functions.ToDictionary(f => f.Key, f => f.Value.Count);
    }

    public LabelSet Read(int place)
    {
        (readers[place] ??= []).Add(Reader);
        return values[place];
    }

    public LabelSet Read(PlaceKind kind, int owner, string name) => Read(Place(kind, owner, name));

    public void Add(int place, LabelSet labels)
    {
        if (labels.IsEmpty)
            return;
        var grown = values[place].With(labels);
        if (ReferenceEquals(grown, values[place]) || grown.Count == values[place].Count)
            return;
        values[place] = grown;
        if (readers[place] is { } waiting)
            Dirty.UnionWith(waiting);
    }

    /// <summary>Has those look again who depend on something that is kept elsewhere.</summary>
    public void Touch(int place)
    {
        if (readers[place] is { } waiting)
            Dirty.UnionWith(waiting);
    }

    public void Add(PlaceKind kind, int owner, string name, LabelSet labels)
    {
        if (!labels.IsEmpty)
            Add(Place(kind, owner, name), labels);
    }
}
