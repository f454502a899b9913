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

    /// <summary>It is kept where a comparison says so; the comparison is the main node, what is kept the other.</summary>
    Keep,

    /// <summary>A candidate, the main node, is stored together with its score, the other.</summary>
    Pair,

    /// <summary>The logarithm of a probability is multiplied with a score, the main node.</summary>
    PolicyLoss,

    /// <summary>A library's optimiser is started.</summary>
    Start,
}

/// <summary>A place where values are used.</summary>
internal sealed record Use(UseKind Kind, CodeFunction Function, int Offset, int Main, int Other);

/// <summary>How values flow between the variables, attributes, parameters and results of a repository, and where choices enter and leave.</summary>
internal sealed class ChoiceGraph
{
    private readonly List<int> heads = [];
    private readonly List<(int To, bool IsScore, int Next)> edges = [];

    public List<Proposal> Proposals { get; } = [];

    public List<Use> Uses { get; } = [];

    public int AddNode()
    {
        heads.Add(-1);
        return heads.Count - 1;
    }

    /// <summary>Values flow on; by a score edge, what arrives is a measurement of what left.</summary>
    public void AddEdge(int from, int to, bool isScore = false)
    {
        if (from == to)
            return;
        edges.Add((to, isScore, heads[from]));
        heads[from] = edges.Count - 1;
    }

    /// <summary>For up to 64 proposals, which nodes hold their candidates and which hold scores of them. Linear in the edges.</summary>
    public (ulong[] Candidates, ulong[] Scores) Spread(IReadOnlyList<Proposal> proposals)
    {
        var candidates = new ulong[heads.Count];
        var scores = new ulong[heads.Count];
        var isWaiting = new bool[heads.Count];
        var waiting = new Queue<int>();
        for (var i = 0; i < proposals.Count; i++)
        {
            candidates[proposals[i].Node] |= 1UL << i;
            if (!isWaiting[proposals[i].Node])
                waiting.Enqueue(proposals[i].Node);
            isWaiting[proposals[i].Node] = true;
        }
        while (waiting.TryDequeue(out var node))
        {
            isWaiting[node] = false;
            for (var edge = heads[node]; edge >= 0; edge = edges[edge].Next)
            {
                var (to, isScore, _) = edges[edge];
                var candidate = isScore ? 0 : candidates[node];
                var score = isScore ? candidates[node] | scores[node] : scores[node];
                if ((candidates[to] | candidate) == candidates[to] && (scores[to] | score) == scores[to])
                    continue;
                candidates[to] |= candidate;
                scores[to] |= score;
                if (!isWaiting[to])
                    waiting.Enqueue(to);
                isWaiting[to] = true;
            }
        }
        return (candidates, scores);
    }
}
