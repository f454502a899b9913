using DnasRepro.Audits;

namespace DnasRepro.AuditRuns;

/// <summary>The parts of an audit, joined. The order of the parts does not matter, and the same part twice counts once.</summary>
/// <param name="Outcomes">One for each study that a part holds, in the list's order.</param>
/// <param name="Missing">The shards that no file holds, with their studies.</param>
/// <param name="Differing">Studies for which two files hold different results of the same inputs.</param>
public sealed record AuditParts(IReadOnlyList<StudyOutcome> Outcomes, IReadOnlyList<MissingShard> Missing, IReadOnlyList<string> Differing)
{
    /// <summary>Joins parts.</summary>
    /// <param name="plan">The plan that they must be of.</param>
    /// <param name="parts">At least one part, each with the name of its file.</param>
    /// <exception cref="UserErrorException">A part is of another plan or split, or holds what is not its own.</exception>
    public static AuditParts Join(AuditPlan plan, IReadOnlyList<(string Name, AuditPart Part)> parts)
    {
        var (first, of) = (parts[0].Name, parts[0].Part.Of);
        foreach (var (name, part) in parts)
            Check(plan, name, part, first, of);
        var joined = parts.SelectMany(p => p.Part.Outcomes).GroupBy(o => o.Study, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Chosen([.. g]), StringComparer.Ordinal);
        var missing = Enumerable.Range(1, of).Except(parts.Select(p => p.Part.Shard)).Order()
            .Select(i => new MissingShard(new AuditShard(i, of), [.. plan.Of(new AuditShard(i, of)).Select(s => s.Id)])).Where(m => m.Studies.Count > 0);
        return new AuditParts(
            [.. plan.Studies.Where(s => joined.ContainsKey(s.Id)).Select(s => joined[s.Id].Outcome)],
            [.. missing],
            [.. plan.Studies.Where(s => joined.TryGetValue(s.Id, out var one) && one.Differs).Select(s => s.Id)]);
    }

    private static void Check(AuditPlan plan, string name, AuditPart part, string first, int of)
    {
        if (Difference(plan, part) is { } difference)
            throw new UserErrorException($"'{name}' is of another audit: {difference}.", "Join only parts of this list, made with one version of the program.");
        if (part.Plan != plan.Sha256())
            throw new UserErrorException($"'{name}' is damaged: its plan's hash is not that of what it names.", "Do this part again.");
        if (part.Of != of)
            throw new UserErrorException($"'{name}' is one of {part.Of} parts, but '{first}' is one of {of}.", "Join only parts of one split.");
        var own = plan.Of(new AuditShard(part.Shard, part.Of)).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        if (!own.SetEquals(part.Outcomes.Select(o => o.Study)))
            throw new UserErrorException($"'{name}' is damaged: its studies are not those of part {part.Shard} of {part.Of}.", "Do this part again.");
    }

    /// <summary>What makes a part one of another plan, in words; null when it is of this one.</summary>
    private static string? Difference(AuditPlan plan, AuditPart part) =>
        part.ListSha256 != plan.ListSha256 ? "its list differs from this one"
        : part.CardsSha256 != plan.CardsSha256 ? "the cards that the list names differ"
        : part.RuleSet != plan.RuleSet ? $"its checks are version {part.RuleSet}, these are {plan.RuleSet}"
        : part.Tool != plan.Tool ? $"it was made by version {part.Tool}, this is {plan.Tool}"
        : null;

    /// <summary>A result goes before a failure, which may have passed when the part was done again; of two that differ, always the same one is taken.</summary>
    private static (StudyOutcome Outcome, bool Differs) Chosen(List<StudyOutcome> outcomes)
    {
        var texts = outcomes.Where(o => o.Result is not null || outcomes.TrueForAll(p => p.Result is null))
            .Select(o => (Outcome: o, Text: AuditRunsJson.Write(o))).DistinctBy(o => o.Text, StringComparer.Ordinal).OrderBy(o => o.Text, StringComparer.Ordinal).ToList();
        return (texts[0].Outcome, texts.Count > 1 && texts[0].Outcome.Result is not null);
    }
}

/// <summary>A shard that no file holds.</summary>
/// <param name="Shard">Which.</param>
/// <param name="Studies">Its studies, by id.</param>
public sealed record MissingShard(AuditShard Shard, IReadOnlyList<string> Studies);
