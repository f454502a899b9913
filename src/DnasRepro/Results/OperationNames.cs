using System.Globalization;

namespace DnasRepro.Results;

/// <summary>
/// What the names of operations are known to mean. Names stay as the program writes them; this table only says which of them
/// pass nothing on, pass their input on, or have no weights. A name that is not in it counts as having weights.
/// </summary>
public static class OperationNames
{
    /// <summary>DARTS, NAS-Unet, NAS-Bench-201, PC-DARTS, GDAS and others write these for an edge that is not there.</summary>
    private static readonly HashSet<string> None = new(StringComparer.OrdinalIgnoreCase) { "none", "zero", "zeroize", "noop", "no_op", "null", "no_connection", "disabled", "off" };

    private static readonly HashSet<string> Skip = new(StringComparer.OrdinalIgnoreCase) { "skip", "skip_connect", "skip_connection", "skipconnect", "identity", "id", "iden" };

    /// <summary>What poolings without weights begin with; an upsampling by interpolation has none either.</summary>
    private static readonly string[] FreeBeginnings = ["max_pool", "avg_pool", "maxpool", "avgpool", "adaptive_avg_pool", "global_avg_pool", "median_pool"];

    private static readonly HashSet<string> Free = new(StringComparer.OrdinalIgnoreCase) { "noise", "upsample", "bilinear", "nearest", "interpolate", "max", "avg", "lin_down", "flip" };

    /// <summary>True when the operation passes nothing on.</summary>
    public static bool IsNone(string name) => None.Contains(name);

    /// <summary>True when the operation passes its input on as it is.</summary>
    public static bool IsSkip(string name) => Skip.Contains(name);

    /// <summary>True when the operation has no trainable weights, as far as its name tells.</summary>
    public static bool IsParameterFree(string name) => IsSkip(name) || Free.Contains(name) || FreeBeginnings.Any(b => name.StartsWith(b, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when nothing is known of the name, nor does it speak of a layer with weights.</summary>
    public static bool IsUnknown(string name) =>
        !IsNone(name) && !IsParameterFree(name) && !Weighted.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>What stands for an operation of which only the index is known.</summary>
    public static string OfIndex(int index) => "operation_" + index.ToString(CultureInfo.InvariantCulture);

    private static readonly string[] Weighted = ["conv", "linear", "attention", "weight", "bottleneck", "residual", "mbconv", "inverted", "dense", "_se", "se_", "transformer", "deform"];
}
