using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>
/// Classes and functions that register themselves by a decorator, and that code or configuration builds by their literal name:
/// <c>type: MyNet</c>, <c>dict(type='MyNet')</c>, <c>_target_: package.MyNet</c>.
/// </summary>
internal sealed class Registry
{
    private const int MostNames = 5000;

    private readonly Dictionary<string, CodeFile?> registered = new(StringComparer.Ordinal);
    private readonly HashSet<CodeFile> named = [];

    public Registry(CodeBase code, CodeInput input)
    {
        foreach (var type in code.Classes)
            Register(type.Name, type.Node.Decorators, type.File);
        foreach (var function in code.Functions.Where(f => f.Node is { Decorators.Count: > 0 } && f.Owner is null))
            Register(function.Name, function.Node!.Decorators, function.File);
        if (registered.Count == 0)
            return;
        foreach (var (path, text) in input.Scripts)
        {
            if (path.Extension is ".yml" or ".yaml" or ".json")
                Name(text);
        }
        foreach (var file in code.Files.Where(f => f.Functions.Count == 0 && f.Body.Mentions.Contains("dict")))
            Name(file.Tree.Text.Text);
    }

    /// <summary>The registered files that some configuration names, for a program that builds things by name.</summary>
    /// <param name="file">A file of the program.</param>
    public IEnumerable<CodeFile> Built(CodeFile file) =>
        named.Count > 0 && file.Functions.Exists(f => f.Mentions.Contains("build_from_cfg") || f.Mentions.Contains("instantiate") || f.Mentions.Contains("get_class") || (f.Mentions.Contains("build") && f.Mentions.Contains("registry"))) ? named : [];

    private void Register(string name, IReadOnlyList<PyExpression> decorators, CodeFile file)
    {
        if (registered.Count < MostNames && decorators.Any(d => SyntaxWalk.Last(d is CallExpression call ? call.Function : d) is { } last && last.StartsWith("regist", StringComparison.OrdinalIgnoreCase)))
            registered[name] = registered.TryGetValue(name, out var other) && other != file ? null : file;
    }

    /// <summary>Finds the values of <c>type</c> and <c>_target_</c>.</summary>
    private void Name(string text)
    {
        foreach (var key in new[] { "type", "_target_" })
        {
            for (var at = text.IndexOf(key, StringComparison.Ordinal); at >= 0; at = text.IndexOf(key, at + key.Length, StringComparison.Ordinal))
            {
                var start = at + key.Length;
                while (start < text.Length && text[start] is ' ' or ':' or '=' or '"' or '\'')
                    start++;
                var end = start;
                while (end < text.Length && end - start < 200 && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.'))
                    end++;
                var value = text[start..end];
                if (registered.GetValueOrDefault(value[(value.LastIndexOf('.') + 1)..]) is { } file)
                    named.Add(file);
            }
        }
    }
}
