using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>Sums that grow part by part, in the memory of the first.</summary>
internal static class Sums
{
    /// <summary>Adds a part, which is taken over; nothing may still need the first one's own values.</summary>
    public static void Add(ref Tensor? sum, Tensor part)
    {
        if (sum is null)
        {
            sum = part;
            return;
        }
        using (part)
            sum.add_(part);
    }
}
