using DnasRepro.Findings;

namespace DnasRepro.Checks.SearchRules;

/// <summary>Whether the search is in the code, whether it can be started, and how it is written.</summary>
internal static class SearchChecks
{
    private const string Release = "the review's figure on code release; Lindauer & Hutter 2020, practices 1 to 3";
    private const string Seeds = "Lindauer & Hutter 2020, practice 9; Li & Talwalkar 2019";
    private const string Method = "Liu, Simonyan & Yang 2019 (DARTS), section 2";

    public static readonly ICheck[] All =
    [
        new FactCheck(
            new("DNAS2001", "search-withheld", "A search is described, and the code holds none", Severity.Warning, Release),
            "The found network alone lets a reader repeat the last step of a study. Whether the search finds such a network again can only be seen with the search.",
            "Add the search: its supernet, the update of the architecture parameters and the program that runs them; or say in README and card that only the found network is released.", SearchPresence.Withheld),
        new FactCheck(
            new("DNAS2002", "search-incomplete", "The search is only partly there", Severity.Warning, Release),
            "A search is complete when a program reaches the relaxed choice and the update of its parameters, an architecture is read off them, and every module that it imports is there.",
            "Add the part that is missing; the report's table of parts shows what was found and what was not.", SearchPresence.Incomplete),
        new FactCheck(
            new("DNAS2003", "weight-optimiser-holds-architecture", "The weights' optimiser also trains the architecture parameters", Severity.Warning, Method),
            "Where another optimiser is meant for them, the architecture parameters then move with every step of the weights too: on the training data, with weight decay, and before any warm-up ends.",
            "Give the weights' optimiser all parameters but those of the architecture.", SearchSlips.WeightOptimiser),
        new FactCheck(
            new("DNAS2004", "second-order-scaling", "The second-order term is multiplied where it should be divided", Severity.Warning, "Liu, Simonyan & Yang 2019 (DARTS), equation 8"),
            "(p - n) / 2. * eps is ((p - n) / 2.) * eps. The finite difference divides by 2 eps, so the term is smaller by the square of eps, and the search is of first order in effect.",
            "Write (p - n) / (2 * eps).", SearchSlips.Scaling),
        new FactCheck(
            new("DNAS2005", "supernet-without-update", "Nothing trains the architecture parameters", Severity.Warning, Method),
            "A relaxed choice whose parameters never change weights its candidates, but searches nothing.",
            "Add the step that changes the architecture parameters, with its optimiser.", SearchPresence.NoUpdate),
        new FactCheck(
            new("DNAS2006", "no-discretisation", "No code reads an architecture off the parameters", Severity.Warning, Method),
            "The result of a search is an architecture. How it is read off the parameters decides which one it is.",
            "Add the function that turns the architecture parameters into an architecture.", SearchPresence.NoDiscretisation),
        new FactCheck(
            new("DNAS2007", "search-cannot-start", "The search imports what is not there", Severity.Warning, "REFORMS item 2d; ACM badging v1.1, Artifacts Evaluated"),
            "A program whose import fails ends before its first step.",
            "Add the missing file, correct the import, or name the package among the requirements.", SearchStart.CannotStart),
        new FactCheck(
            new("DNAS2008", "search-command-does-not-search", "A documented search command starts a program that does not search", Severity.Warning, "REFORMS item 2d; ML Code Completeness item 2"),
            "A reader who follows the document trains a network and believes that it was a search.",
            "Name the program that runs the search.", SearchStart.CommandDoesNotSearch),
        new FactCheck(
            new("DNAS2009", "command-does-not-fit-program", "A command does not fit its program", Severity.Warning, "REFORMS item 2d"),
            "A command with an option that its program does not have, or a script that names a file which is not there, ends with an error message. Files that documents tell to run are looked at by documented-file-missing.",
            "Correct the command, or add the option or file.", SearchStart.CommandDoesNotFit),
        new FactCheck(
            new("DNAS2010", "seed-not-set", "The search sets no seed", Severity.Warning, Seeds),
            "Without a seed no two runs start alike, and what a second run finds cannot be compared with what was reported.",
            "Seed Python, NumPy and the framework at the start of the search, from an option such as --seed.", SearchSeeds.NotSet),
        new FactCheck(
            new("DNAS2011", "seed-fixed", "The seed of the search can only be changed in the code", Severity.Info, Seeds),
            "Whether a search is stable is seen by running it with several seeds; each then needs a change of the code.",
            "Make the seed an option.", SearchSeeds.Fixed),
        new FactCheck(
            new("DNAS2012", "determinism-switched-off", "The search switches determinism off", Severity.Info, "Li & Talwalkar 2019, exact reproducibility"),
            "cudnn.benchmark lets the library choose its kernels by their speed of the moment, so the same seed can give other numbers. That is common and quick; it only bounds what a seed promises. Where a card claims determinism, card-proto-determinism compares.",
            "For runs that are to be repeated exactly, set cudnn.deterministic to True and cudnn.benchmark to False.", SearchSeeds.DeterminismOff),
        new FactCheck(
            new("DNAS2013", "architecture-printed-before-training", "The architecture is given out before the epoch trains it", Severity.Warning, "found: reruns of published searches"),
            "What is printed last is then the architecture of the last epoch but one. The final one is never given out, and it often differs.",
            "Print or save the architecture at the end of the epoch, or once more after the last.", SearchSchedule.PrintedBeforeTraining),
        new FactCheck(
            new("DNAS2014", "architecture-frozen-longer-than-run", "The architecture parameters do not move in the first epochs", Severity.Info, "found: reruns of published searches"),
            "A run that is no longer than the frozen epochs gives out the architecture that it started with. As a default that is a fault; for a short trial run it is good to know.",
            "Run longer than the frozen epochs, or make their number an option.", SearchSchedule.Frozen),
        new FactCheck(
            new("DNAS2015", "resource-term-absent", "The card puts a resource into the objective, and the loss of the search has none", Severity.Warning, "the review's figure on multi-objective search"),
            "A latency or memory that is measured afterwards does not steer the search.",
            "Point to the term in the loss, or correct objectives.terms in the card.", SearchObjective.ResourceTermAbsent),
        new FactCheck(
            new("DNAS2016", "search-uses-test-data", "The search reads the test data", Severity.Warning, "REFORMS item 3b; CLAIM 2024, partitions"),
            "An architecture that was chosen on the test data has seen them: their score is no longer a test.",
            "Split the training data for the architecture's step and validation, and keep the test data for the end.", SearchObjective.TestData),
        new FactCheck(
            new("DNAS2017", "undeclared-option", "An option is read that the command line does not have", Severity.Warning, "this project: the program fails there"),
            "Reading it ends the program with an AttributeError, often after hours of training.",
            "Declare the option, or correct its name.", SearchStart.UndeclaredOption),
        new FactCheck(
            new("DNAS2018", "retraining-missing", "No program was found that trains a found architecture", Severity.Info, Release),
            "A study's numbers come from the found network trained from scratch; the recipe of that training matters as much as the search.",
            "Add the program that trains the found architecture, or say in the README which one it is.", SearchPresence.NoRetraining),
        new FactCheck(
            new("DNAS2019", "found-architecture-not-stored", "No found architecture is stored", Severity.Info, Release),
            "With the architecture as data a reader can retrain it without the search, and compare what a search of their own finds.",
            "Store the architecture that the search found, as code or as a file.", SearchPresence.NotStored),
        new FactCheck(
            new("DNAS2020", "search-not-differentiable", "The search is by other means than gradients", Severity.Info, "this project: its checks are about differentiable searches"),
            "Evolution, reinforcement learning or sampling are searches as good as any; checks of gradients have no meaning for them.",
            "Nothing need be mended, unless README or card call the search differentiable.", SearchPresence.NotDifferentiable),
    ];
}
