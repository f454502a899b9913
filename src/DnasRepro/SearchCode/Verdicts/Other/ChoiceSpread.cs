namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>Which nodes have been reached by which candidates and scores, and from which they spread next: in this step or in the next.</summary>
internal sealed class ChoiceSpread(int nodes)
{
    private readonly ulong[] waitingCandidates = new ulong[nodes];
    private readonly ulong[] waitingScores = new ulong[nodes];
    private readonly bool[] isWaiting = new bool[nodes];
    private readonly Queue<int> now = new();
    private List<(int Node, ulong Candidates, ulong Scores)> later = [];

    public ulong[] Candidates { get; } = new ulong[nodes];

    public ulong[] Scores { get; } = new ulong[nodes];

    /// <summary>What reaches a node; only what is new spreads on.</summary>
    public void Add(int node, ulong candidates, ulong scores, bool isStep)
    {
        candidates &= ~Candidates[node];
        scores &= ~Scores[node];
        if ((candidates | scores) == 0)
            return;
        if (isStep)
        {
            later.Add((node, candidates, scores));
            return;
        }
        Candidates[node] |= candidates;
        Scores[node] |= scores;
        waitingCandidates[node] |= candidates;
        waitingScores[node] |= scores;
        if (!isWaiting[node])
            now.Enqueue(node);
        isWaiting[node] = true;
    }

    public bool TryNext(out int node, out ulong candidates, out ulong scores)
    {
        (candidates, scores) = (0, 0);
        if (!now.TryDequeue(out node))
            return false;
        isWaiting[node] = false;
        (candidates, scores) = (waitingCandidates[node], waitingScores[node]);
        (waitingCandidates[node], waitingScores[node]) = (0, 0);
        return true;
    }

    /// <summary>What went from function to function arrives.</summary>
    public void Step()
    {
        var arriving = later;
        later = [];
        foreach (var (node, candidates, scores) in arriving)
            Add(node, candidates, scores, isStep: false);
    }
}
