using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>An architecture parameter that a network lists among its own, so that <c>parameters()</c> and <c>state_dict()</c> hold it.</summary>
/// <param name="Owner">The network.</param>
/// <param name="Function">The method that makes it.</param>
/// <param name="Offset">Where.</param>
internal sealed record RegisteredParameter(CodeClass Owner, CodeFunction Function, int Offset);

/// <summary>Finds the architecture parameters that networks register; plain tensors and variables are not among them.</summary>
internal static class RegisteredParameters
{
    private static readonly string[] Makers = ["Parameter", "ParameterList", "ParameterDict", "register_parameter", "create_parameter"];

    public static IReadOnlyList<RegisteredParameter> Of(SearchScope scope)
    {
        var found = new List<RegisteredParameter>();
        var names = scope.Anchor!.ParameterNames;
        foreach (var function in scope.Functions.Where(f => f.Owner is not null && f.Node is not null && f.Mentions.Overlaps(Makers)))
        {
            foreach (var statement in scope.Statements(function))
            {
                if (Assigns(function.File, statement, names) || Registers(statement, names))
                    found.Add(new RegisteredParameter(function.Owner!, function, statement.Start));
            }
        }
        return found;
    }

    private static bool Assigns(CodeFile file, PyStatement statement, IReadOnlySet<string> names) =>
        statement is AssignStatement { Value: { } value } assign && Makes(file, value)
        && assign.Targets.Any(t => t is AttributeExpression { Value: NameExpression { Name: "self" } } own && names.Contains(own.Name));

    private static bool Registers(PyStatement statement, IReadOnlySet<string> names) =>
        statement is ExpressionStatement { Value: CallExpression { Function: AttributeExpression { Name: "register_parameter", Value: NameExpression { Name: "self" } } } call }
        && SyntaxWalk.Argument(call, "name", 0) is StringExpression name && names.Contains(name.Value);

    /// <summary>True for <c>nn.Parameter(…)</c>, a list of them, and <c>create_parameter</c>; a <c>.cuda()</c> behind it makes a plain tensor of it again.</summary>
    private static bool Makes(CodeFile file, PyExpression value) => value switch
    {
        CallExpression call when SyntaxWalk.LastName(call.Function) is "Parameter" or "ParameterList" or "ParameterDict" =>
            LibraryNames.Of(file, call.Function) is { } name ? name.StartsWith("torch.nn.", StringComparison.Ordinal) : call.Function is AttributeExpression { Value: NameExpression { Name: "nn" } },
        CallExpression { Function: AttributeExpression { Name: "create_parameter" } } => true,
        _ => false,
    };
}
