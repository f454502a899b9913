using DnasRepro.Python.Syntax;

namespace DnasRepro.SearchCode.Modules;

/// <summary>A function, a method, or the body of a file or class.</summary>
internal sealed class CodeFunction(CodeFile file, string name, CodeClass? owner, CodeFunction? outer, IReadOnlyList<PyParameter> parameters, IReadOnlyList<PyStatement> body, int offset)
{
    public CodeFile File => file;

    public string Name => name;

    /// <summary>The class whose method or body it is.</summary>
    public CodeClass? Owner => owner;

    /// <summary>The function around it; the file's body for functions at its top.</summary>
    public CodeFunction? Outer => outer;

    public IReadOnlyList<PyParameter> Parameters => parameters;

    public IReadOnlyList<PyStatement> Body => body;

    public int Offset => offset;

    public FunctionStatement? Node { get; init; }

    public bool IsClassBody { get; init; }

    /// <summary>Names that are bound inside.</summary>
    public HashSet<string> Locals { get; } = new(StringComparer.Ordinal);

    /// <summary>All names and attribute names that occur inside, nested functions left out.</summary>
    public HashSet<string> Mentions { get; } = new(StringComparer.Ordinal);

    /// <summary>A number of its own.</summary>
    public int Id { get; set; }

    /// <summary>True for a method whose first parameter is the object.</summary>
    public bool IsMethod => owner is not null && !IsClassBody && Node is not null && parameters.Count > 0 && !Node.Decorators.Any(d => d is NameExpression { Name: "staticmethod" });

    /// <summary>True for a method that is read like an attribute.</summary>
    public bool IsProperty => Node is not null && Node.Decorators.Any(d => d is NameExpression { Name: "property" or "cached_property" or "lazy_property" } or AttributeExpression { Name: "setter" or "cached_property" });

    /// <summary>True for the method that computes a layer's or network's output.</summary>
    public bool IsForward => name is "forward" or "call" or "__call__" or "construct" or "hybrid_forward" or "forward_single" or "_forward" or "forward_features";

    public override string ToString() => owner is null ? $"{file}:{name}" : $"{file}:{owner.Name}.{name}";
}

/// <summary>A class.</summary>
internal sealed class CodeClass(CodeFile file, string name, ClassStatement node)
{
    public CodeFile File => file;

    public string Name => name;

    public ClassStatement Node => node;

    public Dictionary<string, CodeFunction> Methods { get; } = new(StringComparer.Ordinal);

    /// <summary>Its bases that are in the repository.</summary>
    public List<CodeClass> Bases { get; } = [];

    /// <summary>Classes of the repository that have it as a base.</summary>
    public List<CodeClass> Derived { get; } = [];

    /// <summary>A number of its own.</summary>
    public int Id { get; set; }

    /// <summary>The number of the first class of all that are related by inheritance.</summary>
    public int Family { get; set; }

    /// <summary>A method by name, in the class or its bases; null when there is none.</summary>
    public CodeFunction? Find(string method, int depth = 0)
    {
        if (Methods.TryGetValue(method, out var found) || depth > 8)
            return found;
        foreach (var next in Bases)
        {
            if (next.Find(method, depth + 1) is { } inherited)
                return inherited;
        }
        return null;
    }

    public override string ToString() => $"{file}:{name}";
}
