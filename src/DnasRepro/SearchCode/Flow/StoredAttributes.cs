using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Flow;

/// <summary>Which attributes the methods of each class family set under a literal name.</summary>
internal sealed class StoredAttributes
{
    private readonly HashSet<(int Family, string Name)> stored = [];
    private readonly HashSet<(int Family, string Name)> libraryLayers = [];
    private readonly Dictionary<CodeClass, bool> layers = [];
    private readonly Dictionary<(CodeFile File, string Name), List<string>> lists = [];
    private readonly Dictionary<(CodeFunction Function, string Name), List<PyExpression>> assigned = [];

    public StoredAttributes(CodeBase code)
    {
        foreach (var method in code.Functions)
        {
            Lists(method.Body, method);
            if (method.Owner is not { } owner)
                continue;
            if (method.IsClassBody)
            {
                foreach (var name in method.Locals)
                    stored.Add((owner.Family, name));
            }
            else if (method.IsMethod)
            {
                Statements(method.Body, method.Parameters[0].Name ?? "self", owner.Family);
            }
        }
    }

    public bool Contains(CodeClass type, string name) => stored.Contains((type.Family, name));

    /// <summary>True for an attribute that is set to a layer of a framework: <c>self.head = nn.Linear(…)</c>.</summary>
    public bool IsLibraryLayer(CodeClass type, string name) => libraryLayers.Contains((type.Family, name));

    /// <summary>The texts of a list that a file assigns to a variable or attribute of that name; empty when there is none.</summary>
    public IReadOnlyList<string> Texts(CodeFile file, string name) => lists.GetValueOrDefault((file, name)) ?? [];

    /// <summary>True for a class that is a layer or network by one of its bases, near or far.</summary>
    public static bool IsLayer(CodeClass type, int depth = 0) =>
        type.Node.Bases.Any(b => SyntaxWalk.Last(b.Value) is "Module" or "Layer" or "Cell" or "Block" or "HybridBlock" or "Model" or "Sequential" or "ModuleList" or "LightningModule" or "ScriptModule" or "BaseModule" or "MyModule" or "MyNetwork")
        || (depth < 8 && type.Bases.Exists(b => IsLayer(b, depth + 1)));

    /// <summary>True when a class makes layers: <c>nn.Conv2d(…)</c>, <c>nn.ModuleList()</c>, an object of another class.</summary>
    public bool HoldsLayers(CodeClass type)
    {
        if (!layers.TryGetValue(type, out var holds))
            layers[type] = holds = type.Methods.Values.Any(m => m.Body.Any(HoldsLayers));
        return holds;
    }

    private static bool HoldsLayers(PyStatement statement) =>
        statement.Expressions.Any(HoldsLayers) || statement.Blocks.Any(b => b.Any(HoldsLayers));

    private static bool HoldsLayers(PyExpression expression)
    {
        if (expression is CallExpression { Function: AttributeExpression { Name: { Length: > 0 } made, Value: NameExpression { Name: "nn" } or AttributeExpression { Name: "nn" or "layers" } or NameExpression { Name: "layers" or "keras" } } }
            && char.IsUpper(made[0]) && !made.StartsWith("Parameter", StringComparison.Ordinal) && made is not ("Softmax" or "Sigmoid"))
            return true;
        return expression.Children.Any(HoldsLayers);
    }

    /// <summary>What a function assigns to a variable; empty when it does not.</summary>
    public IReadOnlyList<PyExpression> Assigned(CodeFunction function, string name) => assigned.GetValueOrDefault((function, name)) ?? [];

    private void Lists(IReadOnlyList<PyStatement> body, CodeFunction function)
    {
        foreach (var statement in body)
        {
            if (statement is AssignStatement { Targets: [NameExpression only], Value: StringExpression or BinaryExpression or CallExpression } simple)
            {
                if (!assigned.TryGetValue((function, only.Name), out var values))
                    assigned[(function, only.Name)] = values = [];
                if (values.Count < 6)
                    values.Add(simple.Value!);
            }
            if (statement is AssignStatement { Value: SequenceExpression { Items: { Count: > 0 and < 40 } items } } assign && items.All(i => i is StringExpression))
            {
                foreach (var target in assign.Targets)
                {
                    if (target is AttributeExpression or NameExpression)
                        lists[(function.File, target is AttributeExpression attribute ? attribute.Name : ((NameExpression)target).Name)] = [.. items.Select(i => ((StringExpression)i).Value)];
                }
            }
            if (statement is FunctionStatement or ClassStatement)
                continue;
            foreach (var block in statement.Blocks)
                Lists(block, function);
        }
    }

    private void Statements(IReadOnlyList<PyStatement> body, string self, int family)
    {
        foreach (var statement in body)
        {
            if (statement is AssignStatement assign)
            {
                foreach (var target in assign.Targets)
                {
                    Target(target, self, family);
                    if (target is AttributeExpression { Value: NameExpression owner } layer && owner.Name == self && assign.Value is CallExpression && HoldsLayers(assign.Value))
                        libraryLayers.Add((family, layer.Name));
                }
            }
            else if (statement is ForStatement loop)
            {
                Target(loop.Target, self, family);
            }
            foreach (var block in statement.Blocks)
                Statements(block, self, family);
        }
    }

    private void Target(PyExpression target, string self, int family)
    {
        if (target is AttributeExpression { Value: NameExpression name } attribute && name.Name == self)
            stored.Add((family, attribute.Name));
        else if (target is SequenceExpression sequence)
        {
            foreach (var item in sequence.Items)
                Target(item, self, family);
        }
    }
}
