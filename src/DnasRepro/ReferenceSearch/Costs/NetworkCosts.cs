namespace DnasRepro.ReferenceSearch.Costs;

/// <summary>What goes into a network and comes out of it.</summary>
/// <param name="Size">Pixels along each axis; a multiple of 2^levels.</param>
/// <param name="InputChannels">Channels of an image.</param>
/// <param name="Classes">Classes, background included.</param>
public sealed record NetworkEnds(int Size, int InputChannels = 1, int Classes = 2);

/// <summary>A named part of a network: stem, down1, up2, head.</summary>
public sealed record PartCost(string Part, Cost Cost);

/// <summary>The costs of a whole network.</summary>
/// <param name="Parts">Stem, cells and head in the order of the data's way; an up cell's part holds the enlarging before it.</param>
public sealed record NetworkCost(IReadOnlyList<PartCost> Parts)
{
    /// <summary>All parts together.</summary>
    public Cost Total => Cost.Sum(Parts.Select(p => p.Cost));
}

/// <summary>The frame that every network of the reference search shares: stem, entrances of the cells, enlarging and head.</summary>
internal static class NetworkCosts
{
    /// <summary>A network whose cells' edges cost what <paramref name="edges"/> says.</summary>
    /// <param name="isAffine">Whether the normalisations of the entrances have a trained scale and shift; that of the stem always has.</param>
    public static NetworkCost Of(SpaceSettings space, NetworkEnds ends, bool isAffine, Func<CellPlace, Cost> edges)
    {
        if (space.Topology is not null)
            throw new ArgumentException("The costs of a searched topology are not those of a U.", nameof(space));
        if (ends.InputChannels < 1 || ends.Classes < 1)
            throw new ArgumentException($"No network has {ends.InputChannels} input channels and {ends.Classes} classes.", nameof(ends));
        var (channels, pixels) = (space.Channels, LayerCosts.Pixels(ends.Size, space.Dimensions));
        var head = LayerCosts.Convolution(channels * space.Nodes, ends.Classes, 1, pixels, hasBias: true);
        var cells = UShape.Cells(space, ends.Size).Select(c => new PartCost(c.Name, Entrances(c, space, isAffine) + edges(c)));
        return new NetworkCost([new PartCost("stem", Stem(space, ends)), .. cells, new PartCost("head", head)]);
    }

    /// <summary>A 3×3 convolution and a normalisation with scale and shift.</summary>
    public static Cost Stem(SpaceSettings space, NetworkEnds ends)
    {
        var pixels = LayerCosts.Pixels(ends.Size, space.Dimensions);
        return LayerCosts.Convolution(ends.InputChannels, space.Channels, LayerCosts.Pixels(3, space.Dimensions), pixels) + LayerCosts.Norm(space.Channels, pixels, isAffine: true);
    }

    /// <summary>ReLU, 1×1 convolution (of stride 2 where the first input is twice as large) and normalisation for each of a cell's inputs.</summary>
    private static Cost Entrances(CellPlace cell, SpaceSettings space, bool isAffine)
    {
        var pixels = LayerCosts.Pixels(cell.InputSize, space.Dimensions);
        var larger = cell.HalvesFirst ? LayerCosts.Pixels(2 * cell.InputSize, space.Dimensions) : pixels;
        var entrances = Entrance(cell.FirstChannels, space.Channels, larger, pixels, isAffine) + Entrance(cell.SecondChannels, space.Channels, pixels, pixels, isAffine);
        return cell.IsEnlarged ? LayerCosts.Map(cell.SecondChannels, pixels) + entrances : entrances;
    }

    private static Cost Entrance(int inputs, int channels, long before, long pixels, bool isAffine) =>
        LayerCosts.Map(inputs, before) + LayerCosts.Convolution(inputs, channels, 1, pixels) + LayerCosts.Norm(channels, pixels, isAffine);
}
