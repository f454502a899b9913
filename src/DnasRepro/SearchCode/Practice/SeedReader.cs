using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Finds the calls that seed random generators.</summary>
internal static class SeedReader
{
    /// <summary>The call → the library that it seeds, and the name of the argument that takes the seed.</summary>
    private static readonly Dictionary<string, (string Library, string Argument)> Calls = new(StringComparer.Ordinal)
    {
        ["random.seed"] = ("random", "a"),
        ["random.Random"] = ("random", "x"),
        ["numpy.random.seed"] = ("numpy", "seed"),
        ["numpy.random.default_rng"] = ("numpy", "seed"),
        ["numpy.random.RandomState"] = ("numpy", "seed"),
        ["torch.manual_seed"] = ("torch", "seed"),
        ["torch.random.manual_seed"] = ("torch", "seed"),
        ["torch.cuda.manual_seed"] = ("torch.cuda", "seed"),
        ["torch.cuda.manual_seed_all"] = ("torch.cuda", "seed"),
        ["torch.cuda.random.manual_seed"] = ("torch.cuda", "seed"),
        ["torch.cuda.random.manual_seed_all"] = ("torch.cuda", "seed"),
        ["tensorflow.random.set_seed"] = ("tensorflow", "seed"),
        ["tensorflow.random.set_random_seed"] = ("tensorflow", "seed"),
        ["tensorflow.set_random_seed"] = ("tensorflow", "seed"),
        ["tensorflow.compat.v1.set_random_seed"] = ("tensorflow", "seed"),
        ["tensorflow.compat.v1.random.set_random_seed"] = ("tensorflow", "seed"),
        ["tensorflow.keras.utils.set_random_seed"] = ("tensorflow", "seed"),
        ["keras.utils.set_random_seed"] = ("tensorflow", "seed"),
        ["jax.random.PRNGKey"] = ("jax", "seed"),
        ["jax.random.key"] = ("jax", "seed"),
        ["pytorch_lightning.seed_everything"] = ("lightning", "seed"),
        ["pytorch_lightning.utilities.seed.seed_everything"] = ("lightning", "seed"),
        ["lightning.seed_everything"] = ("lightning", "seed"),
        ["lightning.pytorch.seed_everything"] = ("lightning", "seed"),
        ["lightning_fabric.seed_everything"] = ("lightning", "seed"),
        ["monai.utils.set_determinism"] = ("monai", "seed"),
        ["monai.utils.misc.set_determinism"] = ("monai", "seed"),
        ["mmcv.runner.set_random_seed"] = ("other", "seed"),
        ["mmdet.apis.set_random_seed"] = ("other", "seed"),
        ["mmseg.apis.set_random_seed"] = ("other", "seed"),
        ["mmcls.apis.set_random_seed"] = ("other", "seed"),
        ["mmengine.runner.set_random_seed"] = ("other", "seed"),
        ["accelerate.utils.set_seed"] = ("other", "seed"),
        ["transformers.set_seed"] = ("other", "seed"),
        ["fastai.set_seed"] = ("other", "s"),
        ["paddle.seed"] = ("other", "seed"),
        ["paddle.framework.seed"] = ("other", "seed"),
        ["mxnet.random.seed"] = ("other", "seed_state"),
        ["mindspore.set_seed"] = ("other", "seed"),
        ["mindspore.common.set_seed"] = ("other", "seed"),
        ["nnabla.random.prng"] = ("other", "seed"),
        ["nnabla.random.set_parameter_prng"] = ("other", "seed"),
        ["nnabla.set_seed"] = ("other", "seed"),
        ["cupy.random.seed"] = ("other", "seed"),
    };

    private static readonly HashSet<string> Names = [.. Calls.Keys.Select(k => k[(k.LastIndexOf('.') + 1)..]), "train_test_split", "Generator", "KFold", "StratifiedKFold"];

    public static IReadOnlyList<SeedCall> Read(SearchScope scope, ValueReader values)
    {
        var found = new List<SeedCall>();
        foreach (var function in scope.All)
        {
            if (function.Mentions.Overlaps(Names))
            {
                foreach (var call in SyntaxWalk.Calls(function))
                {
                    if (Seed(scope, values, function, call) is { } seed)
                        found.Add(seed);
                }
            }
            if (function.Mentions.Contains("environ"))
                found.AddRange(EnvironmentSettings.In(function).Where(s => s.Name == "PYTHONHASHSEED").Select(s => Made(scope, values, function, "python_hash", s.Value, s.Offset)));
        }
        return [.. found.OrderBy(s => s.Evidence.Location.Path).ThenBy(s => s.Evidence.Location.StartLine)];
    }

    private static SeedCall? Seed(SearchScope scope, ValueReader values, CodeFunction function, CallExpression call)
    {
        if (SyntaxWalk.LastName(call.Function) is not { } name || !Names.Contains(name))
            return null;
        if (LibraryNames.Of(function.File, call.Function) is { } library)
        {
            if (Calls.TryGetValue(library, out var known))
                return Known(scope, values, function, call, known.Library, known.Argument);
            if (library.StartsWith("sklearn.model_selection.", StringComparison.Ordinal) && SyntaxWalk.Argument(call, "random_state") is { } state)
                return Made(scope, values, function, "other", state, call.Start);
            return null;
        }
        // generator.manual_seed(x): a generator of its own, which only what is handed to it uses
        return name == "manual_seed" && call is { Function: AttributeExpression, Arguments: [{ Kind: ArgumentKind.Plain, Value: var value }] }
            ? Made(scope, values, function, "torch", value, call.Start) : null;
    }

    private static SeedCall? Known(SearchScope scope, ValueReader values, CodeFunction function, CallExpression call, string library, string argument)
    {
        var value = SyntaxWalk.Argument(call, argument, 0) ?? SyntaxWalk.Argument(call, "seed");
        if (value is null)
        {
            // a generator without a seed, or seed() from the clock, seeds nothing that a reader could repeat
            return library == "lightning" ? Made(scope, values, function, library, null, call.Start) : null;
        }
        return library == "monai" && value is NameExpression { Name: "None" } ? null : Made(scope, values, function, library, value, call.Start);
    }

    private static SeedCall Made(SearchScope scope, ValueReader values, CodeFunction function, string library, PyExpression? value, int offset)
    {
        var read = value is null ? ReadValue.Unknown : values.Read(function, value);
        var literal = read.IsDrawn || IsWish(read) ? null : read.Whole;
        var text = value is null ? "" : SyntaxWalk.Text(function.File, value);
        return new SeedCall(library, text, literal, read.Option, scope.InSearch(function, offset), function.File.At(offset));
    }

    /// <summary>A negative default of an option is no seed: programs take it as the wish to draw one, and numpy refuses it.</summary>
    private static bool IsWish(ReadValue read) => read is { Option: not null, Number: < 0 };
}
