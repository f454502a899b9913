using DnasRepro.Findings;

namespace DnasRepro.Levels;

/// <summary>How far a repository has come on the way to a reproducible study.</summary>
/// <param name="Grade">0 to 5.</param>
/// <param name="Next">The next grade and the ids of the checks that keep it away; null at the top.</param>
public sealed record Level(int Grade, NextLevel? Next)
{
    /// <summary>The grades' names. Grade 4 is "repeated" unless a third party did it.</summary>
    public static readonly IReadOnlyList<string> Names = ["none", "declared", "available", "functional", "repeated", "stable"];

    public string Name => Names[Grade];

    /// <summary>The criteria of each grade beyond those of the grade below: check ids that must be satisfied.</summary>
    private static readonly string[][] Criteria =
    [
        [],
        ["DNAS1001", "DNAS1002", "DNAS1003", "DNAS1005", "DNAS1006", "DNAS1007", "DNAS1008"],
        ["DNAS1022", "DNAS1121", "DNAS1124", "DNAS1161", "DNAS1162", "DNAS1163", "DNAS1164", "DNAS1165", "DNAS2001", "DNAS2002", "DNAS2020"],
        ["DNAS3001"],
        ["DNAS3002"],
        ["DNAS3003"],
    ];

    /// <summary>The ids of all checks that a grade asks for.</summary>
    public static IEnumerable<string> CriteriaIds => Criteria.SelectMany(c => c);

    /// <summary>Decides the level. Suppressed violations count like others: a suppression never lifts a level.</summary>
    public static Level Decide(IReadOnlyList<Finding> findings)
    {
        for (var grade = 1; grade < Criteria.Length; grade++)
        {
            var blocked = Blocked(grade, findings);
            if (blocked.Count > 0)
                return new Level(grade - 1, new NextLevel(grade, blocked));
        }
        return new Level(Criteria.Length - 1, null);
    }

    private static List<string> Blocked(int grade, IReadOnlyList<Finding> findings)
    {
        var blocked = Criteria[grade].Where(id => !IsMet(id, grade, findings)).ToList();
        if (grade == 1 && blocked.Count == 0)
            blocked.AddRange(findings.Where(f => f is { Outcome: Outcome.Violated, Severity: Severity.Error } && f.Check.Id.StartsWith("DNAS1", StringComparison.Ordinal)).Select(f => f.Check.Id).Distinct().Order(StringComparer.Ordinal));
        return blocked;
    }

    /// <summary>A criterion of grade 1 must not be violated; from grade 2 on "not determined" is not enough.</summary>
    private static bool IsMet(string id, int grade, IReadOnlyList<Finding> findings)
    {
        var answers = findings.Where(f => f.Check.Id == id).ToList();
        return grade == 1
            ? answers.TrueForAll(f => f.Outcome is not (Outcome.Violated or Outcome.CheckFailed))
            : answers.Count > 0 && answers.TrueForAll(f => f.Outcome is Outcome.Satisfied);
    }
}

/// <summary>A grade that is not reached yet.</summary>
public sealed record NextLevel(int Grade, IReadOnlyList<string> BlockedBy)
{
    public string Name => Level.Names[Grade];
}
