using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>A command that installing the repository brings.</summary>
/// <param name="Name">The command.</param>
/// <param name="File">The file that it starts.</param>
/// <param name="Evidence">Where it is declared.</param>
internal sealed record InstalledScript(string Name, CodeFile File, Evidence Evidence);

/// <summary>Reads console scripts from setup.py, setup.cfg and pyproject.toml.</summary>
internal static class InstalledScripts
{
    /// <summary>The commands that package metadata declare.</summary>
    public static IReadOnlyList<InstalledScript> Of(CodeBase code, CodeInput input)
    {
        var found = new List<InstalledScript>();
        foreach (var file in code.Files.Where(f => f.Path.Name == "setup.py"))
        {
            foreach (var text in file.Functions.Prepend(file.Body).SelectMany(f => SyntaxWalk.Expressions(f.Body)).OfType<StringExpression>())
            {
                foreach (var line in text.Value.Split('\n'))
                    Add(code, file.Path.Folder, line, file.At(text.Start), found);
            }
        }
        foreach (var (path, text) in input.Scripts)
        {
            if (path.Name is "setup.cfg" or "pyproject.toml")
                Metadata(code, path, text, found);
        }
        return found;
    }

    private static void Metadata(CodeBase code, RepoPath path, string text, List<InstalledScript> found)
    {
        var (isScripts, number) = (false, 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Trim();
            if (words.StartsWith('['))
                isScripts = words is "[project.scripts]" or "[tool.poetry.scripts]" or "[options.entry_points]" or "[project.gui-scripts]" or "[tool.flit.scripts]";
            else if (isScripts)
                Add(code, path.Folder, words, Evidence.AtLine(path, number, line), found);
        }
    }

    /// <summary>Reads <c>name = package.module:function</c>.</summary>
    private static void Add(CodeBase code, string folder, string text, Evidence evidence, List<InstalledScript> found)
    {
        var sign = text.IndexOf('=');
        if (sign <= 0 || text.Length > 300)
            return;
        var (name, target) = (text[..sign].Trim().Trim('"', '\''), text[(sign + 1)..].Trim().Trim('"', '\'').Split('[')[0]);
        var colon = target.IndexOf(':');
        if (colon <= 0 || name.Contains(' ') || target.Contains(' ') || name.Length == 0)
            return;
        var module = target[..colon].Replace('.', '/');
        var file = code.Finder.At(folder, module) ?? code.Finder.At(folder.Length == 0 ? "src" : folder + "/src", module) ?? (code.Finder.Ending(module) is [var only] ? only : null);
        if (file is not null)
            found.Add(new InstalledScript(name, file, evidence));
    }
}
