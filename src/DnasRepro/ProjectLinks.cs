using DnasRepro.Findings;

namespace DnasRepro;

/// <summary>Where this project lives.</summary>
public static class ProjectLinks
{
    public const string Repository = "https://github.com/dnas-repro/dnas-repro";

    /// <summary>The page that explains a check.</summary>
    public static string CheckPage(CheckInfo check) => $"{Repository}/blob/main/docs/checks/{PageName(check)}";

    /// <summary>The file name of that page.</summary>
    public static string PageName(CheckInfo check) => $"{check.Id}-{check.Slug}.md";
}
