namespace DnasRepro.Results.Arrays;

/// <summary>Takes a tensor's numbers out of raw bytes, row by row, whatever order they lie in.</summary>
internal static class StridedNumbers
{
    /// <summary>How many numbers a shape holds; null for negative sizes and for more than the limit.</summary>
    public static int? Count(IReadOnlyList<long> shape, int limit)
    {
        if (shape.Count > 32 || shape.Any(s => s is < 0 or > int.MaxValue))
            return null;
        long count = 1;
        foreach (var size in shape)
        {
            count *= size;
            if (count > limit && !shape.Contains(0))
                return null;
            count = Math.Min(count, limit + 1L);
        }
        return shape.Contains(0) ? 0 : (int)count;
    }

    /// <summary>The strides of a block without gaps, in numbers; the last size runs fastest, or in Fortran's order the first.</summary>
    public static long[] Dense(IReadOnlyList<long> shape, bool isFortran)
    {
        var strides = new long[shape.Count];
        long stride = 1;
        for (var i = 0; i < shape.Count; i++)
        {
            var axis = isFortran ? i : shape.Count - 1 - i;
            strides[axis] = stride;
            stride *= Math.Max(1, shape[axis]);
        }
        return strides;
    }

    /// <summary>The numbers, the last size running fastest; null when one of them would lie outside the bytes.</summary>
    public static double[]? Read(ReadOnlySpan<byte> bytes, ElementType type, long offset, IReadOnlyList<long> shape, IReadOnlyList<long> strides, int count)
    {
        var values = new double[count];
        var held = bytes.Length / type.Size;
        var index = new long[shape.Count];
        for (var k = 0; k < count; k++)
        {
            var at = offset;
            for (var axis = 0; axis < index.Length; axis++)
                at += index[axis] * strides[axis];
            if (at < 0 || at >= held)
                return null;
            values[k] = type.Read(bytes[(int)(at * type.Size)..]);
            for (var axis = index.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }
        return values;
    }
}
