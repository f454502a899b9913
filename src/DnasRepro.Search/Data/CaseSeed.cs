namespace DnasRepro.Search.Data;

/// <summary>A seed for one case, so that what is drawn for it depends on nothing but the data's seed and its own name.</summary>
internal static class CaseSeed
{
    /// <summary>FNV-1a over the name's UTF-16 code units, from the data's seed.</summary>
    public static ulong Of(int seed, string name)
    {
        var hash = 14695981039346656037UL ^ (ulong)seed;
        foreach (var letter in name)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}
