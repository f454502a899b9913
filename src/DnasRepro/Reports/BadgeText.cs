namespace DnasRepro.Reports;

/// <summary>How wide a text is in Verdana, whose widths DejaVu Sans shares nearly: what a badge is drawn in.</summary>
internal static class BadgeText
{
    /// <summary>The font's size in pixels.</summary>
    private const double Size = 11;

    /// <summary>Widths of the characters from space to <c>~</c>, in thousandths of the font's size.</summary>
    private static readonly int[] Widths =
    [
        352, 394, 459, 818, 636, 1076, 727, 269, 454, 454, 636, 818, 364, 454, 364, 454, // space to /
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 454, 454, 818, 818, 818, 545, // 0 to ?
        1000, 684, 686, 698, 771, 632, 575, 775, 751, 421, 455, 693, 557, 843, 748, 787, // @ to O
        603, 787, 695, 684, 616, 732, 684, 989, 685, 615, 685, 454, 454, 454, 818, 636, // P to _
        636, 601, 623, 521, 623, 596, 352, 623, 633, 274, 344, 592, 274, 973, 633, 607, // ` to o
        623, 623, 427, 521, 394, 633, 592, 818, 592, 592, 525, 635, 454, 635, 818, // p to ~
    ];

    /// <summary>The width in whole pixels, rounded up.</summary>
    public static int Width(string text) => (int)Math.Ceiling(text.EnumerateRunes().Sum(r => r.Value switch
    {
        >= ' ' and <= '~' => Widths[r.Value - ' '],
        '·' => 364,
        '…' => 818,
        // The widest letters of other scripts fill the square.
        _ => 1000,
    }) * Size / 1000);

    /// <summary>Shortens a text; never splits a surrogate pair.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
