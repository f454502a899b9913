using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>What a reader of the table has to know.</summary>
internal static class Remarks
{
    public const string Missing = "missing";
    public const string Sum = "sum";

    /// <summary>Included studies that were not assessed, by fault or not yet.</summary>
    public static IEnumerable<AuditRemark> Gaps(IReadOnlyList<StudyCase> included)
    {
        foreach (var study in included.Where(s => s.Failure is not null))
            yield return new AuditRemark("left_out", [study.Id], $"{study.Id} could not be assessed, so that the program has no answer for it: {study.Failure!.Message}");
        var missing = included.Where(s => s is { CanBeAssessed: true, Result: null, Failure: null }).Select(s => s.Id).ToList();
        if (missing.Count > 0)
            yield return new AuditRemark(Missing, missing, $"{missing.Count} of {included.Count} included studies {(missing.Count == 1 ? "has" : "have")} not been assessed: {AuditWords.Some(missing)}. The table is not complete.");
    }

    /// <summary>Results that nobody can be sure to get again.</summary>
    public static IEnumerable<AuditRemark> Unpinned(IReadOnlyList<StudyCase> included) => included
        .Where(s => s.Result?.Repository is { } read && (read.Commit is null || read.Dirty))
        .Select(s => new AuditRemark("unpinned", [s.Id], s.Result!.Repository!.Commit is null
            ? $"The repository of {s.Id} was read under no commit: nobody can be sure to read the same again."
            : $"The repository of {s.Id} was read with uncommitted changes: nobody else can read the same again."));

    /// <summary>Sources that contradict each other.</summary>
    public static IEnumerable<AuditRemark> Disagreements(IReadOnlyList<AuditedStudy> studies) => studies.SelectMany(s => s.Answers
        .Where(a => a.Disagreement is not null)
        .Select(a => new AuditRemark("disagreement", [s.Id], $"{s.Id}, {AuditWords.Name(a.Question)}: {a.Disagreement}")));

    /// <summary>Cards of one method that contradict each other (AUDIT-MERGE).</summary>
    public static IEnumerable<AuditRemark> Conflicts(IReadOnlyList<AuditedStudy> studies)
    {
        foreach (var method in studies.GroupBy(s => s.Method, StringComparer.Ordinal))
        {
            foreach (var question in AuditWords.Questions)
            {
                var yes = method.Where(s => s.On(question).Declared?.Value == AuditValue.Yes).Select(s => s.Id).ToList();
                var no = method.Where(s => s.On(question).Declared?.Value is AuditValue.No or AuditValue.NotReported).Select(s => s.Id).ToList();
                if (yes.Count > 0 && no.Count > 0)
                    yield return new AuditRemark("conflict", [.. yes, .. no], $"{method.Key}, {AuditWords.Name(question)}: the {(yes.Count == 1 ? "card" : "cards")} of {AuditWords.Some(yes)} {(yes.Count == 1 ? "says" : "say")} yes, {(no.Count == 1 ? "that" : "those")} of {AuditWords.Some(no)} no.");
            }
        }
    }

    /// <summary>What near-copies did to the counting of methods, or did not.</summary>
    public static IEnumerable<AuditRemark> SameCode(IReadOnlyList<CodeCluster> clusters, IReadOnlyDictionary<string, StudyCase> studies)
    {
        foreach (var cluster in clusters)
        {
            var unnamed = cluster.Studies.Where(id => studies[id].NamedMethod is null).ToList();
            var share = $"{100 * cluster.Share:0.0} % of the search code of {AuditWords.Some(cluster.Studies)} is the same";
            if (cluster.Methods.Count > 1)
                yield return new AuditRemark("same_code", cluster.Studies, $"{share}; they are counted as different methods ({AuditWords.Some(cluster.Methods)}), because their list or cards name these.");
            if (unnamed.Count > 0 && cluster.Studies.Count > 1)
                yield return new AuditRemark("same_code", cluster.Studies, $"{share}; {AuditWords.Some(unnamed)}, for which neither list nor card names a method, {(unnamed.Count == 1 ? "is" : "are")} therefore counted as {cluster.Methods[0]}.");
        }
    }
}
