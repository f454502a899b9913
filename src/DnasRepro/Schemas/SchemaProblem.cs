using DnasRepro.Locations;

namespace DnasRepro.Schemas;

/// <summary>One place where a document does not fit its schema.</summary>
/// <param name="Field">The field as people write it: <c>data.datasets[0].roles</c>; empty for the root.</param>
/// <param name="Keyword">The schema keyword that objects.</param>
/// <param name="Message">What is wrong, with the offending value and the allowed ones.</param>
/// <param name="Location">Where the author wrote it.</param>
/// <param name="Fix">What to do, in one sentence.</param>
public sealed record SchemaProblem(string Field, string Keyword, string Message, SourceLocation Location, string Fix);
