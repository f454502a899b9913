using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Finds where the search divides the training data for its two levels.</summary>
internal static class DataSplitReader
{
    private static readonly HashSet<string> Names =
        ["SubsetRandomSampler", "random_split", "train_test_split", "Subset", "partition_dataset", "SubsetSampler", "KFold", "StratifiedKFold", "ShuffleSplit"];

    public static IReadOnlyList<Evidence> Read(SearchScope scope)
    {
        var found = new List<Evidence>();
        foreach (var function in scope.Reachability!.Functions.Where(f => f.Mentions.Overlaps(Names)))
        {
            foreach (var call in scope.Statements(function).SelectMany(SyntaxWalk.Expressions).OfType<CallExpression>())
            {
                if (IsSplit(call) && scope.InSearch(function, call.Start))
                    found.Add(function.File.At(Bound(scope, function, call) ?? call.Start));
            }
        }
        return [.. found.DistinctBy(e => e.Location).OrderBy(e => e.Location.Path).ThenBy(e => e.Location.StartLine)];
    }

    private static bool IsSplit(CallExpression call) => SyntaxWalk.LastName(call.Function) switch
    {
        // without ratios it deals data out to processes
        "partition_dataset" => call.Arguments.Any(a => a.Name == "ratios"),
        "random_split" or "train_test_split" or "KFold" or "StratifiedKFold" or "ShuffleSplit" => true,
        "SubsetRandomSampler" or "SubsetSampler" => call.Arguments.Any(a => a.Value is SubscriptExpression { Index: SliceExpression }),
        "Subset" => call.Arguments.Skip(1).Any(a => a.Value is SubscriptExpression { Index: SliceExpression }
            || SyntaxWalk.LastName(a.Value)?.Contains("train", StringComparison.OrdinalIgnoreCase) == true),
        _ => false,
    };

    /// <summary>Where the border of the slice is set: <c>split = int(np.floor(args.train_portion * num_train))</c>.</summary>
    private static int? Bound(SearchScope scope, CodeFunction function, CallExpression call)
    {
        var names = call.Arguments.Select(a => a.Value).OfType<SubscriptExpression>().Select(s => s.Index).OfType<SliceExpression>()
            .SelectMany(s => s.Children).OfType<NameExpression>().Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        return scope.Statements(function).OfType<AssignStatement>()
            .FirstOrDefault(a => a.Value is CallExpression { Function: not NameExpression { Name: "len" } } or BinaryExpression && a.Targets is [NameExpression name] && names.Contains(name.Name))?.Start;
    }
}
