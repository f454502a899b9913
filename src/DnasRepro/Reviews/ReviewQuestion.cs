namespace DnasRepro.Reviews;

/// <summary>A question that no tool can answer, and what there is to answer it from.</summary>
/// <param name="Group">What it is about.</param>
/// <param name="Text">The question; "yes" is the good answer to each.</param>
/// <param name="Why">What to look at, and why, in one or two sentences.</param>
/// <param name="Facts">What the card says about it: a key, and the keys inside it that matter; none for a plain value.</param>
/// <param name="Checks">The checks that come near it.</param>
internal sealed record ReviewQuestion(string Group, string Text, string Why, IReadOnlyList<(string Key, string[] Inside)> Facts, IReadOnlyList<string> Checks)
{
    private const string Data = "Data";
    private const string Comparison = "Comparison";
    private const string Claims = "Claims";
    private const string Use = "Use in medicine";
    private const string Reuse = "Use by others";

    /// <summary>
    /// The questions, in the order of the form. After the checklists that the card rests on: best practices for NAS (Lindauer and Hutter 2020), CLAIM 2024,
    /// TRIPOD+AI, the MICCAI checklists; and what journals' data editors and artifact committees ask (AEA's replication report, ctuning's checklist).
    /// </summary>
    public static readonly IReadOnlyList<ReviewQuestion> All =
    [
        new(Data, "Is each external test set really independent of the data that the search and the training saw?",
            "Another name is not another source. Look for shared sites, shared patients, a common parent collection, and for any fitting (normalisation, threshold, fine-tuning) on the external data.",
            [("data.external_validation", ["performed", "datasets", "independence", "adaptation"]), ("data.datasets", ["id", "roles", "sites", "n_patients"])],
            ["DNAS1033", "DNAS1034", "DNAS1035", "DNAS1036", "DNAS1037"]),
        new(Data, "Was the test data left alone by everything that chose something?",
            "Search, early stopping, the choice among seeds or genotypes, tuning by hand and the choice of metric all choose. Splits have to be by patient, not by slice.",
            [("search_protocol.test_data_used_in_search", []), ("search_protocol.selection_rule", []), ("search_protocol.selection_metric", []), ("data.disjoint_level", []), ("data.leakage_checks", [])],
            ["DNAS1038", "DNAS1039", "DNAS1040", "DNAS1077", "DNAS2016"]),
        new(Data, "Are the licence and the access rules of each data set kept, and is there consent or approval where people's data are used?",
            "Read the terms of each data set: some forbid derived weights, redistribution or commercial use.",
            [("data.datasets", ["id", "name", "access", "licence", "identifier"])],
            ["DNAS1031", "DNAS4011"]),
        new(Comparison, "Had the baselines the same budget and the same training pipeline?",
            "Compare search, tuning and training time together, not the search alone; the same epochs, augmentation, extras (ensembling, auxiliary heads, test-time augmentation) and selection for all.",
            [("search_protocol", ["gpu_hours_per_search", "gpu_hours_retraining", "gpu_hours_total"]), ("evaluation.same_pipeline_as_baselines", []), ("evaluation.training", ["epochs", "augmentation", "extras"]), ("evaluation.baselines", ["name", "kind", "obtained_by", "value"])],
            ["DNAS1073", "DNAS1074", "DNAS1116", "DNAS1117"]),
        new(Comparison, "Is the random baseline fair, and is the gain over it more than noise?",
            "It has to draw from the same space, with the same training and enough architectures. The gain has to be set against the spread over searches, not over test cases.",
            [("stability.random_baseline", ["performed", "kind", "n_architectures", "same_budget", "same_training", "mean", "sd"]), ("stability.performance_dispersion", ["metric", "mean", "sd", "n_searches"])],
            ["DNAS1087", "DNAS1082", "DNAS1083"]),
        new(Claims, "Do the figures of the card and of the repository match the tables of the paper?",
            "Take the main table. Look for each value in the card, in result files and logs; note each that stands in one place only.",
            [("evaluation.metrics", ["name", "dataset", "partition", "value", "unit", "spread", "n_runs"]), ("stability.runs", ["seed", "genotype", "search_metric", "retrained_metric"])],
            ["DNAS1111", "DNAS1112", "DNAS1113", "DNAS1114", "DNAS1151"]),
        new(Claims, "Does the policy on seeds fit what is claimed?",
            "\"Finds\" and \"robust\" are claims about the search: they need several independent searches, all reported. The best of several runs supports a claim about one network only.",
            [("search_protocol.independent_searches", []), ("search_protocol.seeds", []), ("search_protocol.determinism", []), ("stability.agreement", ["metric", "scope", "value", "n_runs"]), ("evaluation.retraining_runs", [])],
            ["DNAS1071", "DNAS1072", "DNAS1076", "DNAS1081", "DNAS1115", "DNAS2010", "DNAS2011", "DNAS2012", "DNAS3003", "DNAS3005", "DNAS3006"]),
        new(Claims, "Is the network that is evaluated the one that the search found, as the paper draws it?",
            "Compare the figure or table of the paper with the genotype's file; ask what was changed by hand after the search.",
            [("architecture.genotypes", ["id", "selected", "source_file", "seed", "dataset"]), ("evaluation.retraining", [])],
            ["DNAS1106", "DNAS1107", "DNAS1108", "DNAS2019", "DNAS3008", "DNAS3012"]),
        new(Claims, "Are the limits of the study said where readers will see them?",
            "Limitations that stand only in the card or in a supplement are not said.",
            [("statement.limitations", []), ("statement.deviations", []), ("stability.discretisation_gap", ["measured", "supernet_value", "discrete_value"])],
            ["DNAS1088", "DNAS1118"]),
        new(Use, "Do the clinical claims stay within what was tested?",
            "Population, scanners, annotators, and a comparison that a clinic would care about. \"Real time\" needs a device and a method of timing.",
            [("clinical", ["intended_use", "validation_status", "target_device", "latency_ms", "latency_method", "domain_shift_tests", "ethics"]), ("data.external_validation.shift_description", []), ("objectives.terms", ["name", "quantity", "role", "device"])],
            ["DNAS1141", "DNAS1142", "DNAS1143", "DNAS1093", "DNAS1094"]),
        new(Use, "Do the metrics and the reference annotations fit the question?",
            "Overlap hides small lesions, a pooled mean hides bad cases; a network cannot be better than annotators agree.",
            [("evaluation.metrics", ["name", "dataset", "partition", "structure", "aggregation"]), ("data.datasets", ["id", "reference_standard", "annotators", "rater_variability"]), ("evaluation.metric_rationale", [])],
            ["DNAS1114"]),
        new(Reuse, "Could you follow the instructions, as far as you tried?",
            "Say what you ran, for how long, and where you had to guess. Nothing tried is \"cannot tell\".",
            [("artefacts.entry_points", ["search", "retrain", "evaluate"]), ("artefacts.environment", ["kind", "path", "pinned"]), ("artefacts.archive_doi", [])],
            ["DNAS1123", "DNAS2007", "DNAS2008", "DNAS2009", "DNAS3001", "DNAS4003", "DNAS4006", "DNAS4008"]),
    ];
}
