using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Finds terms for latency, memory, FLOPs or size that enter a loss.</summary>
internal static class ResourceTerms
{
    private static readonly string[] Words = ["latency", "lat_", "flop", "macs", "madd", "ram_cost", "ram_usage", "memory", "energy", "efficiency", "params_loss", "param_loss", "sub_loss", "cost_loss", "resource", "fps", "hardware"];

    public static void Find(CodeFunction function, List<Evidence> into) => Statements(function.Body, function, into);

    private static void Statements(IReadOnlyList<PyStatement> body, CodeFunction function, List<Evidence> into)
    {
        foreach (var statement in body)
        {
            if (statement is FunctionStatement or ClassStatement)
                continue;
            if (statement is AugmentedStatement { Sign: "+=" or "*=" } augmented && IsLoss(augmented.Target) && Mentions(augmented.Value))
                into.Add(function.File.At(statement.Start, "A term for a resource is added to the loss."));
            else if (statement is AssignStatement { Value: { } value } assign && assign.Targets.Any(IsLoss) && IsSum(value) && Mentions(value))
                into.Add(function.File.At(statement.Start, "A term for a resource is part of the loss."));
            foreach (var block in statement.Blocks)
                Statements(block, function, into);
        }
    }

    private static bool IsLoss(PyExpression target) => Name(target).Contains("loss", StringComparison.OrdinalIgnoreCase) || Name(target) is "cost" or "objective" or "total";

    private static bool IsSum(PyExpression value) => value is BinaryExpression { Operation: TokenKind.Plus or TokenKind.Star };

    private static bool Mentions(PyExpression tree)
    {
        if (tree is NameExpression or AttributeExpression && Array.Exists(Words, w => Name(tree).Contains(w, StringComparison.OrdinalIgnoreCase)))
            return true;
        foreach (var child in tree.Children)
        {
            if (Mentions(child))
                return true;
        }
        return false;
    }

    private static string Name(PyExpression tree) => tree switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute => attribute.Name,
        SubscriptExpression subscript => Name(subscript.Value),
        _ => "",
    };
}
