using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Knows the calls that save a network together with its architecture parameters: as a whole, or its state where the parameters are registered.</summary>
internal sealed class ModelSaves(SearchScope scope, RouteFinder finder, IReadOnlyList<RegisteredParameter> registered)
{
    private readonly Lazy<HashSet<string>> networks = new(() => Names(scope, finder, Holders(scope)));
    private readonly Lazy<HashSet<string>> registering = new(() => Names(scope, finder, registered.Select(r => r.Owner).Distinct()));

    /// <summary>True when the call writes the architecture parameters to a file inside their network.</summary>
    public bool Keeps(CodeFunction function, CallExpression call)
    {
        if (SyntaxWalk.LastName(call.Function) is not { } name || !(name.StartsWith("save", StringComparison.Ordinal) || name == "dump"))
            return false;
        var values = call.Arguments.SelectMany(a => SyntaxWalk.Expressions(a.Value)).ToList();
        if (values.Exists(v => v is CallExpression { Function: AttributeExpression { Name: "state_dict", Value: var model } } && Is(model, registering.Value)))
            return true;
        var given = call.Arguments.SelectMany(a => a.Value is SequenceExpression list ? list.Items : [a.Value]).Where(v => Is(v, networks.Value)).ToList();
        if (given.Count == 0)
            return false;
        if (LibraryNames.Of(function.File, call.Function) is not null)
            return true;
        // the project's own function may save the state only, and a plain tensor is not in it
        var own = scope.Functions.Where(f => f.Name == name && f.Node is not null).ToList();
        return own.TrueForAll(f => f.Mentions.Contains("state_dict")) && given.Exists(v => Is(v, registering.Value));
    }

    private static bool Is(PyExpression model, HashSet<string> names) => SyntaxWalk.LastName(model) is { } name && (names.Contains(name)
        || name == "module" && model is AttributeExpression { Value: var inner } && SyntaxWalk.LastName(inner) is { } wrapped && names.Contains(wrapped));

    /// <summary>The classes whose objects have an architecture parameter.</summary>
    private static IEnumerable<CodeClass> Holders(SearchScope scope) => scope.Functions.Where(f => f.Owner is not null && f.Mentions.Overlaps(scope.Anchor!.ParameterNames)
        && scope.Statements(f).OfType<AssignStatement>().SelectMany(a => a.Targets)
            .Any(t => t is AttributeExpression { Value: NameExpression { Name: "self" } } own && scope.Anchor.ParameterNames.Contains(own.Name))).Select(f => f.Owner!).Distinct();

    private static HashSet<string> Names(SearchScope scope, RouteFinder finder, IEnumerable<CodeClass> classes) => [.. classes.SelectMany(finder.Instances)];
}
