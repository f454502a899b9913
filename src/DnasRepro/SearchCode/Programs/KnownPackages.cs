using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Names that may come from an installed package: well-known ones, and all that the repository's own requirements and install commands speak of.</summary>
internal sealed class KnownPackages
{
    private readonly HashSet<string> named = new(StringComparer.OrdinalIgnoreCase);

    public KnownPackages(CodeBase code, CodeInput input)
    {
        IsOpen = input.Paths.Any(p => p.Name == ".gitmodules");
        foreach (var (path, text) in input.Scripts)
        {
            if (IsRequirements(path.Name, path.Value))
                Words(text);
        }
        foreach (var command in input.Commands)
        {
            if (command.Text.Contains("install", StringComparison.Ordinal) || command.Text.Contains("git clone", StringComparison.Ordinal))
                Words(command.Text);
        }
        foreach (var file in code.Files)
        {
            if (file.Path.Name == "setup.py")
            {
                foreach (var text in file.Functions.Prepend(file.Body).SelectMany(f => SyntaxWalk.Expressions(f.Body)).OfType<StringExpression>())
                    Words(text.Value);
            }
        }
    }

    /// <summary>True when other repositories are parts of this one, whose files are not here.</summary>
    public bool IsOpen { get; }

    /// <summary>True when a module's first name may be a package's.</summary>
    public bool Contains(string module) =>
        WellKnown.IsPackage(module) || WellKnown.IsPackage(module.ToLowerInvariant()) || named.Contains(module) || named.Contains("py" + module)
        || named.Contains("python_" + module) || (module.StartsWith("py", StringComparison.OrdinalIgnoreCase) && named.Contains(module[2..]));

    private static bool IsRequirements(string name, string path) =>
        name.Contains("requirement", StringComparison.OrdinalIgnoreCase) || path.Contains("requirements/", StringComparison.OrdinalIgnoreCase)
        || name is "setup.cfg" or "pyproject.toml" or "Pipfile" || name.StartsWith("environment", StringComparison.OrdinalIgnoreCase) || name.StartsWith("conda", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) || name.Contains("install", StringComparison.OrdinalIgnoreCase);

    private void Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isPart = i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '_' or '-');
            if (isPart && start < 0)
                start = i;
            if (isPart || start < 0)
                continue;
            if (i - start is > 1 and < 60)
                named.Add(text[start..i].Replace('-', '_'));
            start = -1;
        }
    }
}
