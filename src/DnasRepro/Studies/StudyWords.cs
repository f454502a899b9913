namespace DnasRepro.Studies;

/// <summary>The words of schemas/study-list.schema.json, in its order.</summary>
internal static class StudyWords
{
    /// <summary>The answer of a reader in other terms that could not be recoded.</summary>
    public const string NotRecoded = "not_recoded";

    /// <summary>A source says that there is no repository.</summary>
    public const string None = "none";

    /// <summary>Nobody knows.</summary>
    public const string Unknown = "unknown";

    public static readonly IReadOnlyDictionary<string, AuditQuestion> Questions = new Dictionary<string, AuditQuestion>(StringComparer.Ordinal)
    {
        ["external_validation"] = AuditQuestion.ExternalValidation,
        ["code_release"] = AuditQuestion.CodeRelease,
        ["search_stability"] = AuditQuestion.SearchStability,
        ["multi_objective"] = AuditQuestion.MultiObjective,
    };

    public static readonly IReadOnlyDictionary<string, AuditValue> Values = new Dictionary<string, AuditValue>(StringComparer.Ordinal)
    {
        ["yes"] = AuditValue.Yes,
        ["no"] = AuditValue.No,
        ["not_reported"] = AuditValue.NotReported,
        ["unclear"] = AuditValue.Unclear,
        ["not_applicable"] = AuditValue.NotApplicable,
    };

    public static readonly IReadOnlyDictionary<string, ScreeningStage> Stages = new Dictionary<string, ScreeningStage>(StringComparer.Ordinal)
    {
        ["included"] = ScreeningStage.Included,
        ["full_text"] = ScreeningStage.FullText,
        ["title_abstract"] = ScreeningStage.TitleAbstract,
        ["retrieval"] = ScreeningStage.Retrieval,
    };

    /// <summary>The steps whose counts a list may state.</summary>
    public static readonly IReadOnlyList<string> Steps =
        ["identified", "not_retrieved", "screened", "excluded_on_title", "assessed", "excluded_on_text", "included", "included_papers", "included_methods"];

    /// <summary>The word of a value.</summary>
    public static string Of<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Key;
}
