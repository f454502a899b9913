using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DnasRepro.Architectures;
using DnasRepro.Facts;
using DnasRepro.Reports;
using DnasRepro.Results;
using static DnasRepro.RerunReport;

namespace DnasRepro;

/// <summary>One run in the form of the report. A run's results are another program's: their sizes are bounded here.</summary>
internal static partial class RerunRows
{
    private const int MostEdges = 1000;
    private const int MostEntries = 100;

    /// <param name="run">The run.</param>
    /// <param name="rerun">The rerun that it belongs to.</param>
    /// <param name="index">Its place among the runs that count; null for one that does not.</param>
    public static RunSummary Run(RunRecord run, RerunFacts rerun, int? index)
    {
        var architecture = run.Architectures is [var first, ..] ? first.Architecture : null;
        return new RunSummary(
            run.Seed,
            Word(run.Status),
            run.Failure is { } failure ? new FailureSummary(Word(failure.Kind), Cut(failure.Message)) : null,
            Cut(run.Command),
            run.ExitCode,
            [.. run.Architectures.Take(MostEntries).Select(Found)],
            run.Printed is { } printed ? Found(printed) : null,
            architecture is null ? [] : Operations(architecture),
            architecture is null ? [] : RerunChoices.Cells(architecture, rerun.Plan.Space),
            architecture is null ? null : Hash(architecture),
            run.Probe?.ParametersSha256,
            Search(run, architecture),
            index is { } at && rerun.Stability is { } report ? Among(report, rerun.Plan.Rules, at) : null,
            [.. run.Metrics.Where(m => double.IsFinite(m.Value)).OrderBy(m => m.Key, StringComparer.Ordinal).Take(MostEntries).Select(m => new MetricValue(Cut(m.Key), m.Value))],
            run.Probe is { } probe ? RerunEpochs.Of(probe.Parameters) : [],
            Conditions(run));
    }

    /// <summary>A hash over an architecture's choices; their order does not matter.</summary>
    public static string Hash(Architecture architecture) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        architecture.Choices.Select(c => $"{c.Cell}\t{c.Node}\t{c.From}\t{c.Operation}").Order(StringComparer.Ordinal)))));

    private static FoundSummary Found(FoundArchitecture found)
    {
        var cells = new List<CellSummary>();
        var room = MostEdges;
        foreach (var cell in found.Architecture.Cells.Take(MostEntries))
        {
            cells.Add(new CellSummary(Cut(cell.Id), [.. cell.Edges.Take(room).Select(e => new ChoiceSummary(e.Node, e.From, Cut(e.Operation)))]));
            room -= Math.Min(room, cell.Edges.Count);
        }
        return new FoundSummary(found.Epoch, found.IsFinal, found.Reader, Timeless(Cut(found.Source)), Word(found.Precision), cells);
    }

    private static OperationCount[] Operations(Architecture architecture) =>
    [
        .. architecture.Cells.SelectMany(c => c.Edges).GroupBy(e => e.Operation, StringComparer.Ordinal).Select(g => new OperationCount(Cut(g.Key), g.Count()))
            .OrderByDescending(o => o.Count).ThenBy(o => o.Operation, StringComparer.Ordinal).Take(MostEntries),
    ];

    private static RunSearchSummary Search(RunRecord run, Architecture? architecture) => new(
        Finite(run.Moved),
        architecture is not null && run.Initial is { } initial ? ArchitectureAgreement.Dice(architecture, initial) : null,
        Finite(run.Probe?.FirstLoss),
        run.Probe?.Steps.Architecture,
        run.Probe?.Steps.Weights,
        run.Probe is { } probe ? [.. probe.Parameters.Where(p => p.IsInWeightOptimizer).Take(MostEntries).Select(p => Cut(p.Final.Name))] : []);

    /// <summary>The lists of recovery begin with the second run.</summary>
    private static RunStabilitySummary Among(Statistics.StabilityReport report, Statistics.StabilityRules rules, int at)
    {
        var worst = At(report.Collapse.ShareOfWorstCell, at);
        return new RunStabilitySummary(
            At(report.Recovery.Values, at - 1), At(report.Recovery.BestMatch, at - 1), At(report.Recovery.Lower, at - 1),
            worst, Finite(report.Collapse.ParameterFreeShare.ElementAtOrDefault(at)), worst >= rules.CollapseShare);
    }

    private static double? At(IReadOnlyList<double> values, int at) => at >= 0 && at < values.Count ? Finite(values[at]) : null;

    private static RunConditions Conditions(RunRecord run) => new(
        run.Probe?.Threads,
        run.Probe is null ? [] : [.. run.Probe.Seeds.Take(MostEntries).Select(s => new SeedingSummary(Cut(s.Call), Cut(s.Value), s.Count))],
        run.Probe is null ? [] : [.. run.Probe.Nondeterminism.Take(MostEntries).Select(s => new SourceSummary(Cut(s.Name), Cut(s.Detail)))],
        [.. run.Compatibility.Take(MostEntries).Select(Cut)],
        run.Probe is null ? [] : [.. run.Probe.Stubs.Take(MostEntries).Select(Cut)],
        [.. run.Contained.Take(MostEntries).Select(Cut)],
        [.. (run.Probe?.Notes ?? []).Concat(run.Notes.Select(Timeless)).Take(MostEntries).Select(Cut)]);

    /// <summary>Programs name folders by the time of day, which would differ from run to run.</summary>
    private static string Timeless(string source) => TimeOfDay().Replace(source, "{time}");

    [GeneratedRegex("[0-9]{4}-?[0-9]{2}-?[0-9]{2}[-_T ]?[0-9]{2}[-_:]?[0-9]{2}[-_:]?[0-9]{2}")]
    private static partial Regex TimeOfDay();
}
