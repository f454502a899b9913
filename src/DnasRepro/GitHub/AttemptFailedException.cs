namespace DnasRepro.GitHub;

/// <summary>An attempt that brought no whole answer.</summary>
/// <param name="words">What happened, to stand behind "GitHub".</param>
/// <param name="mayHaveArrived">False when GitHub certainly did not get the question.</param>
/// <param name="inner">What was thrown.</param>
internal sealed class AttemptFailedException(string words, bool mayHaveArrived, Exception? inner = null) : Exception(words, inner)
{
    public bool MayHaveArrived { get; } = mayHaveArrived;
}
