namespace DnasRepro.Search.Evaluation;

/// <summary>The Dice coefficient, 2|A∩B| / (|A| + |B|).</summary>
/// <param name="PerClass">Of each class from 1; null for a class that neither segmentation has.</param>
public sealed record Dice(IReadOnlyList<double?> PerClass)
{
    /// <summary>Mean over the foreground classes that are there; 1 when there is none in either, which is agreement.</summary>
    public double Mean => PerClass.Any(c => c is not null) ? PerClass.Average()!.Value : 1;

    /// <summary>Of one image.</summary>
    /// <param name="prediction">The predicted class of each voxel.</param>
    /// <param name="labels">The true class of each voxel.</param>
    /// <param name="classes">How many classes, background included.</param>
    public static Dice Of(byte[] prediction, byte[] labels, int classes)
    {
        var counts = new DiceCounts(classes);
        counts.Add(prediction, labels);
        return counts.Dice;
    }
}

/// <summary>Counts of voxels of any number of images: their Dice is that of all the images as if they were one.</summary>
public sealed class DiceCounts(int classes)
{
    private readonly long[] both = new long[classes];
    private readonly long[] either = new long[classes];

    /// <summary>The pooled Dice of everything that was added.</summary>
    public Dice Dice => new([.. Enumerable.Range(1, classes - 1).Select(c => either[c] == 0 ? (double?)null : 2.0 * both[c] / either[c])]);

    public void Add(ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> labels)
    {
        if (prediction.Length != labels.Length)
            throw new ArgumentException($"{prediction.Length} predicted voxels, {labels.Length} labels.");
        for (var i = 0; i < labels.Length; i++)
        {
            either[prediction[i]]++;
            either[labels[i]]++;
            if (prediction[i] == labels[i])
                both[labels[i]]++;
        }
    }
}
