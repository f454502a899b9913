namespace DnasRepro.ReferenceSearch;

/// <summary>Where a cell stands in the U, and what it gets.</summary>
/// <param name="Name">down1, down2 …, up1, up2 …</param>
/// <param name="Type"><see cref="ReferenceSpace.Down"/> or <see cref="ReferenceSpace.Up"/>.</param>
/// <param name="InputSize">Pixels along each axis of its two inputs, once they are brought to one size.</param>
/// <param name="OutputSize">Pixels along each axis of its nodes.</param>
/// <param name="FirstChannels">Channels of its first input.</param>
/// <param name="SecondChannels">Channels of its second input.</param>
/// <param name="HalvesFirst">Whether its first input is twice as large and is halved on the way in.</param>
/// <param name="IsEnlarged">Whether its second input is doubled before the cell.</param>
public sealed record CellPlace(string Name, string Type, int InputSize, int OutputSize, int FirstChannels, int SecondChannels, bool HalvesFirst, bool IsEnlarged)
{
    /// <summary>The stride of an edge: those of a down cell that leave an input halve the size.</summary>
    /// <param name="from">The state that gives.</param>
    public int Stride(int from) => Type == ReferenceSpace.Down && from < ReferenceSpace.Inputs ? 2 : 1;

    /// <summary>Pixels along each axis of a state.</summary>
    public int SizeOf(int state) => state < ReferenceSpace.Inputs ? InputSize : OutputSize;
}

/// <summary>
/// The U of cells. Down cell k gets the results of cells k − 2 and k − 1, the stem for those before the first. Up cell i of L gets the result of down cell
/// L − i (the stem for i = L) and the doubled result of the cell before it. A cell's result is all of its nodes together.
/// </summary>
public static class UShape
{
    /// <summary>The cells in the order of the data's way through them.</summary>
    /// <param name="space">Levels, nodes and channels.</param>
    /// <param name="size">Pixels along each axis of the network's input; a multiple of 2^levels.</param>
    public static IReadOnlyList<CellPlace> Cells(SpaceSettings space, int size)
    {
        if (size <= 0 || size % (1 << space.Levels) != 0)
            throw new ArgumentException($"{size} is no multiple of 2^{space.Levels}.", nameof(size));
        var (stem, cell, levels) = (space.Channels, space.Channels * space.Nodes, space.Levels);
        var cells = new List<CellPlace>();
        for (var k = 1; k <= levels; k++)
            cells.Add(new CellPlace($"down{k}", ReferenceSpace.Down, size >> (k - 1), size >> k, k <= 2 ? stem : cell, k == 1 ? stem : cell, k > 1, false));
        for (var i = 1; i <= levels; i++)
            cells.Add(new CellPlace($"up{i}", ReferenceSpace.Up, size >> (levels - i), size >> (levels - i), i == levels ? stem : cell, cell, false, true));
        return cells;
    }
}
