namespace DnasRepro.Audits;

/// <summary>Which method each study is counted under, and the methods.</summary>
internal static class Methods
{
    /// <summary>The method of each study: that of list or card, else that of the first near-copy which has one, else the first near-copy's id, else its own.</summary>
    public static IReadOnlyDictionary<string, string> Assign(IReadOnlyList<StudyCase> studies, IReadOnlyList<CodeCluster> clusters)
    {
        var byId = studies.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var methods = studies.ToDictionary(s => s.Id, s => s.NamedMethod ?? s.Id, StringComparer.Ordinal);
        foreach (var cluster in clusters)
        {
            var common = cluster.Studies.Select(id => byId[id].NamedMethod).FirstOrDefault(m => m is not null) ?? cluster.Studies[0];
            foreach (var id in cluster.Studies.Where(id => byId[id].NamedMethod is null))
                methods[id] = common;
        }
        return methods;
    }

    /// <summary>The methods, in the order of their first studies.</summary>
    public static IReadOnlyList<AuditedMethod> Of(IReadOnlyList<(StudyCase Case, string Method, IReadOnlyList<StudyAnswer> Answers)> studies) =>
        [.. studies.GroupBy(s => s.Method, StringComparer.Ordinal).Select(g => Of(g.Key, [.. g]))];

    private static AuditedMethod Of(string id, IReadOnlyList<(StudyCase Case, string Method, IReadOnlyList<StudyAnswer> Answers)> studies) => new(
        id,
        studies.Select(s => s.Case.NamedMethodName).FirstOrDefault(n => n is not null) ?? id,
        [.. studies.Select(s => s.Case.Id)],
        studies.Min(s => s.Case.Year),
        [.. studies.SelectMany(s => s.Case.Study.Tasks).Distinct(StringComparer.OrdinalIgnoreCase)],
        Common(studies.Select(s => s.Case.Dimensionality), "mixed"),
        Common(studies.Select(s => s.Case.Level), "hybrid"),
        [.. AuditWords.Questions.Select(q => MergedAnswer.Of(studies.Select(s => s.Answers[(int)q].Value)))]);

    private static string? Common(IEnumerable<string?> values, string whenSeveral)
    {
        var known = values.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return known.Count > 1 ? whenSeveral : known.FirstOrDefault();
    }
}
