using DnasRepro.SearchCode.Flow;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Learnable tensors that belong to one search: they weight candidates in one supernet or are held by one optimiser.</summary>
internal sealed class ChoiceGroup
{
    /// <summary>A tensor whose trail is in more functions is data where it is changed by hand.</summary>
    private const int MostSpreadByHand = 80;

    public List<Origin> Origins { get; } = [];

    public List<Site> Mixes { get; } = [];

    /// <summary>Where data are multiplied by them.</summary>
    public List<Site> Uses { get; } = [];

    public List<Site> Updates { get; } = [];

    public List<Site> Picks { get; } = [];

    /// <summary>The optimisers that are made for just these tensors.</summary>
    public List<Site> Optimisers { get; } = [];

    /// <summary>The groups of a repository: every tensor that weights candidates, with what happens to it.</summary>
    public static IReadOnlyList<ChoiceGroup> Of(FlowAnalysis flow)
    {
        var parent = Enumerable.Range(0, flow.Origins.Count).ToArray();
        int Root(int id)
        {
            while (parent[id] != id)
                id = parent[id] = parent[parent[id]];
            return id;
        }
        var mixed = flow.Sites.Where(s => s.Kind is SiteKind.Mix or SiteKind.Sample).SelectMany(s => s.Origins).Where(id => IsPlausible(flow.Origins[id], flow.FunctionCount)).ToHashSet();
        mixed.UnionWith(Driven(flow));
        foreach (var site in flow.Sites.Where(s => s.Kind is SiteKind.Mix or SiteKind.Sample or SiteKind.Update))
        {
            var own = site.Origins.Where(mixed.Contains).ToList();
            foreach (var id in own.Skip(1))
                parent[Root(id)] = Root(own[0]);
        }
        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var origin in flow.Origins.Where(o => o.IsByName))
        {
            foreach (var name in origin.Names.Select(n => n.Trim('_')).Where(n => n.Length >= 5).Distinct())
            {
                if (!named.TryAdd(name, origin.Id))
                    parent[Root(origin.Id)] = Root(named[name]);
            }
        }
        mixed.UnionWith(flow.Origins.Where(o => o.IsByName && mixed.Any(m => Root(m) == Root(o.Id))).Select(o => o.Id).ToList());
        var groups = new Dictionary<int, ChoiceGroup>();
        ChoiceGroup Group(int id)
        {
            if (!groups.TryGetValue(Root(id), out var group))
                groups[Root(id)] = group = new ChoiceGroup();
            return group;
        }
        foreach (var origin in flow.Origins.Where(o => mixed.Contains(o.Id)))
            Group(origin.Id).Origins.Add(origin);
        foreach (var site in flow.Sites)
        {
            foreach (var group in site.Origins.Where(id => mixed.Contains(id) && (site.How != "changed along its gradient" || flow.Origins[id].Spread <= MostSpreadByHand)).Select(Group).Distinct())
                group.List(site.Kind)?.Add(site);
        }
        return [.. groups.Values];
    }

    /// <summary>
    /// Tensors that have an optimiser of their own which steps, that weight data, and off which a choice is read: whatever form their
    /// candidates have. And those that only their name tells, where their supernet is missing.
    /// </summary>
    private static IEnumerable<int> Driven(FlowAnalysis flow)
    {
        HashSet<int> Of(Func<Site, bool> kind) => flow.Sites.Where(kind).SelectMany(s => s.Origins).ToHashSet();
        var (stepped, made, used) = (Of(s => s.Kind == SiteKind.Update && s.How is "step" or "apply_gradients" or "update" or "minimize"), Of(s => s.Kind == SiteKind.OptimiserMade), Of(s => s.Kind == SiteKind.Use));
        var picked = Of(s => s.Kind == SiteKind.Pick && !s.Function.IsForward && s.How is "argmax" or "topk" or "sorted" or "argsort" or "sort" or "nlargest" or "max" or "threshold" or "comparison" or "index of the largest");
        return flow.Origins.Where(o => IsPlausible(o, flow.FunctionCount) && stepped.Contains(o.Id) && (o.IsForeign || (made.Contains(o.Id) && used.Contains(o.Id) && picked.Contains(o.Id)))).Select(o => o.Id);
    }

    /// <summary>
    /// False for the weights of layers, and for a tensor whose trail leads into so many functions that it is lost: what is said of it
    /// would be said of data.
    /// </summary>
    private static bool IsPlausible(Origin origin, int functions) =>
        !origin.IsLayerWeight && !(origin.PublicNames.Count > 0 && origin.PublicNames.All(IsLayerName)) && !(origin.Spread > 120 && origin.Spread > functions * 3 / 10) && origin.Spread <= 1500;

    private static bool IsLayerName(string name) => name is "weight" or "bias" or "kernel" or "weights_" or "running_mean" or "running_var" or "pos_embed" or "cls_token" or "position_embeddings" or "gamma_" or "relative_position_bias_table";

    private List<Site>? List(SiteKind kind) => kind switch
    {
        SiteKind.Mix or SiteKind.Sample => Mixes,
        SiteKind.Use => Uses,
        SiteKind.Update => Updates,
        SiteKind.Pick => Picks,
        SiteKind.OptimiserMade => Optimisers,
        _ => null,
    };

    public IEnumerable<CodeFile> Files => Origins.Select(o => o.File).Concat(Mixes.Concat(Updates).Concat(Picks).Select(s => s.Function.File)).Distinct();
}
