using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Puts together the options of a program: those of its own code and of the functions of other files that it may call.</summary>
internal sealed class OptionReader(CodeBase code, CodeInput input, FileIndex index)
{
    private readonly ConfigScan configs = new(input.Scripts.DistinctBy(s => s.Path.Value).ToDictionary(s => s.Path.Value, s => s.Text, StringComparer.Ordinal), index);

    private const int MostOptions = 5000;

    /// <summary>Which functions a program may call.</summary>
    public FunctionReach Reach { get; } = new(code);

    /// <summary>The options of a program.</summary>
    /// <param name="start">Its file.</param>
    /// <param name="reached">The files that it leads to.</param>
    public Declared Of(CodeFile start, IReadOnlyList<CodeFile> reached)
    {
        var all = new Declared();
        foreach (var own in Reach.DeclaredFrom(start, reached))
            all.Add(own);
        var files = all.Options.Where(o => o.Default is not null && (o.Default.Contains(".yml", StringComparison.Ordinal) || o.Default.Contains(".yaml", StringComparison.Ordinal))).Select(o => o.Default!.Trim('"', '\'')).Distinct().ToList();
        foreach (var file in reached)
            all.Options.AddRange(configs.Of(file));
        all.Options.AddRange(configs.Hydra(start));
        foreach (var file in files)
            all.Options.AddRange(configs.Yaml(file, start, "config"));
        var unique = all.Options.Distinct(ReferenceEqualityComparer.Instance).Cast<ProgramOption>().Take(MostOptions).ToList();
        all.Options.Clear();
        all.Options.AddRange(unique);
        return all;
    }
}
