using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.Python.Parsing;
using DnasRepro.SearchCode;
using DnasRepro.SearchCode.Modules;
using DnasRepro.SearchCode.Programs;

namespace DnasRepro.Tests.SearchCode.Programs;

/// <summary>A small repository in the text of a test.</summary>
internal sealed class SmallRepository
{
    private readonly List<(RepoPath Path, PyModule Tree)> modules = [];
    private readonly List<(RepoPath Path, string Text)> scripts = [];
    private readonly List<StatedCommand> commands = [];
    private readonly List<RepoPath> paths = [];

    public SmallRepository With(string path, string text)
    {
        var at = RepoPath.Parse(path);
        paths.Add(at);
        if (at.Extension is ".py" or ".ipynb" || (text.StartsWith("#!", StringComparison.Ordinal) && text.Contains("python3\n", StringComparison.Ordinal)))
            modules.Add((at, Parser.Parse(new PySource(text))));
        else
            scripts.Add((at, text));
        return this;
    }

    public SmallRepository WithFile(string path)
    {
        paths.Add(RepoPath.Parse(path));
        return this;
    }

    public SmallRepository Says(string command, string? section = null, string document = "README.md", string folder = "")
    {
        commands.Add(new StatedCommand(command, section, Evidence.AtLine(RepoPath.Parse(document), 1, command)) { Folder = folder });
        return this;
    }

    public ProgramReading Read() => ProgramReader.ReadAll(CodeBase.Of(modules), new CodeInput(modules, scripts, commands, paths));

    public ProgramFacts Programs() => Read().Programs;

    /// <summary>The program of a file.</summary>
    public SearchProgram Program(string path) => Programs().Of(RepoPath.Parse(path)) ?? throw new InvalidOperationException($"{path} is no program.");

    /// <summary>The only command.</summary>
    public ProgramCommand Command() => Assert.Single(Programs().Commands);
}
