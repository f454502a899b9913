using DnasRepro.Python.Syntax;

namespace DnasRepro.SearchCode.Modules;

/// <summary>Lists the functions, classes, names and imports of one file.</summary>
internal sealed class CodeCollector
{
    private readonly CodeFile file;
    private readonly List<(ImportStatement? Plain, FromImportStatement? From, bool Guarded, CodeFunction? Function)> imports = [];

    private CodeCollector(CodeFile file) => this.file = file;

    /// <summary>Packages from which modules are taken by a name that is put together at run time: <c>import_module('models.' + name)</c>.</summary>
    public List<(int Offset, string Package)> Dynamic { get; } = [];

    /// <summary>The imports as written, to be resolved when all files are known.</summary>
    public IReadOnlyList<(ImportStatement? Plain, FromImportStatement? From, bool Guarded, CodeFunction? Function)> Imports => imports;

    public static CodeCollector Collect(CodeFile file)
    {
        var collector = new CodeCollector(file);
        file.Body = new CodeFunction(file, "<body>", null, null, [], file.Tree.Body, 0);
        collector.Statements(file.Tree.Body, file.Body, null, guarded: false);
        return collector;
    }

    private void Statements(IReadOnlyList<PyStatement> body, CodeFunction function, CodeClass? owner, bool guarded)
    {
        foreach (var statement in body)
            Statement(statement, function, owner, guarded);
    }

    private void Statement(PyStatement statement, CodeFunction function, CodeClass? owner, bool guarded)
    {
        switch (statement)
        {
            case FunctionStatement def:
                Function(def, function, owner);
                return;
            case ClassStatement type:
                Class(type, function);
                return;
            case ImportStatement plain:
                imports.Add((plain, null, guarded, function == file.Body ? null : function));
                foreach (var alias in plain.Names)
                    function.Locals.Add(alias.Alias ?? alias.Name.Split('.')[0]);
                return;
            case FromImportStatement from:
                imports.Add((null, from, guarded, function == file.Body ? null : function));
                foreach (var alias in from.Names)
                    function.Locals.Add(alias.Alias ?? alias.Name);
                return;
            case AssignStatement assign:
                foreach (var target in assign.Targets)
                    Bind(target, function);
                break;
            case AugmentedStatement augmented:
                Bind(augmented.Target, function);
                break;
            case ForStatement loop:
                Bind(loop.Target, function);
                break;
            case WithStatement with:
                foreach (var item in with.Items.Where(i => i.Target is not null))
                    Bind(item.Target!, function);
                break;
            case SimpleStatement { Kind: SimpleKind.Global or SimpleKind.Nonlocal } outside:
                foreach (var name in outside.Values.OfType<NameExpression>())
                    function.Locals.Remove(name.Name);
                break;
        }
        foreach (var expression in statement.Expressions)
            Expression(expression, function);
        var inner = guarded || statement is TryStatement or IfStatement;
        foreach (var block in statement.Blocks)
            Statements(block, function, owner, inner);
    }

    private void Function(FunctionStatement def, CodeFunction outer, CodeClass? owner)
    {
        var function = new CodeFunction(file, def.Name, owner, outer, def.Parameters, def.Body, def.Start) { Node = def };
        foreach (var parameter in def.Parameters)
        {
            if (parameter.Name is { } name)
                function.Locals.Add(name);
        }
        foreach (var expression in def.Expressions)
            Expression(expression, outer);
        file.Functions.Add(function);
        if (owner is not null)
        {
            owner.Methods[def.Name] = function;
        }
        else
        {
            outer.Locals.Add(def.Name);
            if (outer == file.Body)
                file.Names[def.Name] = new Symbol.Function(function);
        }
        Statements(def.Body, function, null, guarded: false);
    }

    private void Class(ClassStatement type, CodeFunction outer)
    {
        var found = new CodeClass(file, type.Name, type);
        file.Classes.Add(found);
        outer.Locals.Add(type.Name);
        file.Names.TryAdd(type.Name, new Symbol.Class(found));
        if (outer == file.Body)
            file.Names[type.Name] = new Symbol.Class(found);
        foreach (var expression in type.Expressions)
            Expression(expression, outer);
        var body = new CodeFunction(file, "<class>", found, outer, [], type.Body, type.Start) { IsClassBody = true };
        file.Functions.Add(body);
        Statements(type.Body, body, found, guarded: false);
    }

    /// <summary>The fixed beginning of a text that is put together.</summary>
    private string? Beginning(PyExpression text) => text switch
    {
        BinaryExpression { Left: var left } => Beginning(left),
        CallExpression { Function: AttributeExpression { Name: "format", Value: StringExpression { Value: var format } } } => format.Split('{')[0],
        StringExpression { Fields.Count: > 0 } formatted => formatted.Fields[0].Start - 1 is var end && end > formatted.Start ? file.Tree.Text.Text[formatted.Start..end].TrimStart('f', 'F', '"', '\'') : null,
        StringExpression { Value: var value } => value,
        _ => null,
    };

    private static void Bind(PyExpression target, CodeFunction function)
    {
        switch (target)
        {
            case NameExpression name:
                function.Locals.Add(name.Name);
                break;
            case SequenceExpression sequence:
                foreach (var item in sequence.Items)
                    Bind(item, function);
                break;
            case StarExpression star:
                Bind(star.Value, function);
                break;
        }
    }

    private void Expression(PyExpression expression, CodeFunction function)
    {
        switch (expression)
        {
            case NameExpression name:
                function.Mentions.Add(name.Name);
                return;
            case AttributeExpression attribute:
                function.Mentions.Add(attribute.Name);
                break;
            case CallExpression { Function: NameExpression { Name: "eval" or "import_module" or "__import__" } or AttributeExpression { Name: "import_module" }, Arguments: [{ Value: var named }, ..] } call:
                if (Beginning(named) is { } beginning && beginning.LastIndexOf('.') is var dot and > 0)
                    Dynamic.Add((call.Start, beginning[..dot]));
                if (call.Function is NameExpression { Name: "eval" })
                    function.Mentions.Add("globals");
                else if (named is StringExpression { Value: { Length: > 0 } module })
                    Dynamic.Add((call.Start, module));
                break;
            case ComprehensionExpression comprehension:
                foreach (var part in comprehension.Parts)
                    Bind(part.Target, function);
                break;
            case LambdaExpression lambda:
                foreach (var parameter in lambda.Parameters)
                {
                    if (parameter.Name is { } name)
                        function.Locals.Add(name);
                }
                break;
            case WalrusExpression walrus:
                Bind(walrus.Target, function);
                break;
        }
        foreach (var child in expression.Children)
            Expression(child, function);
    }
}
