using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>
/// Finds attributes of the parsed command line that are read although no option declares them. Only programs with one parser, all of
/// whose options are seen, are looked at; and only code that the parsed command line is seen to come to.
/// </summary>
internal sealed class UndeclaredOptions
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "items", "keys", "values", "get", "pop", "update", "copy", "setdefault" };
    private static readonly string[] Dynamic = ["setattr", "__dict__", "Namespace", "exec", "SimpleNamespace", "namespace", "__setattr__", "load_args", "load_arguments"];

    private readonly Dictionary<(CodeFile File, string Name), Evidence> undeclared = [];
    private readonly List<(HashSet<CodeFile> Files, HashSet<string> Names)> all = [];
    private readonly Dictionary<CodeFunction, HashSet<string>> assigned = [];

    /// <summary>Looks at a program.</summary>
    /// <param name="blocks">The code that it runs.</param>
    /// <param name="options">What it declares.</param>
    public void Look(IEnumerable<ProgramBlock> blocks, Declared options)
    {
        if (!options.Options.Exists(o => o.Kind == "argparse"))
            return;
        IReadOnlyList<CodeFunction> functions = [.. blocks.Select(b => b.Function)];
        var known = options.Options.Where(o => o.Kind == "argparse").Select(o => o.Destination).ToHashSet(StringComparer.Ordinal);
        known.UnionWith(options.Attributes);
        foreach (var function in functions)
            known.UnionWith(Assigned(function));
        all.Add((functions.Select(f => f.File).ToHashSet(), known));
        if (options.IsOpen || options.Parsers != 1)
            return;
        var flow = new ArgumentFlow(functions);
        if (flow.Holders.Count == 0 || IsDynamic(flow))
            return;
        var reads = new List<(CodeFile File, AttributeExpression Read)>();
        foreach (var (function, name) in flow.Holders)
            Reads(function, name, function.Body, isTried: false, reads, known);
        foreach (var (file, read) in reads)
        {
            if (!known.Contains(read.Name) && !read.Name.StartsWith('_') && !Methods.Contains(read.Name))
                undeclared.TryAdd((file, read.Name), file.At(read.Start, $"No option of the program declares '{read.Name}'."));
        }
    }

    /// <summary>Where attributes are read that none of the programs declares which lead to that file.</summary>
    public IReadOnlyList<Evidence> Found() =>
        [.. undeclared.Where(u => !all.Exists(o => o.Files.Contains(u.Key.File) && o.Names.Contains(u.Key.Name))).Select(u => u.Value).OrderBy(e => e.Location.Path).ThenBy(e => e.Location.StartLine)];

    /// <summary>The attributes that a function assigns, of whatever object.</summary>
    private HashSet<string> Assigned(CodeFunction function)
    {
        if (assigned.TryGetValue(function, out var found))
            return found;
        var targets = SyntaxWalk.Statements(function.Body).SelectMany(Targets).SelectMany(SyntaxWalk.Expressions).OfType<AttributeExpression>().Where(a => a.Value is NameExpression { Name: not "self" });
        return assigned[function] = [.. targets.Select(a => a.Name)];
    }

    private static bool IsDynamic(ArgumentFlow flow) => flow.Holders.Any(h =>
        Array.Exists(Dynamic, h.Function.Mentions.Contains) || (h.Function.Mentions.Contains("vars") && h.Function.Mentions.Contains("update")));

    /// <summary>Collects the reads of a name's attributes in a block; what is assigned or asked for counts as known.</summary>
    private static void Reads(CodeFunction function, string name, IReadOnlyList<PyStatement> body, bool isTried, List<(CodeFile, AttributeExpression)> reads, HashSet<string> known)
    {
        foreach (var statement in body)
        {
            if (statement is FunctionStatement or ClassStatement)
                continue;
            foreach (var expression in statement.Expressions.SelectMany(SyntaxWalk.Expressions))
            {
                if (expression is CallExpression { Arguments: [{ Value: NameExpression }, { Value: StringExpression text }, ..] } call && SyntaxWalk.Last(call.Function) is "hasattr" or "getattr" or "setattr" or "delattr")
                    known.Add(text.Value);
                else if (expression is BinaryExpression { Left: StringExpression asked })
                    known.Add(asked.Value);
                else if (expression is AttributeExpression { Value: NameExpression of } read && of.Name == name && !isTried)
                    reads.Add((function.File, read));
            }
            foreach (var block in statement.Blocks)
                Reads(function, name, block, isTried || statement is TryStatement { Handlers.Count: > 0 }, reads, known);
        }
    }

    private static IEnumerable<PyExpression> Targets(PyStatement statement) => statement switch
    {
        AssignStatement assign => assign.Targets,
        ForStatement loop => [loop.Target],
        WithStatement with => with.Items.Select(i => i.Target).OfType<PyExpression>(),
        SimpleStatement { Kind: SimpleKind.Delete } gone => gone.Values,
        _ => [],
    };
}
