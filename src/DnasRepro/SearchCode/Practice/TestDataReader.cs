using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>
/// Finds a search whose architecture step takes its batches from the test data: from the batch of the step back to the loader and to a data set that is called
/// <c>test</c> or is a library's with <c>train=False</c>. Every link must be plain; otherwise nothing is said.
/// </summary>
internal sealed class TestDataReader(SearchScope scope)
{
    private const int Deepest = 6;
    private int steps;

    public IReadOnlyList<Evidence> Read(IEnumerable<IReadOnlyList<Stage>> routes)
    {
        foreach (var route in routes)
        {
            for (var i = route.Count - 1; i >= 0; i--)
            {
                foreach (var loader in Loaders(route[i]))
                {
                    if (Loader(route, i, loader, 0) is { } places)
                        return [.. places, route[i].Function.File.At(route[i].Offset)];
                }
            }
        }
        return [];
    }

    /// <summary>The loaders whose batches go into the call at a stage, or, where the step itself stands, into its forward pass.</summary>
    private IEnumerable<PyExpression> Loaders(Stage stage)
    {
        var used = Used(stage);
        foreach (var statement in scope.Statements(stage.Function))
        {
            if (statement is AssignStatement { Value: { } value } assign && statement.Start < stage.Offset && Iterated(value) is { } source
                && assign.Targets.SelectMany(SyntaxWalk.Expressions).OfType<NameExpression>().Any(n => used.Contains(n.Name)))
                yield return source;
        }
        foreach (var loop in SyntaxWalk.Around(stage.Function, stage.Offset).OfType<ForStatement>())
        {
            if (Run(loop.Source) is { } source && SyntaxWalk.Expressions(loop.Target).OfType<NameExpression>().Any(n => used.Contains(n.Name)))
                yield return source;
        }
    }

    private static HashSet<string> Used(Stage stage)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        if (stage.Call is { } call)
            used.UnionWith(call.Arguments.SelectMany(a => SyntaxWalk.Expressions(a.Value)).OfType<NameExpression>().Select(n => n.Name));
        return used;
    }

    /// <summary>The loader in <c>next(iter(loader))</c>.</summary>
    private static PyExpression? Iterated(PyExpression value) =>
        value is CallExpression { Function: NameExpression { Name: "next" }, Arguments: [{ Value: CallExpression { Function: NameExpression { Name: "iter" }, Arguments: [{ Value: var loader }] } }, ..] } ? loader : null;

    /// <summary>The loader in <c>for … in enumerate(loader)</c>.</summary>
    private static PyExpression? Run(PyExpression source) => source switch
    {
        CallExpression { Function: NameExpression { Name: "enumerate" or "tqdm" }, Arguments: [{ Kind: ArgumentKind.Plain, Value: var inner }, ..] } => Run(inner),
        NameExpression or AttributeExpression => source,
        _ => null,
    };

    private IReadOnlyList<Evidence>? Loader(IReadOnlyList<Stage> route, int stage, PyExpression loader, int depth)
    {
        var function = route[stage].Function;
        if (depth > Deepest)
            return null;
        if (loader is NameExpression name && function.Parameters.ToList().FindIndex(p => p.Name == name.Name) is var place and >= 0)
        {
            return stage > 0 && route[stage - 1].Call is { } call && SyntaxWalk.Argument(call, name.Name, place - (function.IsMethod ? 1 : 0)) is { } given
                ? Loader(route, stage - 1, given, depth + 1) : null;
        }
        return All(function, loader, (home, value) =>
            value is CallExpression made && SyntaxWalk.LastName(made.Function) is "DataLoader" or "ThreadDataLoader"
            && SyntaxWalk.Argument((CallExpression)value, "dataset", 0) is { } data && DataSet(home, data, depth + 1) is { } places ? [.. places, home.File.At(value.Start)] : null);
    }

    private IReadOnlyList<Evidence>? DataSet(CodeFunction function, PyExpression data, int depth)
    {
        if (depth > Deepest)
            return null;
        if (data is CallExpression made)
            return IsTest(function.File, made) ? [function.File.At(made.Start)] : null;
        return All(function, data, (home, value) => DataSet(home, value, depth + 1));
    }

    /// <summary>What holds for every value that a name or attribute of the object gets; null when it fails for one, or there is none.</summary>
    private IReadOnlyList<Evidence>? All(CodeFunction function, PyExpression named, Func<CodeFunction, PyExpression, IReadOnlyList<Evidence>?> holds)
    {
        List<(CodeFunction Function, PyExpression Value)> values = named switch
        {
            NameExpression name => [.. scope.Assigned(function, name.Name).Select(v => (function, v))],
            AttributeExpression { Value: NameExpression { Name: "self" } } attribute when function.Owner is { } owner =>
                [.. owner.Methods.Values.SelectMany(m => scope.Statements(m).OfType<AssignStatement>()
                    .Where(a => a.Value is not null && a.Targets.Any(t => t is AttributeExpression { Value: NameExpression { Name: "self" } } own && own.Name == attribute.Name)).Select(a => (m, a.Value!)))],
            _ => [],
        };
        var places = new List<Evidence>();
        foreach (var (home, value) in values)
        {
            if (steps++ > 2000 || holds(home, value) is not { } found)
                return null;
            places.AddRange(found);
        }
        return places.Count > 0 ? [.. places.Distinct()] : null;
    }

    private static bool IsTest(CodeFile file, CallExpression made)
    {
        var isLibrary = LibraryNames.Of(file, made.Function)?.StartsWith("torchvision.datasets.", StringComparison.Ordinal) == true;
        return made.Arguments.Any(a => a.Kind == ArgumentKind.Named && (isLibrary && a is { Name: "train", Value: NameExpression { Name: "False" } }
            || a is { Name: "split" or "mode" or "phase" or "image_set" or "subset", Value: StringExpression { Value: "test" } }));
    }
}
