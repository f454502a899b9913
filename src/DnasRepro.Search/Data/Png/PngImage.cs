namespace DnasRepro.Search.Data.Png;

/// <summary>The pixels of a PNG as stored: whole numbers from 0 to 2^depth - 1.</summary>
/// <param name="Samples">Numbers of a pixel: 1 grey or index, 2 with alpha, 3 colour, 4 with alpha.</param>
/// <param name="Values">Row after row, the numbers of a pixel together.</param>
/// <param name="Palette">Red, green and blue of each index; null when there is no palette.</param>
internal sealed record PngImage(int Width, int Height, int Samples, ushort[] Values, byte[]? Palette)
{
    private bool HasAlpha => Samples is 2 or 4;

    /// <summary>Channels of the picture: 1 for grey, 3 for colour, palettes included; alpha is left out.</summary>
    public int Channels => Palette is not null ? 3 : HasAlpha ? Samples - 1 : Samples;

    /// <summary>The picture, channel after channel.</summary>
    public float[] Picture()
    {
        var pixels = Width * Height;
        var result = new float[pixels * Channels];
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var i = 0; i < pixels; i++)
                result[channel * pixels + i] = Palette is null ? Values[i * Samples + channel] : Palette[Values[i] * 3 + channel];
        }
        return result;
    }
}
