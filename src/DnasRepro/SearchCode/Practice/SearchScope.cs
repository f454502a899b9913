using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>The files that the practice is read from: those that the search reaches, or all when there is no search.</summary>
internal sealed class SearchScope
{
    private readonly Dictionary<string, IReadOnlyList<CallSite>> calls = new(StringComparer.Ordinal);
    private readonly Dictionary<CodeFunction, IReadOnlyList<PyStatement>> statements = [];
    private readonly Dictionary<CodeFunction, ILookup<string, PyExpression>> assigned = [];
    private readonly Lazy<OptionTable> options;

    public SearchScope(CodeBase code, SearchAnchor? anchor, SettingFiles settings)
    {
        Anchor = anchor;
        Settings = settings;
        Reachability = anchor is null ? null : Reachability.Of(anchor);
        All = code.Functions;
        Functions = anchor is null ? code.Functions : [.. code.Functions.Where(f => anchor.Reached.Contains(f.File))];
        options = new Lazy<OptionTable>(() => OptionTable.Of(this));
    }

    public SearchAnchor? Anchor { get; }

    /// <summary>Null when there is no search.</summary>
    public Reachability? Reachability { get; }

    /// <summary>The functions of all files of the repository.</summary>
    public IReadOnlyList<CodeFunction> All { get; }

    /// <summary>The functions of the files that the search reaches.</summary>
    public IReadOnlyList<CodeFunction> Functions { get; }

    /// <summary>The configuration files.</summary>
    public SettingFiles Settings { get; }

    public OptionTable Options => options.Value;

    /// <summary>True when the search program may run the place.</summary>
    public bool InSearch(CodeFunction function, int offset) => Reachability?.Reaches(function, offset) == true;

    /// <summary>The statements of a function in the order of the text.</summary>
    public IReadOnlyList<PyStatement> Statements(CodeFunction function)
    {
        if (!statements.TryGetValue(function, out var found))
            statements[function] = found = [.. SyntaxWalk.Statements(function)];
        return found;
    }

    /// <summary>The calls of anything of a name in the files of the search, in the order of files and places.</summary>
    public IReadOnlyList<CallSite> CallsTo(string name)
    {
        if (!calls.TryGetValue(name, out var found))
        {
            found =
            [
                .. Functions.Where(f => f.Mentions.Contains(name))
                    .SelectMany(f => Statements(f).SelectMany(SyntaxWalk.Expressions).OfType<CallExpression>()
                        .Where(c => SyntaxWalk.LastName(c.Function) == name).Select(c => new CallSite(f, c))),
            ];
            calls[name] = found;
        }
        return found;
    }

    /// <summary>What a name is set to in a function by plain assignments; parts of tuples are left out.</summary>
    public IEnumerable<PyExpression> Assigned(CodeFunction function, string name)
    {
        if (!assigned.TryGetValue(function, out var values))
        {
            assigned[function] = values = Statements(function).OfType<AssignStatement>().Where(a => a.Value is not null)
                .SelectMany(a => a.Targets.OfType<NameExpression>().Select(t => (t.Name, Value: a.Value!))).ToLookup(a => a.Name, a => a.Value, StringComparer.Ordinal);
        }
        return values[name];
    }
}
