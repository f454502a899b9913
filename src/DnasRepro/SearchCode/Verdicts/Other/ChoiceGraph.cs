using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>What makes candidates.</summary>
internal enum ProposalKind : byte
{
    /// <summary>A draw from a random number generator.</summary>
    Random,

    /// <summary>A draw from a distribution that code computes.</summary>
    Policy,

    /// <summary>A tuner or optimiser of a library gives the values.</summary>
    Optimiser,

    /// <summary>A copy of what is there is changed at one place after the other.</summary>
    EachInTurn,
}

/// <summary>A function that makes candidates.</summary>
internal sealed record Proposal(CodeFunction Function, int Offset, ProposalKind Kind, int Node);

/// <summary>What is done with a value at a place.</summary>
internal enum UseKind : byte
{
    /// <summary>A layer is built with it.</summary>
    Layer,

    /// <summary>It picks an operation out of a table, which is then called.</summary>
    Operation,

    /// <summary>It is given on under the name of an architecture.</summary>
    Architecture,

    /// <summary>The best are taken by rank; the score is the main node, the candidate the other.</summary>
    Rank,

    /// <summary>It is kept where one score is compared with another; these are the main node and the second, what is kept is the other.</summary>
    Keep,

    /// <summary>A candidate, the main node, is stored together with its score, the other.</summary>
    Pair,

    /// <summary>The candidate, the main node, is the place in a table where its score, the other, is stored.</summary>
    Record,

    /// <summary>The main node is measured.</summary>
    Measure,

    /// <summary>The logarithm of a probability is multiplied with a score, the main node.</summary>
    PolicyLoss,

    /// <summary>A library's optimiser is started.</summary>
    Start,
}

/// <summary>A place where values are used.</summary>
internal sealed record Use(UseKind Kind, CodeFunction Function, int Offset, int Main, int Other, int Second = -1);

/// <summary>
/// How values flow between the variables, attributes, parameters and results of a repository, and where choices enter and leave.
/// Every step from function to function may confuse values; what is many steps away says nothing.
/// </summary>
internal sealed class ChoiceGraph
{
    /// <summary>How many steps between functions a candidate is followed.</summary>
    public const int MostSteps = 10;

    private readonly List<int> heads = [];
    private readonly List<bool> isBetween = [];
    private readonly List<(int To, bool IsScore, bool IsStep, int Next)> edges = [];

    public List<Proposal> Proposals { get; } = [];

    public List<Use> Uses { get; } = [];

    /// <summary>Adds a node; one between functions is an attribute, a result or the like.</summary>
    public int AddNode(bool isBetweenFunctions = false)
    {
        heads.Add(-1);
        isBetween.Add(isBetweenFunctions);
        return heads.Count - 1;
    }

    /// <summary>Values flow on; by a score edge, what arrives is a measurement of what left.</summary>
    public void AddEdge(int from, int to, bool isScore = false, bool isStep = false)
    {
        if (from == to)
            return;
        edges.Add((to, isScore, isStep || isBetween[to], heads[from]));
        heads[from] = edges.Count - 1;
    }

    /// <summary>For up to 64 proposals, which nodes hold their candidates and which hold scores of them.</summary>
    public (ulong[] Candidates, ulong[] Scores) Spread(IReadOnlyList<Proposal> proposals, int steps = MostSteps)
    {
        var spread = new ChoiceSpread(heads.Count);
        for (var i = 0; i < proposals.Count; i++)
            spread.Add(proposals[i].Node, 1UL << i, 0, isStep: false);
        for (var step = 0; step <= steps; step++)
        {
            while (spread.TryNext(out var node, out var candidates, out var scores))
            {
                for (var edge = heads[node]; edge >= 0; edge = edges[edge].Next)
                {
                    var (to, isScore, isStep, _) = edges[edge];
                    spread.Add(to, isScore ? 0 : candidates, isScore ? candidates | scores : scores, isStep);
                }
            }
            spread.Step();
        }
        return (spread.Candidates, spread.Scores);
    }
}
