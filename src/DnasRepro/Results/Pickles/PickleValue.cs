using DnasRepro.Results.Arrays;

namespace DnasRepro.Results.Pickles;

/// <summary>A value in a pickle. Lists and dictionaries can hold themselves: walk them with a memory of what was met.</summary>
internal abstract class PickleValue
{
    /// <summary><c>None</c>, and values that are of no use here.</summary>
    public static readonly PickleValue None = new PicklePlain();
}

/// <summary>None.</summary>
internal sealed class PicklePlain : PickleValue;

/// <summary>A number or a truth value.</summary>
internal sealed class PickleNumber(double value, bool isWhole) : PickleValue
{
    public double Value => value;

    public bool IsWhole => isWhole;

    /// <summary>The value of a whole number that fits, or null.</summary>
    public long? Whole => isWhole && Math.Abs(value) < 1L << 53 ? (long)value : null;
}

/// <summary>A text.</summary>
internal sealed class PickleText(string value) : PickleValue
{
    public string Value => value;
}

/// <summary>Bytes: a stretch of the file, not copied.</summary>
internal sealed class PickleBytes(ReadOnlyMemory<byte> value) : PickleValue
{
    public ReadOnlyMemory<byte> Value => value;
}

/// <summary>A list, tuple or set.</summary>
internal sealed class PickleList(List<PickleValue> items, bool isTuple = false) : PickleValue
{
    public List<PickleValue> Items => items;

    public bool IsTuple => isTuple;
}

/// <summary>A dictionary of any kind, in order; a key may stand in it twice.</summary>
internal sealed class PickleMap : PickleValue
{
    public List<(PickleValue Key, PickleValue Value)> Pairs { get; } = [];
}

/// <summary>A name that a module holds. It is never looked up.</summary>
internal sealed class PickleGlobal(string module, string name) : PickleValue
{
    public string Module => module;

    public string Name => name;

    public string Full => $"{module}.{name}";
}

/// <summary>An object of a class that is not known here: never made, only its state is kept.</summary>
internal sealed class PickleObject(string type) : PickleValue
{
    public string Type => type;

    /// <summary>What its class would have been given.</summary>
    public PickleValue? Arguments { get; init; }

    public PickleValue? State { get; set; }

    /// <summary>What was put into it as into a list or dictionary.</summary>
    public PickleMap Content { get; } = new();
}

/// <summary>A block of numbers that tensors look into.</summary>
internal sealed class PickleStorage(string key, ElementType type, long count) : PickleValue
{
    public string Key => key;

    public ElementType Type => type;

    /// <summary>How many numbers it says that it holds.</summary>
    public long Count => count;

    /// <summary>Where it begins in the block of that key, in numbers.</summary>
    public long Start { get; init; }
}

/// <summary>A tensor: a view of a storage.</summary>
internal sealed class PickleTensor(PickleStorage storage, ElementType type, long offset, IReadOnlyList<long> shape, IReadOnlyList<long> strides) : PickleValue
{
    public PickleStorage Storage => storage;

    public ElementType Type => type;

    public long Offset => offset;

    public IReadOnlyList<long> Shape => shape;

    public IReadOnlyList<long> Strides => strides;
}

/// <summary>NumPy's description of a type; its byte order comes with its state.</summary>
internal sealed class PickleType(string code) : PickleValue
{
    public string Code => code;

    public string Order { get; set; } = "=";

    public ElementType? Element => ElementType.OfNumpy(Order + Code);
}

/// <summary>A NumPy array or scalar, filled by its state.</summary>
internal sealed class PickleArray : PickleValue
{
    public IReadOnlyList<long> Shape { get; set; } = [];

    public ElementType? Type { get; set; }

    public bool IsFortran { get; set; }

    public ReadOnlyMemory<byte> Bytes { get; set; }
}
