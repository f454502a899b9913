using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Reads options that stand in code or YAML instead of on the command line: yacs, easydict, modules and classes of constants, hydra.</summary>
internal sealed class ConfigScan(IReadOnlyDictionary<string, string> scripts, FileIndex index)
{
    private const int MostKeys = 500;

    private static readonly HashSet<string> Trees = new(StringComparer.Ordinal) { "CN", "CfgNode", "ConfigNode", "edict", "EasyDict", "ConfigDict", "AttrDict", "Munch", "Box", "DotMap", "Dict" };
    private static readonly string[] Words = ["config", "cfg", "option", "setting", "param", "constant", "opts"];

    private readonly Dictionary<CodeFile, IReadOnlyList<ProgramOption>> known = [];

    /// <summary>What a file sets.</summary>
    public IReadOnlyList<ProgramOption> Of(CodeFile file)
    {
        if (known.TryGetValue(file, out var found))
            return found;
        var options = new List<ProgramOption>();
        foreach (var function in file.Functions.Prepend(file.Body))
        {
            if (Trees.Overlaps(function.Mentions))
                Tree(file, function.Body, options);
        }
        if (options.Count == 0 && Array.Exists(Words, w => file.Name.Contains(w, StringComparison.OrdinalIgnoreCase)))
            Constants(file, options);
        return known[file] = options;
    }

    /// <summary>The keys of the configuration that <c>@hydra.main</c> names.</summary>
    public IEnumerable<ProgramOption> Hydra(CodeFile file)
    {
        foreach (var call in file.Functions.Select(f => f.Node).OfType<FunctionStatement>().SelectMany(f => f.Decorators).OfType<CallExpression>())
        {
            if (SyntaxWalk.Dotted(call.Function) is not "hydra.main" || SyntaxWalk.PlainText(SyntaxWalk.Argument(call, "config_name")) is not { } name)
                continue;
            var folder = SyntaxWalk.PlainText(SyntaxWalk.Argument(call, "config_path")) ?? ".";
            foreach (var option in Yaml($"{folder}/{(name.Contains('.') ? name : name + ".yaml")}", file, "hydra"))
                yield return option;
        }
    }

    /// <summary>The keys of a YAML file that code names.</summary>
    public IEnumerable<ProgramOption> Yaml(string name, CodeFile file, string kind)
    {
        if (index.Find(name, file.Path.Folder, "") is not { } path || !scripts.TryGetValue(path.Value, out var text))
            return [];
        return YamlKeys.Of(text).Take(MostKeys).Select(k => new ProgramOption(k.Key, k.Key, k.Value, kind, Evidence.AtLine(path, k.Line, k.Text)));
    }

    private static void Tree(CodeFile file, IReadOnlyList<PyStatement> body, List<ProgramOption> options)
    {
        var roots = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assign in SyntaxWalk.Statements(body).OfType<AssignStatement>())
        {
            var tree = assign.Value is CallExpression call && SyntaxWalk.Last(call.Function) is { } maker && Trees.Contains(maker) ? call : null;
            foreach (var target in assign.Targets)
            {
                if (target is NameExpression name && tree is not null)
                    roots[name.Name] = SyntaxWalk.Last(tree.Function) is "CN" or "CfgNode" or "ConfigNode" ? "yacs" : "config";
                var prefix = "";
                if (target is AttributeExpression && SyntaxWalk.Dotted(target) is { } dotted && dotted.IndexOf('.') is var dot && roots.TryGetValue(dotted[..dot], out var kind))
                    prefix = dotted[(dot + 1)..];
                else if (target is not NameExpression root || !roots.TryGetValue(root.Name, out kind))
                    continue;
                if (tree is not null)
                    Pairs(file, tree, prefix, kind, options);
                else if (prefix.Length > 0 && assign.Value is { } value && options.Count < MostKeys)
                    options.Add(new ProgramOption(prefix, prefix, SourceText.Of(file, value), kind, file.At(assign.Start)));
            }
        }
    }

    private static void Pairs(CodeFile file, CallExpression tree, string prefix, string kind, List<ProgramOption> options)
    {
        var pairs = tree.Arguments.Select(a => a.Value).OfType<DictionaryExpression>().SelectMany(d => d.Pairs).Select(p => (Name: SyntaxWalk.PlainText(p.Key), p.Value))
            .Concat(tree.Arguments.Where(a => a.Kind == ArgumentKind.Named).Select(a => (a.Name, a.Value)));
        foreach (var (name, value) in pairs)
        {
            var key = prefix.Length == 0 ? name : $"{prefix}.{name}";
            if (name is not null && value is not (DictionaryExpression or CallExpression) && options.Count < MostKeys)
                options.Add(new ProgramOption(key!, key!, SourceText.Of(file, value), kind, file.At(value.Start)));
        }
    }

    private static void Constants(CodeFile file, List<ProgramOption> options)
    {
        Literals(file, file.Tree.Body, options);
        foreach (var type in file.Classes)
        {
            Literals(file, type.Node.Body, options);
            if (type.Methods.TryGetValue("__init__", out var start))
                Literals(file, start.Body, options);
        }
    }

    private static void Literals(CodeFile file, IReadOnlyList<PyStatement> body, List<ProgramOption> options)
    {
        foreach (var assign in body.OfType<AssignStatement>())
        {
            var name = assign.Targets is [NameExpression plain] ? plain.Name : assign.Targets is [AttributeExpression { Value: NameExpression { Name: "self" } } own] ? own.Name : null;
            if (name is not null && IsLiteral(assign.Value) && options.Count < MostKeys)
                options.Add(new ProgramOption(name, name, SourceText.Of(file, assign.Value!), "config", file.At(assign.Start)));
        }
    }

    private static bool IsLiteral(PyExpression? value) => value switch
    {
        NumberExpression or StringExpression or NameExpression { Name: "True" or "False" or "None" } => true,
        UnaryExpression unary => IsLiteral(unary.Operand),
        BinaryExpression binary => IsLiteral(binary.Left) && IsLiteral(binary.Right),
        SequenceExpression sequence => sequence.Items.All(IsLiteral),
        _ => false,
    };
}

/// <summary>The keys of simple YAML, by indentation; lists and flow values are values.</summary>
internal static class YamlKeys
{
    private const int LongestLine = 2000;

    /// <summary>A key with the keys around it, its value as written, its line.</summary>
    public sealed record Pair(string Key, string Value, int Line, string Text);

    /// <summary>The keys that have a value.</summary>
    public static IEnumerable<Pair> Of(string text)
    {
        var open = new List<(int Indent, string Key)>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var rest = line.TrimStart(' ');
            var indent = line.Length - rest.Length;
            rest = rest.TrimEnd();
            if (rest.Length is 0 or > LongestLine || rest[0] is '#' or '-' or '{' or '[' or '%' or '"' or '\'')
                continue;
            var colon = rest.IndexOf(": ", StringComparison.Ordinal);
            var key = colon > 0 ? rest[..colon] : rest.EndsWith(':') ? rest[..^1] : "";
            if (key.Length is 0 or > 100 || key.Contains(' '))
                continue;
            while (open.Count > 0 && open[^1].Indent >= indent)
                open.RemoveAt(open.Count - 1);
            var value = colon > 0 ? rest[(colon + 2)..].Split(" #")[0].Trim() : "";
            var full = open.Count == 0 ? key : $"{open[^1].Key}.{key}";
            if (value.Length > 0 && value[0] != '#')
                yield return new Pair(full, value.Trim('"', '\''), number, line);
            else if (open.Count < 20)
                open.Add((indent, full));
        }
    }
}
