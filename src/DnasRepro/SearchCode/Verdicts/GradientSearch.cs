using DnasRepro.SearchCode.Flow;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>One differentiable search as far as it is there: the tensors, what happens to them, and the program that runs it.</summary>
/// <param name="Group">The tensors and their sites.</param>
/// <param name="Updates">The steps that change them; those of an optimiser over all parameters where none is made for them.</param>
/// <param name="IsJoint">True when one optimiser trains weights and architecture together.</param>
/// <param name="Picks">Where a choice is read off them outside of the network's computation, the most telling first.</param>
/// <param name="Entry">The program that reaches choice and update; null when there is none.</param>
internal sealed record GradientSearch(ChoiceGroup Group, IReadOnlyList<Site> Updates, bool IsJoint, IReadOnlyList<Site> Picks, SearchProgram? Entry)
{
    /// <summary>The sites that the entry reaches; all when there is none.</summary>
    public IReadOnlyList<Site> Mixes { get; init; } = Group.Mixes;

    /// <summary>The files that the entry reaches; null when there is no entry.</summary>
    public IReadOnlySet<CodeFile>? Reached { get; init; }

    /// <summary>True when no program comes to the update.</summary>
    public bool IsDead { get; init; }

    /// <summary>True when the search lies in a copy of somebody else's project.</summary>
    public bool IsCopy => CodeScope.IsCopy(Entry?.Path.Folder ?? Group.Files.First().Path.Folder);

    public bool HasUpdate => Updates.Count > 0;

    /// <summary>The modules without which the entry cannot run.</summary>
    public IReadOnlyList<MissingModule> Missing => Entry is null ? [] : LocalNames.Lacking(Entry);

    public SearchVerdict Verdict => HasUpdate && !IsCopy && Entry is not null && Picks.Count > 0 && Missing.Count == 0 ? SearchVerdict.Full : SearchVerdict.Partial;

    /// <summary>How much of it there is, for the choice among several.</summary>
    public int Rank => (IsCopy ? -32 : 0) + (Verdict == SearchVerdict.Full ? 16 : 0) + (HasUpdate && !IsJoint ? 8 : 0) + (Entry is not null ? 4 : 0) + (Picks.Count > 0 ? 2 : 0) + (Mixes.Any(m => m.IsRelaxed) ? 1 : 0);
}

/// <summary>Finds the differentiable searches of a repository.</summary>
internal sealed class GradientSearchFinder(FlowAnalysis flow, ProgramReach programs, ProgramFacts facts)
{
    /// <summary>A tensor whose trail is in so many functions is data, and its trail is lost.</summary>
    private const int MostSpread = 2000;

    /// <summary>Where no optimiser of its own shows that a tensor is meant, its trail has to be short.</summary>
    private const int MostJointSpread = 80;

    /// <summary>The searches, the most complete first.</summary>
    public IReadOnlyList<GradientSearch> Find()
    {
        var found = new List<GradientSearch>();
        foreach (var group in ChoiceGroup.Of(flow))
        {
            if (Search(group) is { } search)
                found.Add(search);
        }
        return [.. found.OrderByDescending(s => s.Rank).ThenBy(s => s.Group.Files.Min(f => f.Path.Depth)).ThenBy(s => s.Group.Origins.Min(o => o.Spread)).ThenBy(s => s.Group.Origins[0].Id)];
    }

    private GradientSearch? Search(ChoiceGroup group)
    {
        if (group.Origins.All(o => o.Spread > MostSpread))
            return null;
        var picks = group.Picks.Where(p => !p.Function.IsForward).OrderBy(Order).ToList();
        var joint = group.Updates.Count == 0 && group.Origins.Exists(o => o.IsModuleParameter);
        var updates = joint ? flow.Sites.Where(s => s.Kind == SiteKind.WholeUpdate).ToList() : group.Updates;
        if (group.Updates.Count == 0 && picks.Count == 0)
            return null;
        if (group.Updates.Count == 0 && !group.Mixes.Exists(m => m.IsRelaxed) && !picks.Exists(p => p.How is "argmax" or "topk" or "threshold"))
            return null;
        var (entry, mixes, reached) = Entry(group, updates, joint);
        if (joint && group.Origins.Exists(o => o.IsGiven && (o.Function.Owner is null || !StoredAttributes.IsLayer(o.Function.Owner))))
            return null;
        if (joint && entry is not null && !mixes.Any(m => m.RunsCandidates))
            return null;
        if (joint && entry is null)
            updates = [];
        var isDead = entry is null && !updates.Any(u => programs.Programs.Any(p => p.Reaches.Contains(u.Function.File.Path) && programs.Of(p).Contains(u.Function)));
        if (updates.Count == 0 && !IsClear(group, picks))
            return null;
        if (picks.Count == 0 && !mixes.Any(m => m.IsRelaxed && m.IsListed && !Steps(m.Function)) && !group.Origins.Exists(o => o.IsForeign))
            return null;
        var near = entry is null ? picks : [.. picks.OrderBy(p => programs.Of(entry).Contains(p.Function) ? 0 : 1).ThenBy(Order)];
        return new GradientSearch(group, entry is null ? updates : reached, joint, near, entry) { Mixes = mixes, Reached = entry is null ? null : programs.Of(entry).Files, IsDead = isDead };
    }

    /// <summary>True for a function that steps an optimiser: what is weighted there are losses.</summary>
    private bool Steps(CodeFunction function) => flow.Sites.Any(s => s.Kind is SiteKind.Update or SiteKind.WholeUpdate && s.Function == function);

    /// <summary>Without an update only what is beyond doubt counts as a part of a search: a relaxation by few tensors, and a choice that is read off.</summary>
    private static bool IsClear(ChoiceGroup group, IReadOnlyList<Site> picks) =>
        group.Origins.Exists(o => o.Spread <= MostJointSpread && o.PublicNames.Count > 0) && group.Origins.TrueForAll(o => o.Spread <= 2 * MostJointSpread)
        && group.Mixes.Exists(m => m.IsRelaxed) && picks.Any(p => Order(p) <= 1);

    /// <summary>Where the choice is made: among candidates, else wherever data are weighted.</summary>
    private static List<Site> Choices(ChoiceGroup group) => group.Mixes.Count > 0 ? group.Mixes : group.Uses;

    /// <summary>The most telling ways to read off a choice first.</summary>
    private static int Order(Site pick) => pick.How switch
    {
        "argmax" or "topk" or "sorted" or "argsort" or "sort" or "nlargest" or "viterbi" or "decode" => 0,
        "max" or "index of the largest" or "threshold" => 1,
        _ => 2,
    };

    /// <summary>The program that reaches the choice and its update: one whose documents say that it searches, then the one that reaches least besides.</summary>
    private (SearchProgram? Entry, IReadOnlyList<Site> Mixes, IReadOnlyList<Site> Updates) Entry(ChoiceGroup group, IReadOnlyList<Site> updates, bool joint)
    {
        var choices = Choices(group);
        (SearchProgram Program, List<Site> Mixes, List<Site> Updates)? best = null;
        var least = long.MaxValue;
        foreach (var program in programs.Programs)
        {
            if (!choices.Exists(m => program.Reaches.Contains(m.Function.File.Path)) || !updates.Any(u => program.Reaches.Contains(u.Function.File.Path)))
                continue;
            var reach = programs.Of(program);
            var mixes = choices.Where(m => reach.Contains(m.Function) && m.Origins.Any(id => IsMade(id, reach, joint))).ToList();
            var steps = updates.Where(u => reach.Contains(u.Function) && flow.IsCalled(u.Function) && (!joint || Trains(u, mixes, reach))).ToList();
            if (mixes.Count == 0 || steps.Count == 0)
                continue;
            var cost = Cost(program, reach);
            if (cost < least)
                (best, least) = ((program, mixes, steps), cost);
        }
        return best is { } found ? (found.Program, found.Mixes, found.Updates) : (null, choices, updates);
    }

    /// <summary>True for a tensor that the program makes; one that is trained with all others has to be among the model's parameters.</summary>
    private bool IsMade(int id, Reach reach, bool joint) =>
        reach.Files.Contains(flow.Origins[id].File) && (!joint || (flow.Origins[id].IsModuleParameter && flow.Origins[id].Spread <= MostJointSpread));

    /// <summary>True when an optimiser over all parameters of a model can hold a tensor: its class is the model's, or the model makes objects of it.</summary>
    private bool Trains(Site update, List<Site> mixes, Reach reach) =>
        update.Models.Count == 0 || mixes.SelectMany(m => m.Origins).Select(id => flow.Origins[id]).Any(o => IsMade(o.Id, reach, joint: true) && o.Function.Owner is { } owner && update.Models.Any(m => flow.Holds(m, owner)));

    private long Cost(SearchProgram program, Reach reach)
    {
        var cost = (long)reach.Files.Count + (LocalNames.Lacking(program).Count > 0 ? 1_000_000 : 0);
        if (program.Kind is not ("script" or "notebook" or "console_script"))
            cost += 10_000;
        if (facts.Commands.Any(c => c.SaysSearch && c.Program == program.Path))
            cost -= 5_000;
        if (program.Path.Name.Contains("search", StringComparison.OrdinalIgnoreCase))
            cost -= 4_000;
        return cost + 100 * program.Path.Depth;
    }
}
