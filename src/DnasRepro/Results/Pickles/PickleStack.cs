namespace DnasRepro.Results.Pickles;

/// <summary>The stack and the memory of a pickle machine, both bounded.</summary>
internal sealed class PickleStack
{
    private const int Deepest = 1_000_000;
    private const int MostRemembered = 5_000_000;
    private readonly List<PickleValue> values = [];
    private readonly List<int> marks = [];
    private readonly Dictionary<long, PickleValue> memory = [];

    public void Push(PickleValue value)
    {
        if (values.Count >= Deepest)
            throw new PickleRefusal("the pickle stacks too much");
        values.Add(value);
    }

    public void Mark()
    {
        if (marks.Count >= Deepest)
            throw new PickleRefusal("the pickle stacks too much");
        marks.Add(values.Count);
    }

    public PickleValue Top => values.Count > Floor ? values[^1] : throw Empty;

    public PickleValue Pop()
    {
        var top = Top;
        values.RemoveAt(values.Count - 1);
        return top;
    }

    /// <summary>Takes away the top: the last mark when it is the last thing.</summary>
    public void Drop()
    {
        if (values.Count == Floor && marks.Count > 0)
            marks.RemoveAt(marks.Count - 1);
        else
            Pop();
    }

    /// <summary>Everything above the last mark, which goes with it.</summary>
    public List<PickleValue> PopToMark()
    {
        if (marks.Count == 0)
            throw Empty;
        var start = marks[^1];
        marks.RemoveAt(marks.Count - 1);
        var taken = values.GetRange(start, values.Count - start);
        values.RemoveRange(start, taken.Count);
        return taken;
    }

    public PickleList PopTuple(int count)
    {
        var items = new List<PickleValue>(count);
        for (var i = 0; i < count; i++)
            items.Insert(0, Pop());
        return new PickleList(items, isTuple: true);
    }

    public void Remember(long index)
    {
        if (memory.Count >= MostRemembered)
            throw new PickleRefusal("the pickle remembers too much");
        memory[index] = Top;
    }

    public void Remember() => Remember(memory.Count);

    public PickleValue Recall(long index) => memory.TryGetValue(index, out var value) ? value : throw new PickleRefusal("the pickle recalls what it never kept");

    private int Floor => marks.Count == 0 ? 0 : marks[^1];

    private static PickleRefusal Empty => new("the pickle takes more than it has");
}
