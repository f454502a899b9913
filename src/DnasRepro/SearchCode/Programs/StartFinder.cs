using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Tells whether a file can be started: by a main guard, or because its top-level code does work.</summary>
internal static class StartFinder
{
    /// <summary>Calls at the top of a file that only prepare: they make no program of it.</summary>
    private static readonly HashSet<string> Preparing = new(StringComparer.Ordinal)
    {
        "add_argument", "append", "extend", "insert", "update", "add", "setdefault", "pop", "register", "register_module", "filterwarnings", "simplefilter", "disable_warnings",
        "seed", "manual_seed", "manual_seed_all", "set_seed", "set_random_seed", "basicConfig", "setLevel", "addHandler", "setFormatter", "getLogger", "disable", "use",
        "set_printoptions", "set_option", "setrecursionlimit", "set_start_method", "set_sharing_strategy", "makedirs", "mkdir", "chdir", "putenv", "init_printing",
        "set_default_tensor_type", "set_default_dtype", "set_num_threads", "set_device", "set_memory_growth", "set_visible_devices", "set_detect_anomaly", "set_defaults",
        "add_subparsers", "parse_args", "parse_known_args", "setattr", "globals", "DEFINE_string", "DEFINE_integer", "DEFINE_float", "DEFINE_bool", "DEFINE_boolean",
        "disable_eager_execution", "enable_eager_execution", "set_verbosity", "load_ipython_extension", "setup", "namedtuple", "check_requirements", "require_version",
        "lazy_register", "absolute_import", "freeze", "merge_from_file", "merge_from_list", "install", "insert_path", "patch_all", "set_cache_dir", "load_dotenv", "add_path",
        "set_image_data_format", "switch_backend", "set_style", "set_theme", "register_all", "_register", "mark_flag_as_required", "set_trace", "reload", "setdefaultencoding", "skip", "importorskip", "synchronize",
    };

    /// <summary>The program of a file; null when starting it would do nothing of its own.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isImported">True when other files import it: then only a call of its own shows a program.</param>
    public static (string Kind, Evidence Evidence)? Find(CodeFile file, bool isImported)
    {
        if (file.Path.Extension == ".pyi")
            return null;
        if (file.Path.Extension == ".ipynb")
            return file.Tree.Body.Count > 0 ? ("notebook", file.At(file.Tree.Body[0].Start)) : null;
        if (SyntaxWalk.Statements(file.Tree.Body).FirstOrDefault(SyntaxWalk.IsMainGuard) is { } guard)
            return ("script", file.At(guard.Start));
        if (file.Path.Name is "__init__.py" or "setup.py" or "conftest.py" || file.Path.Value is "docs/conf.py" or "doc/conf.py" or "docs/source/conf.py")
            return null;
        return Work(file, isImported && file.Path.Name != "__main__.py") is { } work ? ("flat", file.At(work.Start)) : null;
    }

    private static PyStatement? Work(CodeFile file, bool isImported)
    {
        var steps = 0;
        PyStatement? first = null;
        foreach (var statement in SyntaxWalk.Statements(file.Tree.Body))
        {
            var weight = Weight(file, statement, isImported);
            if (weight == 0)
                continue;
            first ??= statement;
            steps += weight;
            if (steps >= (isImported ? 3 : 2))
                return first;
        }
        return null;
    }

    /// <summary>How strongly a statement shows work: a call of the repository's own code is enough, calls of others add up.</summary>
    private static int Weight(CodeFile file, PyStatement statement, bool isImported)
    {
        if (statement is WhileStatement or ForStatement)
            return !isImported && SyntaxWalk.Expressions(statement is ForStatement loop ? loop.Body : ((WhileStatement)statement).Body).Any(e => e is CallExpression call && IsWork(call)) ? 1 : 0;
        if (statement is AssignStatement { Value: CallExpression made } && !isImported)
            return Callee(file, made) is Symbol.Function or Symbol.Class && IsWork(made) ? 1 : 0;
        if (!isImported && statement is ExpressionStatement or SimpleStatement { Kind: SimpleKind.Print } && SyntaxWalk.Expressions([statement]).Any(e => e is CallExpression { Function: NameExpression } inner && IsWork(inner) && Callee(file, inner) is Symbol.Function))
            return 3;
        if (statement is SimpleStatement { Kind: SimpleKind.Print })
            return isImported ? 0 : 1;
        if (statement is not ExpressionStatement { Value: CallExpression call } || !IsWork(call))
            return 0;
        var isOwn = Callee(file, call) is Symbol.Function || (call.Function is AttributeExpression { Value: CallExpression of } && Callee(file, of) is Symbol.Class);
        if (isOwn)
            return isImported && !(SyntaxWalk.Last(call.Function) is { } name && IsMainName(name)) ? 0 : 3;
        var isOnOwnValue = call.Function is AttributeExpression { Value: NameExpression value } && file.Body.Locals.Contains(value.Name) && !file.Names.ContainsKey(value.Name);
        if (isImported)
            return isOnOwnValue && (IsMainName(SyntaxWalk.Last(call.Function)!) || SyntaxWalk.Last(call.Function) == "fit") ? 3 : 0;
        return isOnOwnValue ? 2 : 1;
    }

    private static bool IsMainName(string name) => name is "main" or "run" or "train" or "Main" or "search" or "start";

    private static bool IsWork(CallExpression call) =>
        SyntaxWalk.Last(call.Function) is { } name && !Preparing.Contains(name) && !name.StartsWith("register", StringComparison.Ordinal) && !name.StartsWith("add_", StringComparison.Ordinal)
        && SyntaxWalk.Dotted(call.Function) is not ("warnings.warn" or "logging.info" or "logging.debug" or "matplotlib.use");

    private static Symbol? Callee(CodeFile file, CallExpression call) => call.Function switch
    {
        NameExpression name => CodeBase.Resolve(file, name.Name),
        AttributeExpression { Value: NameExpression module } attribute when CodeBase.Resolve(file, module.Name) is Symbol.Module { Target: var target } => CodeBase.Resolve(target, attribute.Name),
        _ => null,
    };
}
