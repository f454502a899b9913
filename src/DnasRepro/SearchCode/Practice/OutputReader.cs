using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Finds where the loop over epochs gives the architecture out: before the epoch trains it, or after.</summary>
internal sealed class OutputReader(SearchScope scope, ArchitectureReaders readers, ModelSaves saves)
{
    private readonly Dictionary<CodeFunction, bool> givesOut = [];
    private readonly Dictionary<string, bool> shows = new(StringComparer.Ordinal);
    private readonly CalledFunctions called = new(scope);

    /// <summary>What each loop over epochs gives out.</summary>
    /// <param name="routes">The ways to the updates, each with the loop over epochs that it runs through.</param>
    public IReadOnlyList<ArchitectureOutput> Read(IReadOnlyList<(IReadOnlyList<Stage> Route, EpochLoop Loop)> routes)
    {
        var found = new List<ArchitectureOutput>();
        foreach (var group in routes.GroupBy(r => r.Loop.Statement))
            found.AddRange(Of(group.First().Loop, [.. group.Select(g => g.Route)]));
        return [.. found.OrderBy(o => o.Evidence.Location.Path).ThenBy(o => o.Evidence.Location.StartLine)];
    }

    private IEnumerable<ArchitectureOutput> Of(EpochLoop loop, IReadOnlyList<IReadOnlyList<Stage>> routes)
    {
        var offsets = routes.Select(r => r[loop.Stage < r.Count ? loop.Stage : r.Count - 1].Offset).Order().ToList();
        var training = loop.Body.FirstOrDefault(s => s.Start <= offsets[0] && offsets[0] < s.End);
        if (training is null)
            yield break;
        var file = loop.Function.File;
        var trains = file.At(offsets[0]);
        var after = After(loop, routes, training);
        if (after.Find(o => !o.IsSave || o.IsChosen) is { } shown)
        {
            yield return new ArchitectureOutput(false, shown.Evidence, trains);
            yield break;
        }
        var before = Before(loop, training);
        if (before is not null)
            yield return new ArchitectureOutput(true, before, trains);
        if (after.Count > 0)
            yield return new ArchitectureOutput(false, after[0].Evidence, trains);
    }

    private sealed record Shown(Evidence Evidence, bool IsSave, bool IsChosen);

    /// <summary>The first place before the training in which the architecture of that moment is printed, logged or saved.</summary>
    private Evidence? Before(EpochLoop loop, PyStatement training)
    {
        var before = SyntaxWalk.Statements([.. loop.Body.TakeWhile(s => s != training)]).ToList();
        if (before.Exists(s => EndsByEpoch(loop, s)))
            return null;
        var direct = FirstShown(before);
        foreach (var statement in before.TakeWhile(s => direct is null || s.Start <= direct))
        {
            if (SyntaxWalk.Expressions(statement).OfType<CallExpression>().FirstOrDefault(c => SyntaxWalk.LastName(c.Function) is { } name && Shows(name)) is { } call)
                return loop.Function.File.At(Math.Min(call.Start, direct ?? call.Start));
        }
        return direct is { } place ? loop.Function.File.At(place) : null;
    }

    /// <summary>True where the loop is left for the sake of the epoch alone: <c>if epoch == epochs: break</c>; the last turn then only gives out.</summary>
    private static bool EndsByEpoch(EpochLoop loop, PyStatement statement) => statement is IfStatement choice && choice.Arms.Any(a =>
        a.Body is [.., SimpleStatement { Kind: SimpleKind.Break or SimpleKind.Return }]
        && a.Heads.Any(h => SyntaxWalk.Expressions(h).Any(e => e is NameExpression or AttributeExpression && loop.Counters.Contains(SyntaxWalk.LastName(e)!))));

    /// <summary>Where statements first print, log or save the architecture, read there or kept in a name before.</summary>
    private int? FirstShown(IEnumerable<PyStatement> statements)
    {
        var fresh = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            if (statement is AssignStatement { Value: { } value } assign && readers.IsIn(value))
                fresh.UnionWith(assign.Targets.OfType<NameExpression>().Select(n => n.Name));
            foreach (var (place, values) in Sinks(statement))
            {
                if (values.Any(v => readers.IsIn(v) || SyntaxWalk.Expressions(v).Any(e => e is NameExpression name && fresh.Contains(name.Name))))
                    return place;
            }
        }
        return null;
    }

    /// <summary>Everything that may give out the trained architecture: in the training itself, behind it in the loop, and behind the loop.</summary>
    private List<Shown> After(EpochLoop loop, IReadOnlyList<IReadOnlyList<Stage>> routes, PyStatement training)
    {
        var found = new List<Shown>();
        foreach (var statement in loop.Body.SkipWhile(s => s != training).Skip(1))
            found.AddRange(Later(loop.Function, statement));
        foreach (var route in routes)
        {
            found.AddRange(Inside(loop.Function, training));
            foreach (var stage in route.Skip(loop.Stage + 1))
                found.AddRange(stage.Function.Body.SelectMany(s => Inside(stage.Function, s)));
            for (var i = loop.Stage; i >= 0; i--)
                found.AddRange(Behind(route[i], i == loop.Stage ? loop.Statement : null));
        }
        return found;
    }

    /// <summary>What stands behind a place in its function, in all blocks around it.</summary>
    private IEnumerable<Shown> Behind(Stage stage, PyStatement? loop)
    {
        var end = loop?.End ?? SyntaxWalk.Around(stage.Function, stage.Offset).LastOrDefault()?.End ?? int.MaxValue;
        return SyntaxWalk.Statements(stage.Function).Where(s => s.Start >= end).SelectMany(s => Later(stage.Function, s));
    }

    /// <summary>Prints and the like inside the training: the last of them may show what the epoch has made.</summary>
    private IEnumerable<Shown> Inside(CodeFunction function, PyStatement statement)
    {
        foreach (var inner in SyntaxWalk.Statements(statement))
        {
            if (Sinks(inner).Any(s => s.Values.Any(readers.IsIn)) || inner is AssignStatement { Value: { } value } && readers.IsChosenIn(value)
                || SyntaxWalk.Expressions(inner).OfType<CallExpression>().Any(c => GivesOut(function, c)))
                yield return new Shown(function.File.At(inner.Start), false, true);
        }
    }

    /// <summary>After the training every reading of the architecture counts, whatever is done with it.</summary>
    private IEnumerable<Shown> Later(CodeFunction function, PyStatement statement)
    {
        foreach (var inner in SyntaxWalk.Statements(statement))
        {
            var calls = SyntaxWalk.Expressions(inner).OfType<CallExpression>().ToList();
            if (inner.Expressions.Any(readers.IsIn))
            {
                var isSave = calls.Exists(c => IsSave(c) && readers.IsIn(c));
                yield return new Shown(function.File.At(Place(inner, calls)), isSave, inner.Expressions.Any(readers.IsChosenIn));
            }
            else if (calls.Find(c => GivesOut(function, c)) is { } call)
            {
                yield return new Shown(function.File.At(call.Start), false, true);
            }
            else if (calls.Find(c => saves.Keeps(function, c)) is { } kept)
            {
                yield return new Shown(function.File.At(kept.Start), true, false);
            }
        }
    }

    /// <summary>The line of the architecture itself in a call over many lines.</summary>
    private int Place(PyStatement statement, List<CallExpression> calls) => calls.LastOrDefault(c => readers.IsIn(c))?.Start ?? statement.Start;

    /// <summary>True when a function can only be one that prints or logs the architecture itself.</summary>
    private bool Shows(string name)
    {
        if (shows.TryGetValue(name, out var known))
            return known;
        var named = scope.Functions.Where(f => f.Name == name && f.Node is not null).ToList();
        return shows[name] = named.Count > 0 && named.TrueForAll(f => !f.Mentions.Contains("backward") && FirstShown(scope.Statements(f)) is not null);
    }

    /// <summary>True when a call leads to a function that prints, logs or saves the architecture, itself or through another.</summary>
    private bool GivesOut(CodeFunction from, CallExpression call, int depth = 0) => called.Of(from, call).Any(f => GivesOut(f, depth));

    private bool GivesOut(CodeFunction function, int depth)
    {
        if (givesOut.TryGetValue(function, out var known))
            return known;
        givesOut[function] = false;
        var found = FirstShown(scope.Statements(function)) is not null
            || depth < 3 && scope.Statements(function).SelectMany(SyntaxWalk.Expressions).OfType<CallExpression>().Any(c => GivesOut(function, c, depth + 1));
        return givesOut[function] = found;
    }

    private static IEnumerable<(int Place, IEnumerable<PyExpression> Values)> Sinks(PyStatement statement)
    {
        if (statement is SimpleStatement { Kind: SimpleKind.Print } print)
            yield return (print.Start, print.Values);
        foreach (var call in SyntaxWalk.Expressions(statement).OfType<CallExpression>())
        {
            if (SyntaxWalk.LastName(call.Function) is { } name && (IsSave(call) || IsShow(name)))
                yield return (call.Start, call.Arguments.Select(a => a.Value));
        }
    }

    private static bool IsShow(string name) =>
        name is "print" or "pprint" or "info" or "debug" or "warning" or "critical" or "write" or "writelines" or "echo" or "add_text" or "add_scalar" or "add_scalars" or "add_histogram"
        || name.StartsWith("print_", StringComparison.Ordinal)
        || name.StartsWith("log", StringComparison.OrdinalIgnoreCase) && name is not ("log_softmax" or "log2" or "log10" or "log1p" or "logsumexp" or "logical_and" or "logical_or")
        || name.EndsWith("_log", StringComparison.Ordinal) || name.EndsWith("_print", StringComparison.Ordinal) || name is "tprint" or "printf";

    private static bool IsSave(CallExpression call) =>
        SyntaxWalk.LastName(call.Function) is { } name && (name.StartsWith("save", StringComparison.Ordinal) || name is "dump" or "savez" or "export" or "to_csv" or "savetxt");
}
