using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Finds the switches that make a program more or less deterministic, and which way they are thrown.</summary>
internal static class DeterminismReader
{
    private static readonly HashSet<string> Names =
    [
        "deterministic", "benchmark", "enabled", "use_deterministic_algorithms", "set_deterministic", "enable_op_determinism", "set_determinism", "environ", "putenv", "Trainer",
        "cudnn_deterministic", "cudnn_benchmark",
    ];

    public static IReadOnlyList<DeterminismSwitch> Read(SearchScope scope)
    {
        var found = new List<DeterminismSwitch>();
        foreach (var function in scope.All.Where(f => f.Mentions.Overlaps(Names)))
        {
            foreach (var statement in SyntaxWalk.Statements(function))
            {
                if (statement is AssignStatement assign)
                    Assigned(function, assign, Add);
                foreach (var call in SyntaxWalk.Expressions(statement).OfType<CallExpression>())
                    Called(function, call, Add);
            }
            foreach (var (name, value, offset) in EnvironmentSettings.In(function))
                Environment(name, value, offset, Add);

            void Add(string name, bool? isOn, int offset) =>
                found.Add(new DeterminismSwitch(name, isOn, scope.InSearch(function, offset), function.File.At(offset)));
        }
        return [.. found.OrderBy(s => s.Evidence.Location.Path).ThenBy(s => s.Evidence.Location.StartLine)];
    }

    private delegate void Sink(string name, bool? isOn, int offset);

    private static void Assigned(CodeFunction function, AssignStatement assign, Sink add)
    {
        foreach (var target in assign.Targets.OfType<AttributeExpression>())
        {
            if (target.Name is not ("deterministic" or "benchmark" or "enabled") || !IsCudnn(function.File, target.Value) || assign.Value is null)
                continue;
            var value = Truth(assign.Value);
            if (target.Name == "deterministic")
                add("cudnn.deterministic", value, assign.Start);
            else if (target.Name == "benchmark")
                add("cudnn.benchmark", !value, assign.Start);
            else if (value == false)
                add("cudnn.enabled", true, assign.Start);
        }
    }

    private static bool IsCudnn(CodeFile file, PyExpression owner) =>
        LibraryNames.Of(file, owner) is { } name ? name.EndsWith("backends.cudnn", StringComparison.Ordinal) : SyntaxWalk.LastName(owner) == "cudnn";

    private static void Called(CodeFunction function, CallExpression call, Sink add)
    {
        if (SyntaxWalk.LastName(call.Function) is not { } name || !Names.Contains(name))
            return;
        switch (LibraryNames.Of(function.File, call.Function))
        {
            case "torch.use_deterministic_algorithms" or "torch.set_deterministic":
                add("use_deterministic_algorithms", SyntaxWalk.Argument(call, "mode", 0) is { } mode ? Truth(mode) : null, call.Start);
                break;
            case "tensorflow.config.experimental.enable_op_determinism":
                add("enable_op_determinism", true, call.Start);
                break;
            case { } monai when monai.StartsWith("monai.", StringComparison.Ordinal) && name == "set_determinism":
                var seed = SyntaxWalk.Argument(call, "seed", 0);
                add("set_determinism", seed is null or not NameExpression { Name: "None" }, call.Start);
                break;
            case { } trainer when name == "Trainer" && trainer.Contains("lightning", StringComparison.Ordinal):
                if (SyntaxWalk.Argument(call, "deterministic") is { } wanted)
                    add("Trainer.deterministic", wanted is StringExpression ? true : Truth(wanted), wanted.Start);
                if (SyntaxWalk.Argument(call, "benchmark") is { } quick)
                    add("Trainer.benchmark", !Truth(quick), quick.Start);
                break;
        }
    }

    private static void Environment(string name, PyExpression value, int offset, Sink add)
    {
        bool? isOn = name switch
        {
            "TF_DETERMINISTIC_OPS" or "TF_CUDNN_DETERMINISTIC" or "FLAGS_cudnn_deterministic" => value is StringExpression on ? on.Value is not ("0" or "" or "false" or "False") : null,
            "CUBLAS_WORKSPACE_CONFIG" => value is StringExpression size ? size.Value is ":4096:8" or ":16:8" : null,
            "PYTHONHASHSEED" => value is StringExpression seed ? seed.Value != "random" : value is CallExpression ? true : null,
            _ => null,
        };
        if (name is "TF_DETERMINISTIC_OPS" or "TF_CUDNN_DETERMINISTIC" or "FLAGS_cudnn_deterministic" or "CUBLAS_WORKSPACE_CONFIG" or "PYTHONHASHSEED")
            add(name, isOn, offset);
    }

    private static bool? Truth(PyExpression value) => value switch
    {
        NameExpression { Name: "True" } => true,
        NameExpression { Name: "False" } => false,
        NumberExpression number => number.Text != "0",
        _ => null,
    };
}
