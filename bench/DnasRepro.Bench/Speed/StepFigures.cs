using System.Text.Json;
using System.Text.Json.Serialization;

namespace DnasRepro.Bench.Speed;

/// <summary>What a child process tells of its steps, under the names that the PyTorch baseline uses.</summary>
internal sealed record StepFigures
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    [JsonPropertyName("weights")]
    public required int Weights { get; init; }

    [JsonPropertyName("alphas")]
    public required int ArchitectureParameters { get; init; }

    [JsonPropertyName("sec_per_step_median")]
    public required double Seconds { get; init; }

    [JsonPropertyName("sec_per_step_min")]
    public required double LeastSeconds { get; init; }

    [JsonPropertyName("sec_per_step_p90")]
    public required double SlowSeconds { get; init; }

    [JsonPropertyName("cpu_sec_per_step_median")]
    public required double CpuSeconds { get; init; }

    /// <summary>The largest resident set of the process, in MiB.</summary>
    [JsonPropertyName("rss_peak_mb")]
    public required double PeakMegabytes { get; init; }

    [JsonPropertyName("first_loss")]
    public required double FirstLoss { get; init; }

    [JsonPropertyName("last_loss")]
    public required double LastLoss { get; init; }

    /// <summary>The version of PyTorch, or of libtorch.</summary>
    [JsonPropertyName("torch")]
    public required string Torch { get; init; }

    /// <summary>The library of linear algebra; the baseline does not tell it.</summary>
    [JsonPropertyName("blas")]
    public string? Blas { get; init; }

    /// <summary>The fastest product of two large matrices in the same process, in 10⁹ operations a second; where it was asked for.</summary>
    [JsonPropertyName("peak_gflops")]
    public double? PeakGigaflops { get; init; }

    public static StepFigures Read(string json) => JsonSerializer.Deserialize<StepFigures>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this, Indented);
}
