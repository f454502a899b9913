namespace DnasRepro.Search.Data;

/// <summary>An image or volume with its labels.</summary>
/// <param name="Id">The case's name, unique in its data.</param>
/// <param name="Site">Where it was made.</param>
/// <param name="Size">Pixels along each axis, slowest first: height and width, or depth, height and width.</param>
/// <param name="Channels">Channels of the image.</param>
/// <param name="Spacing">Millimetres between pixels along each axis, in the order of <paramref name="Size"/>.</param>
/// <param name="Values">The image, channel after channel, each with its last axis fastest; zero mean and unit variance where it comes from a user's file.</param>
/// <param name="Labels">The class of each pixel, 0 for background, in the same order.</param>
public sealed record LabelledImage(string Id, string Site, IReadOnlyList<int> Size, int Channels, IReadOnlyList<double> Spacing, float[] Values, byte[] Labels);

/// <summary>Everything that a search works on. All images have the same size and channels; no case is in two sets.</summary>
/// <param name="Training">For the weights.</param>
/// <param name="Validation">For the architecture parameters.</param>
/// <param name="Test">Seen by nothing until the end.</param>
/// <param name="External">The same from a site of which no image is in the other sets; empty when there is none.</param>
/// <param name="Classes">How many classes, background included.</param>
/// <param name="Origin">Where the data come from, in words, for reports.</param>
public sealed record SearchData(
    IReadOnlyList<LabelledImage> Training, IReadOnlyList<LabelledImage> Validation, IReadOnlyList<LabelledImage> Test, IReadOnlyList<LabelledImage> External, int Classes, string Origin)
{
    /// <summary>What a reader of the results should know of how the data were read, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
