using DnasRepro.Locations;

namespace DnasRepro.Snapshots;

/// <summary>
/// Which lines of a text are new against an earlier one: the fewest possible (E. Myers, An O(ND) difference algorithm, 1986) where the texts are alike;
/// where they are not, the lines that the earlier text does not hold.
/// </summary>
internal static class LineDifference
{
    /// <summary>Insertions and removals up to which the fewest are looked for: 8 MB of memory.</summary>
    private const int MostEdits = 1000;

    /// <summary>The stretches of <paramref name="after"/> that are new.</summary>
    public static IReadOnlyList<LineStretch> Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var start = 0;
        while (start < before.Count && start < after.Count && before[start] == after[start])
            start++;
        var (endBefore, endAfter) = (before.Count, after.Count);
        while (endBefore > start && endAfter > start && before[endBefore - 1] == after[endAfter - 1])
            (endBefore, endAfter) = (endBefore - 1, endAfter - 1);
        var (old, now) = (Slice(before, start, endBefore), Slice(after, start, endAfter));
        var isNew = Fewest(old, now) ?? Unknown(old, now);
        return Stretches(isNew, start);
    }

    private static string[] Slice(IReadOnlyList<string> lines, int start, int end) => [.. lines.Skip(start).Take(end - start)];

    /// <summary>For each line whether it is inserted by a shortest edit; null when that takes too many edits.</summary>
    private static bool[]? Fewest(string[] before, string[] after)
    {
        var rounds = new List<int[]>();
        var reach = new int[(2 * MostEdits) + 3];
        for (var edits = 0; edits <= MostEdits; edits++)
        {
            rounds.Add(reach[(MostEdits - edits)..(MostEdits + edits + 3)]);
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = Step(reach, diagonal, edits, MostEdits + 1);
                while (x < before.Length && x - diagonal < after.Length && before[x] == after[x - diagonal])
                    x++;
                reach[diagonal + MostEdits + 1] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                    return WalkBack(rounds, before.Length, after.Length);
            }
        }
        return null;
    }

    /// <summary>Where a diagonal is entered: by an inserted line from above, or by a removed one from the left.</summary>
    private static int Step(int[] reach, int diagonal, int edits, int middle) => IsInsertion(reach, diagonal, edits, middle) ? reach[diagonal + 1 + middle] : reach[diagonal - 1 + middle] + 1;

    private static bool IsInsertion(int[] reach, int diagonal, int edits, int middle) =>
        diagonal == -edits || (diagonal != edits && reach[diagonal - 1 + middle] < reach[diagonal + 1 + middle]);

    private static bool[] WalkBack(List<int[]> rounds, int x, int y)
    {
        var isNew = new bool[y];
        for (var edits = rounds.Count - 1; edits > 0; edits--)
        {
            var (reach, middle, diagonal) = (rounds[edits], edits + 1, x - y);
            var isInsertion = IsInsertion(reach, diagonal, edits, middle);
            var from = isInsertion ? diagonal + 1 : diagonal - 1;
            (x, y) = (reach[from + middle], reach[from + middle] - from);
            if (isInsertion)
                isNew[y] = true;
        }
        return isNew;
    }

    /// <summary>For each line whether the earlier text has no such line left.</summary>
    private static bool[] Unknown(string[] before, string[] after)
    {
        var left = before.CountBy(l => l, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. after.Select(line => !left.TryGetValue(line, out var count) || count == 0 || (left[line] = count - 1) < 0)];
    }

    private static List<LineStretch> Stretches(bool[] isNew, int offset)
    {
        var stretches = new List<LineStretch>();
        for (var i = 0; i < isNew.Length; i++)
        {
            if (!isNew[i])
                continue;
            var first = i;
            while (i + 1 < isNew.Length && isNew[i + 1])
                i++;
            stretches.Add(new LineStretch(first + offset + 1, i + offset + 1));
        }
        return stretches;
    }
}
