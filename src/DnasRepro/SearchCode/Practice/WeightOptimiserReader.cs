using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>
/// Finds an optimiser of the weights that also holds the architecture parameters: it is made over <c>model.parameters()</c>, the network registers the architecture
/// parameters, and another optimiser is there for them. Says nothing as soon as anything may take them out again.
/// </summary>
internal sealed class WeightOptimiserReader(SearchScope scope, ArchitectureReaders readers, IReadOnlyList<RegisteredParameter> registered)
{
    private static readonly HashSet<string> Optimisers =
        ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "NAdam", "RAdam", "LARS", "AdaBound", "Momentum"];

    private int steps;

    public IReadOnlyList<Evidence> Read()
    {
        var found = new List<Evidence>();
        // requires_grad switched anywhere, or parameters() redefined: then who moves what is not to be seen here
        if (registered.Count == 0 || scope.Reachability!.Functions.Any(SwitchesGradients))
            return found;
        foreach (var network in registered.GroupBy(r => r.Owner))
        {
            var owner = network.Key;
            if (Chooses(owner))
                continue;
            var optimisers = scope.CallsTo("parameters").Where(c => scope.InSearch(c.Function, c.Offset) && c.Call.Function is AttributeExpression { Value: var model } && IsNetwork(c.Function, model, owner))
                .Select(c => Optimiser(c.Function, c.Call)).OfType<CallSite>().Where(FollowsBackward).ToList();
            if (optimisers.Count == 0 || !HasOwnOptimiser(optimisers))
                continue;
            found.AddRange(optimisers.Select(o => o.File.At(o.Offset)).Distinct());
            found.AddRange(network.Select(r => r.Owner.File.At(r.Offset)));
        }
        return found;
    }

    /// <summary>True where gradients are switched off, cleared one by one or cut, which may keep the weight optimiser from moving what it holds.</summary>
    private bool SwitchesGradients(CodeFunction function) => function.Mentions.Contains("requires_grad_") || function.IsForward && function.Mentions.Contains("detach") && Cuts(function)
        || function.Mentions.Contains("grad") && scope.Statements(function).OfType<AssignStatement>().Any(a => a is { Targets: [AttributeExpression { Name: "grad" }], Value: NameExpression { Name: "None" } })
        || function.Mentions.Contains("grad") && function.Mentions.Contains("zero_") && SyntaxWalk.Calls(function).Any(c => c.Function is AttributeExpression { Name: "zero_" })
        || function.Mentions.Contains("requires_grad") && scope.Statements(function).OfType<AssignStatement>().Any(a => a.Targets.Any(t => t is AttributeExpression { Name: "requires_grad" }));

    /// <summary>True where the weights of the choice are cut off from their gradients: <c>softmax(self.alphas).detach()</c>.</summary>
    private bool Cuts(CodeFunction forward)
    {
        var names = scope.Statements(forward).OfType<AssignStatement>().Where(a => a.Value is not null && readers.IsIn(a.Value))
            .SelectMany(a => a.Targets.OfType<NameExpression>()).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        return SyntaxWalk.Calls(forward).Any(c => c.Function is AttributeExpression { Name: "detach" or "detach_", Value: var cut }
            && (readers.IsIn(cut) || SyntaxWalk.Expressions(cut).Any(e => e is NameExpression name && names.Contains(name.Name))));
    }

    /// <summary>True when the network itself decides what its parameters are.</summary>
    private static bool Chooses(CodeClass owner, int depth = 0) =>
        owner.Methods.ContainsKey("parameters") || owner.Methods.ContainsKey("named_parameters") || owner.Methods.ContainsKey("__setattr__") || owner.Methods.ContainsKey("register_parameter")
        || depth < 8 && (owner.Bases.Any(b => Chooses(b, depth + 1)) || depth == 0 && owner.Derived.Any(d => Chooses(d, 8)));

    /// <summary>True when an expression is surely an object of the class, by an assignment that can be seen from it.</summary>
    private bool IsNetwork(CodeFunction function, PyExpression model, CodeClass owner, int depth = 0)
    {
        if (depth > 6 || steps++ > 2000)
            return false;
        switch (model)
        {
            case NameExpression name:
                for (var inside = function; inside is not null; inside = inside.Outer)
                {
                    var values = scope.Assigned(inside, name.Name).ToList();
                    if (values.Count > 0)
                        return values.Exists(v => IsNetwork(inside, v, owner, depth + 1)) && values.TrueForAll(v => IsNetwork(inside, v, owner, depth + 1) || Mentions(v, name.Name));
                    if (inside.Locals.Contains(name.Name))
                        return false;
                }
                return false;
            case AttributeExpression { Value: NameExpression { Name: "self" } } attribute when function.Owner is { } own:
                var set = own.Methods.Values.SelectMany(m => scope.Statements(m).OfType<AssignStatement>()
                    .Where(a => a.Value is not null && a.Targets.Any(t => t is AttributeExpression { Value: NameExpression { Name: "self" } } x && x.Name == attribute.Name)).Select(a => (Method: m, Value: a.Value!))).ToList();
                return set.Exists(s => IsNetwork(s.Method, s.Value, owner, depth + 1)) && set.TrueForAll(s => IsNetwork(s.Method, s.Value, owner, depth + 1) || Mentions(s.Value, attribute.Name));
            case CallExpression { Function: AttributeExpression { Name: "to" or "cuda" or "cpu" or "train" or "float", Value: var inner } }:
                return IsNetwork(function, inner, owner, depth + 1);
            case CallExpression { Arguments: [{ Kind: ArgumentKind.Plain, Value: var wrapped }, ..] } call when SyntaxWalk.LastName(call.Function) is "DataParallel" or "DistributedDataParallel":
                return IsNetwork(function, wrapped, owner, depth + 1);
            case CallExpression { Function: NameExpression made }:
                return CodeBase.Resolve(function.File, made.Name) is Symbol.Class { Target: var type } && (type == owner || type.Bases.Contains(owner));
            default:
                return false;
        }
    }

    private static bool Mentions(PyExpression value, string name) => SyntaxWalk.Expressions(value).Any(e => SyntaxWalk.LastName(e) == name);

    /// <summary>The optimiser whose first argument is the call of <c>parameters()</c> and nothing else.</summary>
    private CallSite? Optimiser(CodeFunction function, CallExpression parameters)
    {
        foreach (var statement in SyntaxWalk.Around(function, parameters.Start))
        {
            foreach (var call in SyntaxWalk.Expressions(statement).OfType<CallExpression>())
            {
                if ((SyntaxWalk.Argument(call, "params", 0) ?? SyntaxWalk.Argument(call, "parameters")) == parameters && (IsKnown(function, call) || (statement is AssignStatement { Value: var whole } && whole == call && IsStepped(statement))))
                    return new CallSite(function, call);
            }
        }
        return null;
    }

    private static bool IsKnown(CodeFunction function, CallExpression call) =>
        LibraryNames.Of(function.File, call.Function) is { } library && library.StartsWith("torch.optim.", StringComparison.Ordinal)
        || SyntaxWalk.LastName(call.Function) is { } name && Optimisers.Contains(name);

    /// <summary>An object of a class that was chosen by name is an optimiser when it is stepped and its gradients are cleared.</summary>
    private bool IsStepped(PyStatement statement) =>
        statement is AssignStatement { Targets: [var target] } && SyntaxWalk.LastName(target) is { } made && IsUsed(made, "step") && IsUsed(made, "zero_grad");

    /// <summary>True when it is stepped where a whole loss is differentiated: then every parameter that it holds has a gradient.</summary>
    private bool FollowsBackward(CallSite optimiser)
    {
        var names = SyntaxWalk.Around(optimiser.Function, optimiser.Offset).OfType<AssignStatement>().SelectMany(a => a.Targets).Select(SyntaxWalk.LastName).ToHashSet(StringComparer.Ordinal);
        return scope.CallsTo("step").Any(c => c.Function.Mentions.Contains("backward") && scope.InSearch(c.Function, c.Offset)
            && (c.Call.Function is AttributeExpression { Value: var held } && SyntaxWalk.LastName(held) is { } name && names.Contains(name)
                || c.Call.Arguments is [{ Value: var given }, ..] && SyntaxWalk.LastName(given) is { } scaled && names.Contains(scaled)));
    }

    private bool IsUsed(string optimiser, string method) => scope.CallsTo(method).Any(c => c.Call.Function is AttributeExpression { Value: var held } && SyntaxWalk.LastName(held) == optimiser);

    /// <summary>True when another optimiser is made over a method or attribute that gives the architecture parameters.</summary>
    private bool HasOwnOptimiser(List<CallSite> weights) => scope.Reachability!.Functions.Any(f => scope.Statements(f).Any(s => SyntaxWalk.Expressions(s).OfType<CallExpression>().Any(c =>
        weights.TrueForAll(w => w.Call != c)
        && (SyntaxWalk.Argument(c, "params", 0) ?? SyntaxWalk.Argument(c, "parameters")) is (CallExpression or AttributeExpression) and var held
        && readers.IsIn(held) && (IsKnown(f, c) || IsNamedSo(s)))));

    private static bool IsNamedSo(PyStatement statement) =>
        statement is AssignStatement { Targets: [var target] } && SyntaxWalk.LastName(target)?.Contains("optim", StringComparison.OrdinalIgnoreCase) == true;
}
