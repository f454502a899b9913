using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>Libraries that propose values, have them measured and keep the best: tuners and evolutionary optimisers.</summary>
internal static class Optimisers
{
    private static readonly HashSet<string> Packages = new(StringComparer.Ordinal)
    {
        "keras_tuner", "kerastuner", "smac", "optuna", "hyperopt", "autokeras", "hpbandster", "neps", "bayes_opt", "skopt", "nni", "pymoo", "pymop", "mealpy", "pygad", "nevergrad", "geatpy", "pyswarm", "pyswarms", "cma", "cmaes",
        "GPyOpt", "dragonfly", "syne_tune", "ax", "botorch", "platypus", "ConfigSpace", "openbox", "flaml",
    };

    private static readonly HashSet<string> Values = new(StringComparer.Ordinal)
    {
        "Int", "Choice", "Boolean", "suggest_int", "suggest_categorical", "suggest_discrete_uniform", "get_next_parameter", "ask", "quniform", "qrandint",
        "CategoricalHyperparameter", "UniformIntegerHyperparameter", "OrdinalHyperparameter", "CategoricalParameter", "IntegerParameter", "CFGArchitectureParameter", "Categorical", "Integer",
    };

    private static readonly HashSet<string> Starts = new(StringComparer.Ordinal)
    {
        "search", "optimize", "fmin", "run", "solve", "minimize", "gp_minimize", "forest_minimize", "maximize", "differential_evolution", "tell", "get_next_parameter", "SMAC", "SMAC4HPO", "SMAC4MF", "HyperbandFacade", "fit",
    };

    /// <summary>True for the import of such a library.</summary>
    public static bool IsPackage(string module, string? name)
    {
        var top = module.Split('.')[0];
        return Packages.Contains(top) || (top == "ray" && (module.StartsWith("ray.tune", StringComparison.Ordinal) || name == "tune")) || (module == "scipy.optimize" && name is "differential_evolution" or "dual_annealing");
    }

    /// <summary>True for a call that gives a value to try.</summary>
    public static bool IsValue(string name) => Values.Contains(name);

    /// <summary>True for a call that starts a library's search.</summary>
    public static bool IsStart(string name) => Starts.Contains(name);

    /// <summary>True for the method that a library's optimiser calls with the candidates, by the library's contract.</summary>
    public static bool IsObjective(CodeFunction function) => function.Owner is not null && function.Name is "_evaluate" or "obj_func" or "evalVars" or "aimFunc";
}
