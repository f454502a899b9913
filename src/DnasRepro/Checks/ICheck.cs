using DnasRepro.Facts;
using DnasRepro.Findings;

namespace DnasRepro.Checks;

/// <summary>One question about a repository, answered from facts alone.</summary>
public interface ICheck
{
    /// <summary>What the check is.</summary>
    CheckInfo Info { get; }

    /// <summary>Why the question matters and what a violation costs, in one to three sentences; the body of the check's page.</summary>
    string Why { get; }

    /// <summary>What to do about a violation, in general; findings may say it more exactly.</summary>
    string Remedy { get; }

    /// <summary>Answers. At least one finding; one for each place that violates.</summary>
    IEnumerable<Finding> Run(RepositoryFacts facts);
}
