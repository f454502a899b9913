using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>The names of the fields of named tuples and data classes.</summary>
internal static class RecordFields
{
    public static HashSet<string> Of(CodeBase code)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in code.Functions)
        {
            if (function.Mentions.Contains("namedtuple"))
            {
                foreach (var call in SyntaxWalk.Calls(function).Where(c => SyntaxWalk.LastName(c.Function) == "namedtuple" && c.Arguments.Count > 1))
                    fields.UnionWith(Names(call.Arguments[1].Value));
            }
        }
        foreach (var type in code.Classes.Where(IsRecord))
            fields.UnionWith(type.Node.Body.OfType<AssignStatement>().Where(a => a.Annotation is not null).SelectMany(a => a.Targets).OfType<NameExpression>().Select(n => n.Name));
        return fields;
    }

    private static IEnumerable<string> Names(PyExpression value) => value switch
    {
        StringExpression text => text.Value.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries),
        SequenceExpression sequence => sequence.Items.OfType<StringExpression>().Select(s => s.Value),
        _ => [],
    };

    private static bool IsRecord(CodeClass type) =>
        type.Node.Decorators.Any(d => SyntaxWalk.LastName(d is CallExpression call ? call.Function : d) == "dataclass") || type.Node.Bases.Any(b => SyntaxWalk.LastName(b.Value) == "NamedTuple");
}
