using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Finds what code sets in the environment of its process.</summary>
internal static class EnvironmentSettings
{
    /// <summary>The variables that a function sets: <c>os.environ['X'] = v</c>, <c>os.environ.setdefault('X', v)</c>, <c>os.putenv('X', v)</c>.</summary>
    public static IEnumerable<(string Name, PyExpression Value, int Offset)> In(CodeFunction function)
    {
        foreach (var statement in SyntaxWalk.Statements(function))
        {
            if (statement is AssignStatement { Value: { } value } assign)
            {
                foreach (var target in assign.Targets)
                {
                    if (target is SubscriptExpression { Value: var owner, Index: StringExpression name } && SyntaxWalk.LastName(owner) == "environ")
                        yield return (name.Value, value, statement.Start);
                }
            }
            foreach (var call in SyntaxWalk.Expressions(statement).OfType<CallExpression>())
            {
                var isSet = call.Function is AttributeExpression { Name: "setdefault", Value: var owner } && SyntaxWalk.LastName(owner) == "environ"
                    || LibraryNames.Of(function.File, call.Function) == "os.putenv";
                if (isSet && call.Arguments is [{ Value: StringExpression name }, { Value: var given }])
                    yield return (name.Value, given, call.Start);
            }
        }
    }
}
