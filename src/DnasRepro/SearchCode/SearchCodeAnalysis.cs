namespace DnasRepro.SearchCode;

/// <summary>Decides from the code whether the architecture search is there.</summary>
internal static class SearchCodeAnalysis
{
    /// <summary>Analyses the code of a repository. Never throws for what it holds.</summary>
    public static SearchCodeFacts Analyse(CodeInput input) =>
        SearchCodeFacts.NotAnalysed;
}
