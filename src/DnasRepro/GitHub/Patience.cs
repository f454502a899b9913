namespace DnasRepro.GitHub;

/// <summary>How long and how often GitHub is asked, and how much it may answer.</summary>
internal sealed record Patience
{
    /// <summary>The longest that one attempt may take, its answer included.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest that one question may take with all its attempts and waits.</summary>
    public TimeSpan Question { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The wait before the second attempt; the waits after it double, and each is varied at random.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Attempts after the first.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>The longest wait that GitHub may ask for.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most bytes of an answer, after decompression.</summary>
    public int MostBytes { get; init; } = 16 << 20;
}
