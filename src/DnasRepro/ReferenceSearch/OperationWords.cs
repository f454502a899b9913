using System.Globalization;
using System.Text.RegularExpressions;

namespace DnasRepro.ReferenceSearch;

/// <summary>
/// What an operation's name says: <c>sep_conv_5x5</c>, <c>conv3d_3x3x3</c>, <c>dil_3_conv</c>, <c>MaxPool</c>. Names of searches that halve or double the size
/// within an edge (NAS-Unet's <c>down_conv</c>, <c>up_cweight</c>) mean the same as those without <c>down</c> and <c>up</c>: in a down cell of the
/// reference search every edge from an input halves the size, and an up cell gets its input already doubled.
/// </summary>
/// <param name="Family">What it computes; null when the name is not known.</param>
/// <param name="Kernel">Its window along each axis; empty when the name does not say it.</param>
/// <param name="Dilation">Its dilation; null when the name does not say it.</param>
/// <param name="IsTransposed">Whether it doubles the size by a transposed convolution.</param>
/// <param name="IsShuffled">Whether it shuffles channels.</param>
/// <param name="IsAttentionAlone">Whether it weights channels without a convolution.</param>
internal sealed partial record OperationWords(OperationFamily? Family, IReadOnlyList<int> Kernel, int? Dilation, bool IsTransposed, bool IsShuffled, bool IsAttentionAlone)
{
    private const int LongestName = 80;

    private static readonly HashSet<string> Beside = new(["down", "up", "red", "reduce", "reduction", "nor", "normal", "std", "standard", "vanilla", "regular", "relu", "bn", "op", "connect", "connection", "k", "rate"], StringComparer.Ordinal);

    private static readonly string[] Transposed = ["transconv", "transposedconv", "transposeconv", "convtranspose", "deconv", "upconv"];

    private static readonly string[] Shuffled = ["shuffleconv", "convshuffle"];

    private static readonly string[] AttentionAlone = ["cweight", "cw", "se", "squeezeexcitation", "channelattention"];

    private static readonly Dictionary<string, OperationFamily> Families = Table(
        (OperationFamily.Zero, ["none", "zero", "zeros", "zeroize", "noop", "no", "null", "nothing", "disabled", "off"]),
        (OperationFamily.Skip, ["skip", "skipconnect", "skipconnection", "identity", "iden", "id"]),
        (OperationFamily.Convolution, ["conv", "convolution", "convbn", "reluconvbn", "convbnrelu", "pointwiseconv", "downconv", .. Transposed, .. Shuffled]),
        (OperationFamily.Separable, ["sepconv", "separableconv", "sep", "separable"]),
        (OperationFamily.Dilated, ["dilconv", "dilatedconv", "dil", "dilated", "convdil", "convdilated", "atrousconv", "atrconv", "atrous", "dilsepconv", "sepconvdil"]),
        (OperationFamily.Depthwise, ["depconv", "depthconv", "depthwiseconv", "depthwise", "dwconv", "dw", "dsconv", "depthwiseseparableconv", "dwsepconv"]),
        (OperationFamily.Asymmetric, ["asymconv", "asymmetricconv", "pseudo", "pseudoconv", "convpseudo"]),
        (OperationFamily.SqueezeExcitation, ["seconv", "convse", .. AttentionAlone]),
        (OperationFamily.MaxPooling, ["maxpool", "maxpooling", "max"]),
        (OperationFamily.AveragePooling, ["avgpool", "avgpooling", "averagepool", "averagepooling", "meanpool", "avg"]));

    /// <summary>Reads a name.</summary>
    public static OperationWords Read(string name)
    {
        if (name.Length > LongestName)
            return new OperationWords(null, [], null, false, false, false);
        var text = name.ToLowerInvariant().Replace("pseudo_3d", "pseudo", StringComparison.Ordinal).Replace("pseudo3d", "pseudo", StringComparison.Ordinal).Replace("p3d", "pseudo", StringComparison.Ordinal);
        var (stem, kernel) = ("", new List<int>());
        int? dilation = null;
        var before = "";
        foreach (var part in Part().EnumerateMatches(text))
        {
            var word = text.Substring(part.Index, part.Length);
            if (char.IsAsciiLetter(word[0]))
                stem += Beside.Contains(word) ? "" : word;
            else if (word.Contains('x'))
                kernel.AddRange(word.Split('x').Select(Number));
            else if (word[^1] != 'd' && (before.StartsWith("dil", StringComparison.Ordinal) || before is "atrous" or "rate"))
                dilation = Number(word);
            else if (word[^1] != 'd')
                kernel.Add(Number(word));
            before = word;
        }
        return new OperationWords(Families.TryGetValue(stem, out var family) ? family : null, kernel, dilation, Transposed.Contains(stem), Shuffled.Contains(stem), AttentionAlone.Contains(stem) && !IsResized(text));
    }

    /// <summary>NAS-Unet's channel weights have a convolution where they change the size.</summary>
    private static bool IsResized(string text) => text.StartsWith("down", StringComparison.Ordinal) || text.StartsWith("up", StringComparison.Ordinal);

    private static int Number(string digits) => digits.Length <= 4 ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : 9999;

    private static Dictionary<string, OperationFamily> Table(params ReadOnlySpan<(OperationFamily Family, string[] Stems)> rows)
    {
        var table = new Dictionary<string, OperationFamily>(StringComparer.Ordinal);
        foreach (var (family, stems) in rows)
        {
            foreach (var stem in stems)
                table.Add(stem, family);
        }
        return table;
    }

    [GeneratedRegex("[0-9]+(?:x[0-9]+)+|[123]d(?![a-z])|[0-9]+|[a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
