namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Tells a missing file of the repository from a package that is only not known to us.</summary>
internal static class LocalNames
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "data", "dataset", "datasets", "dataloader", "dataloaders", "loader", "util", "utils", "tool", "tools", "model", "models", "modeling", "network", "networks", "net", "nets", "loss", "losses",
        "config", "configs", "cfg", "options", "opts", "lib", "libs", "common", "core", "architect", "architecture", "arch", "search", "operations", "operation", "ops", "genotypes", "genotype", "train", "trainer",
        "training", "layers", "layer", "modules", "module", "mypath", "path", "paths", "settings", "params", "helpers", "helper", "misc", "nas", "darts", "supernet", "cell", "cells", "visualize", "visualise", "metrics",
        "evaluate", "evaluation", "eval", "engine", "solver", "transform", "transforms", "augment", "augmentation", "preproc", "preprocess", "preprocessing", "backbone", "backbones", "decoder", "decoders", "encoder",
        "encoders", "unet", "auto", "my", "parallel", "space", "spaces", "primitives", "decoding", "decode", "block", "blocks", "experiment", "experiments", "main", "test", "val", "image", "images", "seg", "segmentation",
        "new", "base", "build", "parser", "args", "logger", "log", "runner", "schedule", "scheduler", "optim", "optimizers", "optimizer", "criterion", "calculate", "weights", "gumbel", "spiking", "profiling", "latency", "lookup", "table",
    };

    /// <summary>The modules without which a program cannot run because the repository lacks them.</summary>
    public static IReadOnlyList<MissingModule> Lacking(SearchProgram program) => [.. program.Missing.Where(MustBeLocal)];

    /// <summary>
    /// True for what can only be a file of the repository: a relative import, something below a folder that is there, or a module whose
    /// name is made of words such as every project uses for files of its own.
    /// </summary>
    private static bool MustBeLocal(MissingModule missing) =>
        missing.IsLocal || missing.IsCaseOnly || missing.Module.TrimStart('.').Split('.')[0].ToLowerInvariant().Split('_').All(Words.Contains);
}
