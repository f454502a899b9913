using DnasRepro.Architectures;
using DnasRepro.Results;

namespace DnasRepro.Runs;

/// <summary>What was read of what a run left behind.</summary>
internal sealed record RunReading(IReadOnlyList<FoundArchitecture> Architectures, RunFailure? Failure)
{
    public double? Moved { get; init; }

    public Architecture? Initial { get; init; }

    public FoundArchitecture? Printed { get; init; }

    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    public ProbeResult? Probe { get; init; }

    public IReadOnlyList<NamedTensor> Tables { get; init; } = [];

    public IReadOnlyList<string> Operations { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];
}
