namespace DnasRepro.SearchCode.Programs;

/// <summary>What a stretch of code, or a whole program, declares for the command line.</summary>
internal sealed class Declared
{
    /// <summary>The options, in the order of the text.</summary>
    public List<ProgramOption> Options { get; } = [];

    /// <summary>Attributes that the parsed command line has besides those of the options.</summary>
    public HashSet<string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>How many parsers of a command line are made.</summary>
    public int Parsers { get; set; }

    /// <summary>True when there may be options that are not seen here.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Adds what other code declares.</summary>
    public void Add(Declared other)
    {
        Options.AddRange(other.Options);
        Attributes.UnionWith(other.Attributes);
        Parsers += other.Parsers;
        IsOpen |= other.IsOpen;
    }
}
