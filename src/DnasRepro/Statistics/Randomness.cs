using System.Numerics;

namespace DnasRepro.Statistics;

/// <summary>
/// Random numbers that are the same on every machine and in every version of the run time, which System.Random does not promise: xoshiro256**
/// (Blackman and Vigna 2021), its state filled by SplitMix64 (Steele, Lea and Flood 2014).
/// </summary>
internal sealed class Randomness
{
    private readonly ulong[] state;
    private double? spare;

    public Randomness(ulong seed)
        : this(Filled(seed))
    {
    }

    public Randomness(ulong[] state) => this.state = state;

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(state[1] * 5, 7) * 9;
        var shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = BitOperations.RotateLeft(state[3], 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), in steps of 2^-53.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to below a bound; its bias is below bound / 2^64.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>N(0, 1), by Marsaglia's polar method.</summary>
    public double Normal()
    {
        if (spare is { } kept)
        {
            spare = null;
            return kept;
        }
        double x, y, square;
        do
        {
            (x, y) = (2 * Share() - 1, 2 * Share() - 1);
            square = x * x + y * y;
        }
        while (square is >= 1 or 0);
        var scale = Math.Sqrt(-2 * Logarithm(square) / square);
        spare = y * scale;
        return x * scale;
    }

    /// <summary>The next output of SplitMix64, whose state moves on.</summary>
    public static ulong Split(ref ulong state)
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>
    /// The natural logarithm of a positive number by arithmetic alone, within 1e-15 of its size: Math.Log is the C library's, whose last bit differs
    /// between systems. 2 artanh((m - 1) / (m + 1)) of the mantissa, whose series ends below the last bit, and the exponent.
    /// </summary>
    internal static double Logarithm(double value)
    {
        var exponent = Math.ILogB(value);
        var mantissa = Math.ScaleB(value, -exponent);
        if (mantissa > 1.4142135623730951)
            (mantissa, exponent) = (mantissa / 2, exponent + 1);
        var share = (mantissa - 1) / (mantissa + 1);
        var sum = 0.0;
        for (var power = 23; power >= 1; power -= 2)
            sum = sum * share * share + 1.0 / power;
        return 2 * share * sum + exponent * 0.69314718055994531;
    }

    private static ulong[] Filled(ulong seed) => [Split(ref seed), Split(ref seed), Split(ref seed), Split(ref seed)];
}
