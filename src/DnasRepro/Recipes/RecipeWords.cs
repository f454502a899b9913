namespace DnasRepro.Recipes;

/// <summary>The words of schemas/recipe.schema.json for the values of our types.</summary>
internal static class RecipeWords
{
    public static readonly IReadOnlyDictionary<string, RecipePurpose> Purposes = new Dictionary<string, RecipePurpose>(StringComparer.Ordinal)
    {
        ["smoke"] = RecipePurpose.Smoke,
        ["search"] = RecipePurpose.Search,
        ["retrain"] = RecipePurpose.Retrain,
        ["evaluate"] = RecipePurpose.Evaluate,
        ["full_pipeline"] = RecipePurpose.FullPipeline,
    };

    public static readonly IReadOnlyDictionary<string, SeedPassing> Seeds = new Dictionary<string, SeedPassing>(StringComparer.Ordinal)
    {
        ["argument"] = SeedPassing.Argument,
        ["config"] = SeedPassing.Configuration,
        ["environment"] = SeedPassing.Environment,
        ["inject"] = SeedPassing.Inject,
        ["none"] = SeedPassing.None,
    };

    /// <summary>What a card's word on the program's seed says about how a rerun passes it.</summary>
    public static readonly IReadOnlyDictionary<string, SeedPassing> Mechanisms = new Dictionary<string, SeedPassing>(StringComparer.Ordinal)
    {
        ["command_line"] = SeedPassing.Argument,
        ["config_key"] = SeedPassing.Configuration,
        ["environment_variable"] = SeedPassing.Environment,
        ["hard_coded"] = SeedPassing.None,
        ["absent"] = SeedPassing.None,
    };

    public static readonly IReadOnlyDictionary<string, Take> Takes = new Dictionary<string, Take>(StringComparer.Ordinal)
    {
        ["last"] = Take.Last,
        ["first"] = Take.First,
        ["all"] = Take.All,
    };

    /// <summary>All readers, as the schema lists them.</summary>
    public static readonly IReadOnlyList<string> Readers =
    [
        "regex", "json_pointer", "yaml_path", "csv_column", "python_genotype", "exists", "probe", "architecture_json", "torch", "numpy",
        "dints", "auto_deeplab", "fasterseg", "bix_nas", "nas_bench_201", "printed_tensors", "auto",
    ];

    /// <summary>The word of a value.</summary>
    public static string Of<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct => words.First(w => w.Value.Equals(value)).Key;

    /// <summary>The card's word on the program's seed for how the rerun passes it.</summary>
    public static string MechanismOf(Recipe recipe) => recipe.Seed switch
    {
        SeedPassing.Argument => "command_line",
        SeedPassing.Configuration => "config_key",
        SeedPassing.Environment => "environment_variable",
        _ => recipe.IsSeedFixed ? "hard_coded" : "absent",
    };
}
