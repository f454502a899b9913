using System.Text;

namespace DnasRepro.Reports;

/// <summary>Makes a text fit a limit by leaving out in a fixed order: as little as possible of one kind, and nothing of the next before the one is used up.</summary>
internal static class Fitting
{
    /// <summary>Writes with as much as fits.</summary>
    /// <param name="mostBytes">The limit in bytes of UTF-8, which are never fewer than UTF-16 characters.</param>
    /// <param name="kinds">How many items each kind has, in the order in which they are given up.</param>
    /// <param name="write">Writes with so many items of each kind.</param>
    /// <returns>The text; with nothing of any kind when even that does not fit.</returns>
    public static string Fit(int mostBytes, IReadOnlyList<int> kinds, Func<IReadOnlyList<int>, string> write)
    {
        var kept = kinds.ToArray();
        var text = write(kept);
        for (var kind = 0; kind < kept.Length && !Fits(text); kind++)
        {
            var (least, most) = (0, kept[kind]);
            while (least < most)
            {
                kept[kind] = (least + most) / 2;
                if (Fits(write(kept)))
                    least = kept[kind] + 1;
                else
                    most = kept[kind];
            }
            kept[kind] = Math.Max(0, least - 1);
            text = write(kept);
        }
        return text;

        bool Fits(string written) => Encoding.UTF8.GetByteCount(written) <= mostBytes;
    }
}
