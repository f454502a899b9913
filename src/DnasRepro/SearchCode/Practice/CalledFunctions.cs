using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>The functions of the project that a call may lead to: the one that its name stands for, or all methods of the name when the object is not known.</summary>
internal sealed class CalledFunctions(SearchScope scope)
{
    private readonly Lazy<ILookup<string, CodeFunction>> byName = new(() => scope.Functions.Where(f => f.Node is not null).ToLookup(f => f.Name, StringComparer.Ordinal));

    public IEnumerable<CodeFunction> Of(CodeFunction from, CallExpression call)
    {
        switch (call.Function)
        {
            case NameExpression name:
                return Named(from.File, name.Name);
            case AttributeExpression { Value: NameExpression { Name: "self" } } attribute when from.Owner is { } owner:
                return byName.Value[attribute.Name].Where(f => f.Owner?.Family == owner.Family);
            case AttributeExpression { Value: NameExpression module } attribute when CodeBase.Resolve(from.File, module.Name) is Symbol.Module { Target: var file }:
                return Named(file, attribute.Name);
            case AttributeExpression { Name: "train" or "eval" or "to" or "cuda", Value: var network } when call.Arguments.Count <= 1 && IsNetwork(network):
                return [];
            case AttributeExpression attribute when LibraryNames.Of(from.File, attribute) is null:
                return byName.Value[attribute.Name].Where(f => f.Owner is not null);
            default:
                return [];
        }
    }

    /// <summary>True for what is called a model: its <c>train()</c> only sets a mode.</summary>
    private static bool IsNetwork(PyExpression network) => SyntaxWalk.LastName(network) is { } name
        && (name.Contains("model", StringComparison.OrdinalIgnoreCase) || name.Contains("net", StringComparison.OrdinalIgnoreCase) || name == "module");

    private IEnumerable<CodeFunction> Named(CodeFile file, string name) => CodeBase.Resolve(file, name) switch
    {
        Symbol.Function { Target: var function } => [function],
        Symbol.Class { Target: var type } => type.Find("__init__") is { } made ? [made] : [],
        Symbol.External => [],
        _ => byName.Value[name].Where(f => f.File == file),
    };
}
