using System.Collections;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>
/// Which functions a program may call, by the names that are mentioned: a class that is mentioned brings its methods, a module
/// those of its functions that are mentioned beside it. The main guards of imported files are left out.
/// </summary>
internal sealed class FunctionReach
{
    private readonly CodeBase code;
    private readonly int[]?[] edges;
    private readonly Declared?[] declared;
    private readonly bool[] isScanned;
    private readonly Dictionary<CodeFile, int> files = [];
    private readonly ILookup<CodeFunction, CodeFunction> nested;
    private readonly ILookup<CodeClass, CodeFunction> owned;

    public FunctionReach(CodeBase code)
    {
        this.code = code;
        for (var i = 0; i < code.Files.Count; i++)
            files[code.Files[i]] = code.Functions.Count + i;
        edges = new int[]?[code.Functions.Count + code.Files.Count];
        (declared, isScanned) = (new Declared?[edges.Length], new bool[edges.Length]);
        nested = code.Functions.Where(f => f.Outer is not null && f.Owner is null && f.Outer != f.File.Body).ToLookup(f => f.Outer!);
        owned = code.Functions.Where(f => f.Owner is not null).ToLookup(f => f.Owner!);
    }

    /// <summary>The blocks that run when a file is started, with those of the files that it leads to.</summary>
    public IEnumerable<ProgramBlock> From(CodeFile start, IReadOnlyList<CodeFile> reached) => Numbers(start, reached).Select(Block);

    /// <summary>What the blocks that run when a file is started declare for the command line.</summary>
    public IEnumerable<Declared> DeclaredFrom(CodeFile start, IReadOnlyList<CodeFile> reached)
    {
        foreach (var number in Numbers(start, reached))
        {
            if (!isScanned[number])
                (isScanned[number], declared[number]) = (true, OptionScan.Of(Block(number)));
            if (declared[number] is { } own)
                yield return own;
        }
    }

    private ProgramBlock Block(int number) =>
        number < code.Functions.Count ? new ProgramBlock(code.Functions[number], false) : new ProgramBlock(code.Files[number - code.Functions.Count].Body, true);

    private List<int> Numbers(CodeFile start, IReadOnlyList<CodeFile> reached)
    {
        var seen = new BitArray(edges.Length);
        var found = new List<int>();
        void Add(int number)
        {
            if (seen[number])
                return;
            seen[number] = true;
            found.Add(number);
        }
        Add(start.Body.Id);
        foreach (var command in start.Functions.Where(f => f is { Owner: null, Node.Decorators.Count: > 0 }))
            Add(command.Id);
        foreach (var file in reached.Where(f => f != start))
            Add(files[file]);
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var next in edges[found[i]] ??= Edges(found[i]))
                Add(next);
        }
        return found;
    }

    private int[] Edges(int number)
    {
        var isImported = number >= code.Functions.Count;
        var from = isImported ? code.Files[number - code.Functions.Count].Body : code.Functions[number];
        var mentions = isImported ? MentionsWithoutGuard(from.File) : from.Mentions;
        var found = new HashSet<int>();
        foreach (var name in mentions)
            Follow(CodeBase.Resolve(from.File, name), mentions, found);
        foreach (var inner in nested[from])
            found.Add(inner.Id);
        return [.. found];
    }

    private void Follow(Symbol? symbol, IReadOnlySet<string> mentions, HashSet<int> found)
    {
        switch (symbol)
        {
            case Symbol.Function function:
                found.Add(function.Target.Id);
                break;
            case Symbol.Class type:
                Class(type.Target, found, 0);
                break;
            case Symbol.Module module:
                foreach (var name in mentions)
                {
                    var inner = CodeBase.Resolve(module.Target, name);
                    if (inner is Symbol.Function or Symbol.Class)
                        Follow(inner, mentions, found);
                }
                break;
        }
    }

    private void Class(CodeClass type, HashSet<int> found, int depth)
    {
        foreach (var method in owned[type])
            found.Add(method.Id);
        foreach (var parent in type.Bases.Where(_ => depth < 8))
            Class(parent, found, depth + 1);
    }

    private static IReadOnlySet<string> MentionsWithoutGuard(CodeFile file)
    {
        if (!file.Tree.Body.Any(SyntaxWalk.IsMainGuard))
            return file.Body.Mentions;
        var names = SyntaxWalk.Expressions([.. file.Tree.Body.Where(s => !SyntaxWalk.IsMainGuard(s))]).Select(SyntaxWalk.Last).OfType<string>();
        return new HashSet<string>(names, StringComparer.Ordinal);
    }
}

/// <summary>Code that a program runs.</summary>
/// <param name="Function">A function, or the body of a file or class.</param>
/// <param name="IsImported">True for the body of an imported file: its main guard does not run.</param>
internal sealed record ProgramBlock(CodeFunction Function, bool IsImported);
