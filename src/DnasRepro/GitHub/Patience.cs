namespace DnasRepro.GitHub;

/// <summary>How long and how often GitHub is asked, and how much it may answer.</summary>
internal sealed record Patience
{
    /// <summary>The longest that one attempt may take, its answer included.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest that one question may take with all its attempts and waits; Octokit itself gives up after 100 seconds.</summary>
    public TimeSpan Question { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The wait before the second attempt; the waits after it double, and each is varied at random.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Attempts after the first.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>The longest wait that GitHub may ask for.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most questions over one connection: links to a next page may lead in a circle.</summary>
    public int Questions { get; init; } = 1000;

    /// <summary>The most bytes of an answer, after decompression.</summary>
    public int MostBytes { get; init; } = 16 << 20;
}
