using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Finds terms for latency, memory, FLOPs or size that enter a loss.</summary>
internal static class ResourceTermFinder
{
    private static readonly string[] Words = ["latency", "lat_", "flop", "macs", "madd", "ram_cost", "ram_usage", "memory", "energy", "efficiency", "params_loss", "param_loss", "sub_loss", "cost_loss", "resource", "fps", "hardware"];

    private static readonly (string Quantity, string[] Words)[] Quantities =
    [
        ("latency", ["latency", "lat_", "fps"]), ("memory", ["memory", "ram_cost", "ram_usage"]), ("energy", ["energy"]), ("flops", ["flop", "macs", "madd"]), ("parameters", ["params_loss", "param_loss"]),
    ];

    public static void Find(CodeFunction function, List<ResourceTerm> into) => Statements(function.Body, function, into);

    private static void Statements(IReadOnlyList<PyStatement> body, CodeFunction function, List<ResourceTerm> into)
    {
        foreach (var statement in body)
        {
            if (statement is FunctionStatement or ClassStatement)
                continue;
            if (statement is AugmentedStatement { Sign: "+=" or "*=" } augmented && IsLoss(augmented.Target) && Mentions(augmented.Value))
                into.Add(new ResourceTerm(Quantity(augmented.Value), function.File.At(statement.Start, "A term for a resource is added to the loss.")));
            else if (statement is AssignStatement { Value: { } value } assign && assign.Targets.Any(IsLoss) && IsSum(value) && Mentions(value))
                into.Add(new ResourceTerm(Quantity(value), function.File.At(statement.Start, "A term for a resource is part of the loss.")));
            foreach (var block in statement.Blocks)
                Statements(block, function, into);
        }
    }

    private static bool IsLoss(PyExpression target) => Name(target).Contains("loss", StringComparison.OrdinalIgnoreCase) || Name(target) is "cost" or "objective" or "total";

    private static bool IsSum(PyExpression value) => value is BinaryExpression { Operation: TokenKind.Plus or TokenKind.Star };

    private static bool Mentions(PyExpression tree) => Resources(tree).Count > 0;

    /// <summary>The names in an expression that stand for a resource.</summary>
    private static List<string> Resources(PyExpression tree)
    {
        var names = new List<string>();
        Gather(tree, names);
        return names;
    }

    private static void Gather(PyExpression tree, List<string> names)
    {
        if (tree is NameExpression or AttributeExpression && Array.Exists(Words, w => Name(tree).Contains(w, StringComparison.OrdinalIgnoreCase)))
            names.Add(Name(tree));
        foreach (var child in tree.Children)
            Gather(child, names);
    }

    /// <summary>What the names say that the term stands for; what is measured on a device before what is counted.</summary>
    private static string Quantity(PyExpression tree)
    {
        var names = Resources(tree);
        return Array.Find(Quantities, q => names.Exists(n => Array.Exists(q.Words, w => n.Contains(w, StringComparison.OrdinalIgnoreCase)))).Quantity ?? "other";
    }

    private static string Name(PyExpression tree) => tree switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute => attribute.Name,
        SubscriptExpression subscript => Name(subscript.Value),
        _ => "",
    };
}
