using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>The options and settings of programs with the values that they have when nobody sets them.</summary>
internal sealed class OptionTable
{
    private readonly Dictionary<string, List<Entry>> entries = new(StringComparer.Ordinal);

    private sealed record Entry(CodeFunction Function, PyExpression? Default);

    public static OptionTable Of(SearchScope scope)
    {
        var table = new OptionTable();
        foreach (var function in scope.Functions)
        {
            if (function.Mentions.Any(IsDeclaring))
            {
                foreach (var call in scope.Statements(function).SelectMany(SyntaxWalk.Expressions).OfType<CallExpression>())
                    table.Declared(function, call);
            }
            foreach (var call in function.Node?.Decorators.OfType<CallExpression>() ?? [])
                table.Declared(function.Outer ?? function, call);
            if (function == function.File.Body || function.IsClassBody || function.Name.Contains("config", StringComparison.OrdinalIgnoreCase))
                table.Assigned(scope, function);
        }
        return table;
    }

    /// <summary>The default of an option or setting as seen from a file: false when none of that name is known.</summary>
    public bool TryFind(string destination, CodeFile from, CodeFile? entry, out CodeFunction? where, out PyExpression? value)
    {
        (where, value) = (null, null);
        if (!entries.TryGetValue(destination, out var found))
            return false;
        var best = found.Find(e => e.Function.File == from) ?? found.Find(e => e.Function.File == entry) ?? found[0];
        (where, value) = (best.Function, best.Default);
        return true;
    }

    /// <summary>True when an option or setting of that name is known.</summary>
    public bool Has(string destination) => entries.ContainsKey(destination);

    private static bool IsDeclaring(string name) =>
        name is "add_argument" or "add_option" or "add_arg" or "add_arguments" or "set_defaults" || name.StartsWith("DEFINE_", StringComparison.Ordinal);

    private void Declared(CodeFunction function, CallExpression call)
    {
        var name = SyntaxWalk.LastName(call.Function);
        if (name is "add_argument" or "add_option" or "option")
        {
            if (Destination(call) is { } destination)
                Add(destination, function, SyntaxWalk.Argument(call, "default"));
        }
        else if (name is "add_arg" or "add_arguments" && call.Arguments is [{ Value: StringExpression }, _, { Value: var given }, ..])
        {
            // PaddlePaddle's utility: name, type, default, help
            Add(((StringExpression)call.Arguments[0].Value).Value, function, given);
        }
        else if (name is "set_defaults")
        {
            foreach (var argument in call.Arguments.Where(a => a.Kind == ArgumentKind.Named))
                Add(argument.Name!, function, argument.Value, first: true);
        }
        else if (name?.StartsWith("DEFINE_", StringComparison.Ordinal) == true && SyntaxWalk.Argument(call, "name", 0) is StringExpression flag)
        {
            Add(flag.Value, function, SyntaxWalk.Argument(call, "default", 1));
        }
    }

    private static string? Destination(CallExpression call)
    {
        if (SyntaxWalk.Argument(call, "dest") is StringExpression given)
            return given.Value;
        var names = call.Arguments.Where(a => a.Kind == ArgumentKind.Plain).Select(a => a.Value).OfType<StringExpression>().Select(s => s.Value).ToList();
        var option = names.Find(n => n.StartsWith("--", StringComparison.Ordinal)) ?? names.FirstOrDefault();
        return option?.TrimStart('-').Split('/')[0].Replace('-', '_');
    }

    private void Assigned(SearchScope scope, CodeFunction function)
    {
        foreach (var statement in scope.Statements(function))
        {
            if (statement is not AssignStatement { Value: { } value } assign)
                continue;
            foreach (var target in assign.Targets)
            {
                if (value is not (NumberExpression or UnaryExpression or BinaryExpression or NameExpression { Name: "None" }))
                    continue;
                if (target is AttributeExpression attribute)
                    Add(attribute.Name, function, value);
                else if (function.IsClassBody && target is NameExpression field)
                    Add(field.Name, function, value);
                else if (target is SubscriptExpression { Index: StringExpression key })
                    Add(key.Value, function, value);
            }
            foreach (var pair in value is DictionaryExpression dictionary ? dictionary.Pairs : [])
            {
                if (pair is { Key: StringExpression key, Value: NumberExpression number })
                    Add(key.Value, function, number);
            }
        }
    }

    private void Add(string destination, CodeFunction function, PyExpression? value, bool first = false)
    {
        if (!entries.TryGetValue(destination, out var list))
            entries[destination] = list = [];
        list.Insert(first ? 0 : list.Count, new Entry(function, value));
    }
}
