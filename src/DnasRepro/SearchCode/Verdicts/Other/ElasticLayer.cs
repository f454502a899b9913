using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>
/// A layer that has one shape of several: one method draws it at random, another sets it from outside.
/// Such layers are what a one-shot supernet is made of; alone they are no search.
/// </summary>
internal static class ElasticLayer
{
    /// <summary>The methods that draw a shape which another method sets.</summary>
    public static IEnumerable<(CodeFunction Draw, CodeFunction Set)> Find(CodeBase code)
    {
        foreach (var type in code.Classes.Where(ChoiceScope.IsNetwork))
        {
            var methods = type.Methods.Values.Where(m => m.Name != "__init__" && !m.IsForward).ToList();
            foreach (var draw in methods)
            {
                var drawn = Drawn(draw);
                var set = drawn.Count == 0 ? null : methods.Find(m => m != draw && Given(m).Overlaps(drawn));
                if (set is not null)
                    yield return (draw, set);
            }
        }
    }

    /// <summary>The attributes that a method sets to what it draws.</summary>
    private static HashSet<string> Drawn(CodeFunction method)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var attributes = new HashSet<string>(StringComparer.Ordinal);
        if (!method.File.Imports.Exists(i => i.Module is "random" or "numpy" or "torch"))
            return attributes;
        foreach (var assign in SyntaxWalk.Statements(method).OfType<AssignStatement>())
        {
            if (assign.Value is not { } value || !SyntaxWalk.Expressions(value).Any(e => (e is NameExpression name && names.Contains(name.Name)) || IsDraw(method, e)))
                continue;
            foreach (var target in assign.Targets)
            {
                if (target is NameExpression local)
                    names.Add(local.Name);
                else if (target is AttributeExpression { Value: NameExpression { Name: "self" }, Name: var attribute })
                    attributes.Add(attribute);
            }
        }
        return attributes;
    }

    private static bool IsDraw(CodeFunction method, PyExpression expression) =>
        expression is CallExpression { Function: AttributeExpression { Value: NameExpression { Name: var module }, Name: var name } }
        && CodeBase.Resolve(method.File, module) is Symbol.External { Dotted: var dotted } && ChoiceWords.IsDraw($"{dotted}.{name}");

    /// <summary>The attributes that a method sets to what it is given.</summary>
    private static HashSet<string> Given(CodeFunction method) =>
        [.. SyntaxWalk.Statements(method).OfType<AssignStatement>()
            .Where(a => a.Value is NameExpression value && method.Parameters.Any(p => p.Name == value.Name))
            .SelectMany(a => a.Targets).OfType<AttributeExpression>().Where(t => t.Value is NameExpression { Name: "self" }).Select(t => t.Name)];
}
