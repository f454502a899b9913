namespace DnasRepro.Search.Data.Folder;

/// <summary>The class of each value that label files hold.</summary>
internal sealed class LabelMap
{
    private const int MostClasses = 64;
    private readonly bool[] seen = new bool[65536];
    private int[] values = [];

    /// <summary>How many classes, background included.</summary>
    public int Classes => values.Length;

    /// <summary>What was mapped, for a reader; null where values are the classes already.</summary>
    public string? Note => values.SequenceEqual(Enumerable.Range(0, values.Length)) ? null : $"The label values {string.Join(", ", values)} are the classes 0 to {values.Length - 1}.";

    /// <summary>Notes the values of a file.</summary>
    public void Look(float[] labels, string file)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var value = labels[i];
            if (!(value >= 0 && value < seen.Length && value == (int)value))
                throw DataFault.In(file, $"voxel {i} has the label {value}.", "Labels are whole numbers from 0 to 65535: is it an image, or was it interpolated? Resample labels by nearest neighbour.");
            seen[(int)value] = true;
        }
    }

    /// <summary>After the last file: background is 0, the other values follow in their order.</summary>
    public void Close(string folder)
    {
        values = [0, .. Enumerable.Range(1, seen.Length - 1).Where(v => seen[v])];
        if (values.Length > MostClasses)
            throw DataFault.In(folder, $"the labels hold {values.Length} values, and at most {MostClasses} classes are searched with.", "Labels are class numbers: are these images? Merge classes if there really are so many.");
        if (values.Length < 2)
            throw DataFault.In(folder, "all labels are 0: there is no foreground.", "Mark the foreground with 1 (and 2, 3 … for further classes).");
    }

    public byte[] Map(float[] labels)
    {
        var map = new byte[seen.Length];
        for (var i = 0; i < values.Length; i++)
            map[values[i]] = (byte)i;
        return Array.ConvertAll(labels, v => map[(int)v]);
    }
}
