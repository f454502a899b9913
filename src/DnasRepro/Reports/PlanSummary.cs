namespace DnasRepro.Reports;

/// <summary>What was fixed before the first run.</summary>
/// <param name="Sha256">The hash of the plan.</param>
/// <param name="Seeds">The seeds in their order.</param>
/// <param name="Stop">decided or hopeless.</param>
/// <param name="Rules">The settings of the verdict.</param>
/// <param name="Space">The search space; null when it could not be told.</param>
/// <param name="SpaceOrigin">Where the space comes from, in words.</param>
/// <param name="Prospects">What K runs can show at all in this space; null without a space.</param>
public sealed record PlanSummary(string Sha256, IReadOnlyList<long> Seeds, string Stop, RulesSummary Rules, SpaceSummary? Space, string? SpaceOrigin, ProspectsSummary? Prospects);

/// <summary>The settings of the verdict. See docs/stability.md.</summary>
/// <param name="Alpha">The error rate of each side.</param>
/// <param name="ThresholdShare">How much of what chance does not explain a stable search has to find again.</param>
/// <param name="CollapseShare">From which share of skips and empty slots in a cell a run counts as collapsed.</param>
/// <param name="CollapsedRunShare">From which share of collapsed runs the search counts as collapsed.</param>
/// <param name="DecidedMargin">From which difference of the two largest logits an edge counts as decided.</param>
/// <param name="DecidedShare">The share of edges that have to be decided.</param>
/// <param name="MaximumSeeds">K_max.</param>
/// <param name="LeastForUnstable">With fewer seeds the verdict is never unstable.</param>
public sealed record RulesSummary(
    double Alpha, double ThresholdShare, double CollapseShare, double CollapsedRunShare, double DecidedMargin, double DecidedShare, int MaximumSeeds, int LeastForUnstable);

/// <summary>A search space.</summary>
public sealed record SpaceSummary(string Name, bool IsPath, IReadOnlyList<SpaceCellSummary> Cells);

/// <summary>A cell of a search space.</summary>
/// <param name="PerSite">How many edges are kept at each decision site; null when that differs from run to run.</param>
public sealed record SpaceCellSummary(string Id, int Inputs, int Nodes, int Edges, IReadOnlyList<string> Operations, int? PerSite, int Slots);

/// <summary>What K runs can show at all.</summary>
/// <param name="StableAt">How many seeds stable needs if every run recovers 1, 0.95, 0.90, 0.80; null when never.</param>
/// <param name="UnstableAt">How many seeds unstable needs at least.</param>
/// <param name="DataLimitUnstable">From how many seeds on unrelated results are evidence at all.</param>
/// <param name="IsCertifiable">False when even a recovery of 0.9 cannot be called stable within K_max.</param>
public sealed record ProspectsSummary(double Chance, double Threshold, IReadOnlyList<int?> StableAt, int UnstableAt, int DataLimitUnstable, bool IsCertifiable);

/// <summary>How a program of the repository was run.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Purpose">smoke, search, retrain, evaluate or full_pipeline.</param>
/// <param name="Command">The command with its placeholders.</param>
/// <param name="WorkingDirectory">The folder in which it starts; empty for the root.</param>
/// <param name="SeedPassing">argument, configuration, environment, inject or none.</param>
/// <param name="Epochs">How many epochs it was given; null when the recipe does not say.</param>
/// <param name="MinimumEpochs">With fewer epochs nothing is searched; null when not stated.</param>
/// <param name="MinimumReason">Why; null when not stated.</param>
/// <param name="Threads">Threads of one run.</param>
/// <param name="TimeoutSeconds">How long one run may take.</param>
/// <param name="Image">A container image, or null.</param>
/// <param name="Origin">card, file, command_line, proposed or reference.</param>
/// <param name="Place">Where it was stated, or null.</param>
/// <param name="Changes">What it changes in the private copy: patches, files, stubs, places of data.</param>
public sealed record RecipeSummary(
    string Id,
    string Purpose,
    string Command,
    string WorkingDirectory,
    string SeedPassing,
    int? Epochs,
    int? MinimumEpochs,
    string? MinimumReason,
    int Threads,
    double TimeoutSeconds,
    string? Image,
    string Origin,
    ReportEvidence? Place,
    IReadOnlyList<string> Changes);

/// <summary>Where a rerun ran.</summary>
/// <param name="Isolation">bubblewrap, docker, podman, apptainer or none.</param>
/// <param name="IsolationReason">Why that one.</param>
/// <param name="Limits">Which limits held and by what.</param>
/// <param name="Python">The interpreter's version, or null.</param>
/// <param name="Packages">Versions of the packages that matter.</param>
/// <param name="Sha256">A hash over interpreter and packages.</param>
/// <param name="Clean">True when it was built from the repository's declared file in a container.</param>
public sealed record RerunEnvironmentSummary(
    string Isolation, string IsolationReason, IReadOnlyList<string> Limits, string? Python, IReadOnlyList<PackageSummary> Packages, string Sha256, bool Clean);

/// <summary>A package with its version.</summary>
public sealed record PackageSummary(string Name, string Version);
