using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.Python.Parsing;
using DnasRepro.SearchCode;
using DnasRepro.SearchCode.Modules;
using DnasRepro.SearchCode.Practice;

namespace DnasRepro.Tests.SearchCode.Practice;

/// <summary>Reads the practice of small programs. The first file is the search program; lines that end with <c># update</c> change the architecture.</summary>
internal static class PracticeOf
{
    private static readonly string[] Parameters = ["alphas", "alphas_normal", "alphas_reduce"];

    /// <summary>The practice of one program.</summary>
    public static PracticeFacts Program(string text) => Files(("search.py", text));

    /// <summary>The practice of several files.</summary>
    public static PracticeFacts Files(params (string Name, string Text)[] files)
    {
        var settings = files.Where(f => !f.Name.EndsWith(".py", StringComparison.Ordinal)).Select(f => (RepoPath.Parse(f.Name), f.Text)).ToList();
        var code = CodeBase.Of(files.Where(f => f.Name.EndsWith(".py", StringComparison.Ordinal)).Select(f => (RepoPath.Parse(f.Name), Parser.Parse(new PySource(f.Text)))));
        var entry = code.Files[0];
        var anchor = new SearchAnchor(Parameters.ToHashSet(), [.. code.Files.SelectMany(Updates)], [], entry, Reached(entry));
        return PracticeReader.Read(code, anchor, settings);
    }

    /// <summary>The practice where no search was found.</summary>
    public static PracticeFacts WithoutSearch(string text) =>
        PracticeReader.Read(CodeBase.Of([(RepoPath.Parse("train.py"), Parser.Parse(new PySource(text)))]), null);

    private static HashSet<CodeFile> Reached(CodeFile entry)
    {
        var reached = new HashSet<CodeFile> { entry };
        var open = new Queue<CodeFile>(reached);
        while (open.TryDequeue(out var file))
        {
            foreach (var target in file.Imports.Select(i => i.Target).OfType<CodeFile>().Where(reached.Add))
                open.Enqueue(target);
        }
        return reached;
    }

    private static IEnumerable<UpdateSite> Updates(CodeFile file)
    {
        var text = file.Tree.Text.Text;
        for (var at = text.IndexOf("# update", StringComparison.Ordinal); at >= 0; at = text.IndexOf("# update", at + 1, StringComparison.Ordinal))
        {
            var line = text.LastIndexOf('\n', at) + 1;
            var offset = line + text[line..].TakeWhile(char.IsWhiteSpace).Count();
            var function = file.Functions.Where(f => f.Node is { } node && node.Start <= offset && offset < node.End).MaxBy(f => f.Node!.Start) ?? file.Body;
            yield return new UpdateSite(function, offset);
        }
    }
}
