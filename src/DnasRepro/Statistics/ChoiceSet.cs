using System.Numerics;

namespace DnasRepro.Statistics;

/// <summary>A set of numbered choices (or places) as bits, so that comparing two of them costs a few instructions.</summary>
internal sealed class ChoiceSet
{
    private readonly ulong[] words;

    /// <param name="members">The numbers, in any order; none twice.</param>
    public ChoiceSet(int[] members)
    {
        Members = members;
        var largest = -1;
        foreach (var member in members)
            largest = Math.Max(largest, member);
        words = new ulong[(largest + 64) / 64];
        foreach (var member in members)
            words[member >> 6] |= 1UL << (member & 63);
    }

    public int[] Members { get; }

    public int Count => Members.Length;

    public bool Contains(int member) => member >> 6 < words.Length && (words[member >> 6] & (1UL << (member & 63))) != 0;

    public int SharedWith(ChoiceSet other)
    {
        var shared = 0;
        for (var i = Math.Min(words.Length, other.words.Length) - 1; i >= 0; i--)
            shared += BitOperations.PopCount(words[i] & other.words[i]);
        return shared;
    }

    /// <summary>2 |A∩B| / (|A| + |B|), and 1 for two empty sets.</summary>
    public double Dice(ChoiceSet other) => Count + other.Count == 0 ? 1 : 2.0 * SharedWith(other) / (Count + other.Count);

    public bool IsSameAs(ChoiceSet other) => Count == other.Count && SharedWith(other) == Count;

    /// <summary>The mean Dice agreement over all pairs of two or more sets.</summary>
    public static double MeanDice(ChoiceSet[] sets)
    {
        var sum = 0.0;
        for (var a = 0; a < sets.Length; a++)
        {
            for (var b = a + 1; b < sets.Length; b++)
                sum += sets[a].Dice(sets[b]);
        }
        return sum / (sets.Length * (sets.Length - 1) / 2.0);
    }
}
