using DnasRepro.Facts;
using DnasRepro.Findings;

namespace DnasRepro.Checks;

/// <summary>A check that is one function of the facts.</summary>
/// <param name="Info">What the check is.</param>
/// <param name="Why">Why it matters, for the check's page.</param>
/// <param name="Remedy">What to do, for the check's page.</param>
/// <param name="Answer">The function.</param>
public sealed record FactCheck(CheckInfo Info, string Why, string Remedy, Func<CheckInfo, RepositoryFacts, IEnumerable<Finding>> Answer) : ICheck
{
    public IEnumerable<Finding> Run(RepositoryFacts facts) => Answer(Info, facts);
}
