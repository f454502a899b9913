using DnasRepro.Findings;

namespace DnasRepro.Checks.RerunRules;

/// <summary>What a rerun showed. Without one the answer is "not determined", never "fine".</summary>
internal static class RerunChecks
{
    private const string Seeds = "Lindauer & Hutter 2020, practice 9; Li & Talwalkar 2019";
    private const string Exact = "Li & Talwalkar 2019, exact reproducibility";
    private const string Found = "found: reruns of published searches";

    public static readonly ICheck[] All =
    [
        new FactCheck(
            new("DNAS3001", "search-does-not-run", "The search does not run", Severity.Warning, "ACM badging v1.1, Artifacts Evaluated - Functional"),
            "A search that nobody but its authors has run may need something that the repository lacks. The check is met when the smoke recipe, or one run of the search, ends with exit code 0 in the environment that the report states.",
            "See the last lines of the output in the report; add what is missing to the requirements or the instructions, or correct the recipe.", RerunStart.DoesNotRun),
        new FactCheck(
            new("DNAS3002", "result-not-repeated", "The declared results were not met by a rerun", Severity.Error, "ACM badging v1.1, Results Reproduced"),
            "Numbers that a rerun meets within their tolerance are numbers that a reader can build on.",
            "Correct the recipe, its expected values or their tolerances; or find out what differs from the environment of the study.", RerunStart.NotRepeated),
        new FactCheck(
            new("DNAS3003", "search-not-stable", "The search was not shown to be stable over seeds", Severity.Error, Seeds),
            "A search that finds something else with every seed says little about the architecture that it found. Unstable is an error, but a warning where the runs were too short to decide most edges, or where the recipe was only proposed by this tool; inconclusive is no fault of the search but a limit of what so few runs can show, and only noted.",
            "Report the architectures of all seeds and how alike they are, choose by a rule that is stated, and let the search run longer or regularise it; for an inconclusive verdict, plan more seeds before the first run.", RerunStability.NotStable),
        new FactCheck(
            new("DNAS3004", "architecture-parameters-did-not-move", "The architecture parameters did not move", Severity.Warning, Found),
            "A run that ends before its warm-up leaves the random start. The architecture read off it is that of the start, and the agreement of such runs says nothing about the search.",
            "Give the run more epochs than the warm-up, or shorten the warm-up in the recipe, and state the least number of epochs as min_epochs.", RerunSearch.DidNotMove),
        new FactCheck(
            new("DNAS3005", "same-seed-not-repeatable", "The same seed gave something else", Severity.Warning, Exact),
            "When one seed, run twice on the same machine, finds two architectures, a part of the difference between seeds is chance that no seed controls, and no published run can be repeated exactly.",
            "Seed every generator, sort directory listings, fix the number of threads, and use deterministic kernels.", RerunSearch.NotRepeatable),
        new FactCheck(
            new("DNAS3006", "seed-has-no-effect", "The seed has no effect", Severity.Warning, Seeds),
            "Runs that differ only in a seed that nothing reads are one run. Their perfect agreement would be taken for stability.",
            "Pass the seed to the generators of the search, or correct how the recipe passes it.", RerunSearch.SeedIneffective),
        new FactCheck(
            new("DNAS3007", "search-collapsed", "The search collapsed to skips or to nothing", Severity.Warning, "Zela et al. 2020; Chu et al. 2021 (DARTS-)"),
            "Cells that are mostly skip connections or empty are the known failure of differentiable search. Collapsed searches agree very well, so agreement must never be read without this.",
            "Look at the counts of each run; regularise the search, stop it earlier, or report the collapse.", RerunStability.Collapsed),
        new FactCheck(
            new("DNAS3008", "printed-architecture-stale", "The architecture that is given out is not the final one", Severity.Warning, Found),
            "Many searches print the architecture before the last epoch is trained. Who copies it from the log uses the architecture of an earlier epoch.",
            "Print or save the architecture once more after the last epoch; in the recipe, say by epoch_offset to which epoch the output belongs.", RerunSearch.Stale),
        new FactCheck(
            new("DNAS3009", "run-failed", "A run failed", Severity.Warning, "Lindauer & Hutter 2020, practice 9"),
            "A run that fails counts as one that finds nothing again; it is never dropped or replaced in silence, for that would choose the seeds after the fact.",
            "See the last lines of its output; make the search robust against it, raise the limit that it met, or report how often it fails.", RerunStart.Failed),
        new FactCheck(
            new("DNAS3010", "unseeded-randomness", "The search drew on randomness that no seed controls", Severity.Warning, Exact),
            "An unseeded generator, an unsorted directory listing or kernels chosen by their speed make two runs with the same seed differ.",
            "Seed Python's random, NumPy and the framework, sort listings, and set cudnn.benchmark to False for runs that are to be repeated.", RerunSearch.Unseeded),
        new FactCheck(
            new("DNAS3011", "weight-optimiser-moves-architecture", "The weights' optimiser also holds the architecture parameters", Severity.Warning, "Liu, Simonyan & Yang 2019 (DARTS), section 2"),
            "Seen in the running program: the architecture parameters then also move on the training data, with the weights' decay, and before any warm-up ends.",
            "Give the weights' optimiser all parameters but those of the architecture.", RerunSearch.WeightOptimiser),
        new FactCheck(
            new("DNAS3012", "claimed-architecture-not-found", "No run found the architecture that the card claims", Severity.Warning, "ACM badging v1.1, Results Reproduced"),
            "Asked only where the recipe says how a found architecture is compared with the card's and from which value on it counts. A shorter search than the study's is not expected to find the same.",
            "Run the recipe with the budget of the study; or state in the card which seed gave the architecture and how it was chosen.", RerunStability.ClaimNotFound),
        new FactCheck(
            new("DNAS3013", "undecided-architecture", "The architecture parameters are undecided", Severity.Warning, "this project; Tian et al. 2020 (discretisation-aware search)"),
            "Where the two best candidates differ by next to nothing, the architecture is read off the initial values or the order of the operations rather than off the search.",
            "Let the search run longer, or raise the learning rate of the architecture parameters; report the margins.", RerunStability.Undecided),
        new FactCheck(
            new("DNAS3014", "rerun-needed-changes", "The rerun needed changes to the code or its surroundings", Severity.Info, "ACM badging v1.1, Artifacts Evaluated - Functional"),
            "What was changed so that the search runs here is part of what was run, and is listed in full.",
            "Nothing need be done for the rerun; a reader is helped by code that runs with current versions, or by an environment that holds the old ones.", RerunStart.NeededChanges),
        new FactCheck(
            new("DNAS3015", "sandbox-contained", "The program reached for what it was not given", Severity.Warning, "this project"),
            "The rerun ran apart from the machine. What it reached for and did not get may be harmless, such as a download of data, but a reader who runs it without such walls should know.",
            "Say in the README what the program needs from outside, and leave it out where it is not needed.", RerunStart.Contained),
    ];
}
