namespace DnasRepro.SearchCode.Flow;

/// <summary>What a value may be, seen from the search.</summary>
internal enum LabelKind : byte
{
    /// <summary>A learnable tensor, or something that holds it. The number is its origin.</summary>
    Raw = 1,

    /// <summary>Weights made of a learnable tensor by softmax, sigmoid, a Gumbel sample and the like. The number is the origin.</summary>
    Relaxed,

    /// <summary>A dictionary that holds a learnable tensor under one of its literal keys. The number is the origin.</summary>
    Held,

    /// <summary>A choice read off a learnable tensor: an index, an order, a comparison. The number is the origin.</summary>
    Pick,

    /// <summary>A gradient with respect to a learnable tensor. The number is the origin.</summary>
    Gradient,

    /// <summary>An optimiser that holds a learnable tensor. The number is the origin.</summary>
    Optimiser,

    /// <summary>All parameters of a model; the number is its class's plus one, or 0 when that is not known.</summary>
    AllParameters,

    /// <summary>An optimiser over all parameters of a model; the number is as above.</summary>
    WholeOptimiser,

    /// <summary>The pairs of names and parameters of a model; the number is 0.</summary>
    NamedParameters,

    /// <summary>An object of a class; the number is the class's.</summary>
    Instance,

    /// <summary>Data that a network computes; the number is 0.</summary>
    Feature,

    /// <summary>Features put beside each other along a new axis; the number is 0.</summary>
    Stack,

    /// <summary>An object that turns numbers into weights, such as a softmax layer; the number is 0.</summary>
    Normaliser,

    /// <summary>A class of the repository as a value; the number is the class's.</summary>
    ClassValue,

    /// <summary>A function of the repository as a value; the number is the function's.</summary>
    FunctionValue,

    /// <summary>A class of optimisers as a value; the number is 0.</summary>
    OptimiserClass,

    /// <summary>A supernet, optimiser or trainer that a library brings; the number is an index into the library's table.</summary>
    Library,
}

/// <summary>A small set of labels; sets are values and never change.</summary>
internal sealed class LabelSet
{
    public static readonly LabelSet Empty = new([]);

    private const int Shift = 24;
    private const int MostInstances = 12;

    /// <summary>What may be more learnable tensors than this at once is data.</summary>
    private const int MostTensors = 96;

    private readonly int[] items;

    private LabelSet(int[] items) => this.items = items;

    public bool IsEmpty => items.Length == 0;

    public int Count => items.Length;

    public static LabelSet Of(LabelKind kind, int number = 0) => new([((int)kind << Shift) | number]);

    public bool Has(LabelKind kind)
    {
        foreach (var item in items)
        {
            if (item >> Shift == (int)kind)
                return true;
        }
        return false;
    }

    /// <summary>True when it holds a learnable tensor or weights made of one.</summary>
    public bool IsTensor => Has(LabelKind.Raw) || Has(LabelKind.Relaxed);

    /// <summary>The numbers of one kind.</summary>
    public IEnumerable<int> Numbers(LabelKind kind)
    {
        foreach (var item in items)
        {
            if (item >> Shift == (int)kind)
                yield return item & ((1 << Shift) - 1);
        }
    }

    /// <summary>The origins of learnable tensors in it, relaxed or not.</summary>
    public IReadOnlyList<int> Tensors() => IsTensor ? [.. Numbers(LabelKind.Raw).Concat(Numbers(LabelKind.Relaxed)).Distinct().Order()] : [];

    public LabelSet With(LabelSet other)
    {
        if (other.items.Length == 0 || ReferenceEquals(this, other))
            return this;
        if (items.Length == 0)
            return other;
        if (Contains(other))
            return this;
        if (other.Contains(this))
            return other;
        var merged = new List<int>(items.Length + other.items.Length);
        int i = 0, j = 0, instances = 0, tensors = 0;
        while (i < items.Length || j < other.items.Length)
        {
            int next;
            if (j >= other.items.Length || (i < items.Length && items[i] <= other.items[j]))
            {
                next = items[i];
                if (j < other.items.Length && other.items[j] == next)
                    j++;
                i++;
            }
            else
            {
                next = other.items[j++];
            }
            if (next >> Shift is (int)LabelKind.Instance or (int)LabelKind.ClassValue or (int)LabelKind.FunctionValue && instances++ >= MostInstances)
                continue;
            if (next >> Shift <= (int)LabelKind.Gradient && tensors++ >= MostTensors)
                continue;
            merged.Add(next);
        }
        return merged.Count == items.Length ? this : new LabelSet([.. merged]);
    }

    public LabelSet Only(params ReadOnlySpan<LabelKind> kinds)
    {
        if (items.Length == 0)
            return this;
        var kept = new List<int>(items.Length);
        foreach (var item in items)
        {
            if (kinds.Contains((LabelKind)(item >> Shift)))
                kept.Add(item);
        }
        return kept.Count == items.Length ? this : kept.Count == 0 ? Empty : new LabelSet([.. kept]);
    }

    public LabelSet Without(params ReadOnlySpan<LabelKind> kinds)
    {
        if (items.Length == 0)
            return this;
        var kept = new List<int>(items.Length);
        foreach (var item in items)
        {
            if (!kinds.Contains((LabelKind)(item >> Shift)))
                kept.Add(item);
        }
        return kept.Count == items.Length ? this : kept.Count == 0 ? Empty : new LabelSet([.. kept]);
    }

    /// <summary>The same origins under another kind.</summary>
    public static LabelSet Of(LabelKind kind, IEnumerable<int> numbers)
    {
        var made = numbers.Select(n => ((int)kind << Shift) | n).Distinct().Order().ToArray();
        return made.Length == 0 ? Empty : new LabelSet(made);
    }

    private bool Contains(LabelSet other)
    {
        var i = 0;
        foreach (var item in other.items)
        {
            while (i < items.Length && items[i] < item)
                i++;
            if (i == items.Length || items[i] != item)
                return false;
        }
        return true;
    }
}
