using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>What the analysis of flow found of one search; the practice is read around it.</summary>
/// <param name="ParameterNames">Attributes and names that hold the architecture parameters.</param>
/// <param name="Updates">Where they are changed: the step of their optimiser.</param>
/// <param name="Supernets">The functions with the relaxed choice.</param>
/// <param name="Entry">The program that runs the search, or null.</param>
/// <param name="Reached">The files that the program imports, itself included.</param>
internal sealed record SearchAnchor(
    IReadOnlySet<string> ParameterNames,
    IReadOnlyList<UpdateSite> Updates,
    IReadOnlyList<CodeFunction> Supernets,
    CodeFile? Entry,
    IReadOnlySet<CodeFile> Reached);

/// <summary>A place in a function that changes the architecture parameters.</summary>
/// <param name="Function">The function.</param>
/// <param name="Offset">The place in its file.</param>
internal sealed record UpdateSite(CodeFunction Function, int Offset)
{
    public CodeFile File => Function.File;
}

/// <summary>A call and the function that it stands in.</summary>
internal sealed record CallSite(CodeFunction Function, CallExpression Call)
{
    public CodeFile File => Function.File;

    public int Offset => Call.Start;
}
