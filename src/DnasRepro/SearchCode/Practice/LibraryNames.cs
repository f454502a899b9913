using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>The full dotted names of what a file takes from libraries.</summary>
internal static class LibraryNames
{
    private static readonly Dictionary<string, string> Customary = new(StringComparer.Ordinal)
    {
        ["np"] = "numpy",
        ["numpy"] = "numpy",
        ["torch"] = "torch",
        ["tf"] = "tensorflow",
        ["random"] = "random",
        ["os"] = "os",
        ["cudnn"] = "torch.backends.cudnn",
        ["jax"] = "jax",
        ["pl"] = "pytorch_lightning",
    };

    /// <summary>The dotted name that an expression stands for, imports followed; null when it is the project's own or not a name.</summary>
    public static string? Of(CodeFile file, PyExpression expression)
    {
        switch (expression)
        {
            case NameExpression name:
                return CodeBase.Resolve(file, name.Name) switch
                {
                    Symbol.External external => external.Dotted,
                    null when Customary.TryGetValue(name.Name, out var usual) => usual,
                    _ => null,
                };
            case AttributeExpression attribute:
                return Of(file, attribute.Value) is { } owner ? $"{owner}.{attribute.Name}" : null;
            default:
                return null;
        }
    }
}
