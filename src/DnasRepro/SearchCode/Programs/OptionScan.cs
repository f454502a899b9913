using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Reads what one block of code declares for the command line: argparse, optparse, absl and gflags, click, typer, fire, <c>sys.argv</c>.</summary>
internal sealed class OptionScan
{
    private static readonly string[] Signs =
    [
        "add_argument", "ArgumentParser", "add_option", "OptionParser", "parse_known_args", "set_defaults", "add_subparsers", "argv", "getopt", "Fire", "typer", "click", "option", "argument",
        "flags", "FLAGS", "DEFINE_string", "DEFINE_integer", "DEFINE_float", "DEFINE_boolean", "DEFINE_bool", "HfArgumentParser", "LightningCLI", "ArgParser", "gflags", "Tap", "docopt", "jsonargparse",
    ];

    private readonly CodeFile file;
    private readonly Declared found = new();
    private readonly HashSet<string> parsers = new(StringComparer.Ordinal);

    private OptionScan(CodeFile file) => this.file = file;

    /// <summary>What a block declares; null when it declares nothing.</summary>
    public static Declared? Of(ProgramBlock block)
    {
        var function = block.Function;
        var isCommand = function.Node is { Decorators.Count: > 0 };
        if (!isCommand && !Array.Exists(Signs, function.Mentions.Contains))
            return null;
        var scan = new OptionScan(function.File);
        if (isCommand)
            scan.Decorated(function.Node!);
        var body = block.IsImported ? [.. function.Body.Where(s => !SyntaxWalk.IsMainGuard(s))] : function.Body;
        if (function.Owner is not null)
            scan.parsers.Add("self");
        foreach (var statement in SyntaxWalk.Statements(body))
        {
            if (statement is AssignStatement { Value: CallExpression made } assign && SyntaxWalk.Last(made.Function) is { } maker && maker.EndsWith("Parser", StringComparison.Ordinal))
                scan.parsers.UnionWith(assign.Targets.Select(SyntaxWalk.Last).OfType<string>());
            if (statement is FunctionStatement or ClassStatement)
                continue;
            foreach (var expression in statement.Expressions.SelectMany(SyntaxWalk.Expressions).OrderBy(e => e.Start))
                scan.Expression(expression);
        }
        return scan.found;
    }

    private void Expression(PyExpression expression)
    {
        switch (expression)
        {
            case SubscriptExpression { Value: var value, Index: var index } when SyntaxWalk.Dotted(value) is "sys.argv" or "argv" && index is not NumberExpression { Text: "0" }:
                Add($"argv[{Source(index)}]", $"argv[{Source(index)}]", null, "sys.argv", expression);
                found.IsOpen = true;
                break;
            case AttributeExpression { Name: "REMAINDER" } or NameExpression { Name: "HfArgumentParser" or "LightningCLI" or "docopt" or "getopt" or "Tap" }:
                found.IsOpen = true;
                break;
            case CallExpression call when SyntaxWalk.Last(call.Function) is { } name:
                Call(call, name);
                break;
        }
    }

    private void Call(CallExpression call, string name)
    {
        switch (name)
        {
            case "add_argument" or "add_option":
                Argument(call);
                break;
            case "ArgumentParser" or "OptionParser" or "ArgParser":
                found.Parsers++;
                found.IsOpen |= SyntaxWalk.Argument(call, "prefix_chars") is not null || SyntaxWalk.Argument(call, "parents") is SequenceExpression { Items: var parents } && parents.Any(p => p is CallExpression from && !IsOwn(from));
                break;
            case "parse_known_args" or "parse_known_intermixed_args" or "HfArgumentParser" or "LightningCLI" or "getopt" or "docopt":
                found.IsOpen = true;
                break;
            case "set_defaults":
                foreach (var argument in call.Arguments)
                {
                    found.IsOpen |= argument.Kind == ArgumentKind.DoubleStar;
                    if (argument.Name is { } attribute)
                        found.Attributes.Add(attribute);
                }
                break;
            case "add_subparsers":
                if (SyntaxWalk.PlainText(SyntaxWalk.Argument(call, "dest")) is { } chosen)
                    found.Attributes.Add(chosen);
                break;
            case "Fire":
                Fire(call);
                break;
            default:
                if (name.StartsWith("DEFINE_", StringComparison.Ordinal))
                    Flag(call);
                else if (call.Arguments.Any(a => SyntaxWalk.Last(a.Value) is { } given && (parsers.Contains(given) && given != "self" || given is "parser") && a.Value is NameExpression) && !IsOwn(call))
                    found.IsOpen = true;
                break;
        }
    }

    /// <summary>True when the called function is in the repository, so that what it declares is seen there.</summary>
    private bool IsOwn(CallExpression call) => call.Function switch
    {
        NameExpression name => CodeBase.Resolve(file, name.Name) is Symbol.Function or Symbol.Class || name.Name is "print" or "len" or "isinstance" or "vars" or "str" or "hasattr" or "super",
        AttributeExpression { Value: NameExpression { Name: "self" or "cls" or "super" } } => true,
        AttributeExpression { Value: CallExpression inner } => IsOwn(inner),
        AttributeExpression { Value: NameExpression value } attribute => CodeBase.Resolve(file, value.Name) switch
        {
            Symbol.Class => true,
            Symbol.Module { Target: var module } => CodeBase.Resolve(module, attribute.Name) is Symbol.Function or Symbol.Class,
            _ => false,
        },
        _ => false,
    };

    private void Argument(CallExpression call)
    {
        var plain = call.Arguments.Where(a => a.Kind == ArgumentKind.Plain).Select(a => SyntaxWalk.PlainText(a.Value)).ToList();
        found.IsOpen |= call.Arguments.Any(a => a.Kind is ArgumentKind.Star or ArgumentKind.DoubleStar) || plain.Contains(null) || SyntaxWalk.PlainText(SyntaxWalk.Argument(call, "nargs")) == "...";
        var names = plain.OfType<string>().Where(n => n.Length > 0).ToList();
        if (names.Count == 0)
            return;
        var action = SyntaxWalk.PlainText(SyntaxWalk.Argument(call, "action"));
        var main = names.FirstOrDefault(n => n.StartsWith("--", StringComparison.Ordinal)) ?? names[0];
        var destination = SyntaxWalk.PlainText(SyntaxWalk.Argument(call, "dest")) ?? main.TrimStart('-').Replace('-', '_');
        var standard = Source(SyntaxWalk.Argument(call, "default")) ?? action switch { "store_true" => "False", "store_false" => "True", _ => null };
        foreach (var name in names)
            Add(name, destination, standard, "argparse", call);
        if (SyntaxWalk.Last(SyntaxWalk.Argument(call, "action") ?? call.Function) == "BooleanOptionalAction")
            Add("--no-" + main.TrimStart('-'), destination, standard, "argparse", call);
    }

    private void Flag(CallExpression call)
    {
        if (call.Arguments is not [{ Kind: ArgumentKind.Plain, Value: var first }, ..] || SyntaxWalk.PlainText(first) is not { } name)
        {
            found.IsOpen = true;
            return;
        }
        var standard = SyntaxWalk.Argument(call, "default") ?? (call.Arguments is [_, { Kind: ArgumentKind.Plain, Value: var second }, ..] ? second : null);
        Add("--" + name, name, Source(standard), "absl", call);
        if (SyntaxWalk.Last(call.Function) is "DEFINE_bool" or "DEFINE_boolean")
            Add("--no" + name, name, Source(standard), "absl", call);
    }

    private void Fire(CallExpression call)
    {
        found.IsOpen = true;
        if (call.Arguments is not [{ Value: NameExpression name }, ..])
            return;
        var function = CodeBase.Resolve(file, name.Name) switch
        {
            Symbol.Function f => f.Target,
            Symbol.Class c => c.Target.Find("__init__"),
            _ => null,
        };
        if (function is null)
            return;
        foreach (var parameter in function.Parameters)
        {
            if (parameter is { Name: { } option and not "self", Kind: ArgumentKind.Plain or ArgumentKind.Named })
                found.Options.Add(new ProgramOption("--" + option, option, parameter.Default is { } value ? SourceText.Of(function.File, value) : null, "fire", function.File.At(function.Offset)));
        }
    }

    private void Decorated(FunctionStatement function)
    {
        foreach (var call in function.Decorators.OfType<CallExpression>())
        {
            var name = SyntaxWalk.Last(call.Function);
            if (name is "option" or "argument" && call.Arguments.Count > 0)
                Click(call, name == "argument");
            else if (name is "command" && function.Parameters.Any(p => p.Default is CallExpression { Function: AttributeExpression { Value: NameExpression { Name: "typer" } } }))
                Typer(function);
            else if (name is "pass_context" or "version_option" or "config_option")
                found.IsOpen = true;
        }
    }

    private void Click(CallExpression call, bool isPositional)
    {
        var names = call.Arguments.Where(a => a.Kind == ArgumentKind.Plain).Select(a => SyntaxWalk.PlainText(a.Value)).OfType<string>().Where(n => n.Length > 0).ToList();
        if (names.Count == 0)
        {
            found.IsOpen = true;
            return;
        }
        var main = names.FirstOrDefault(n => n.StartsWith("--", StringComparison.Ordinal)) ?? names[0];
        var destination = names.FirstOrDefault(n => !isPositional && !n.StartsWith('-')) ?? main.TrimStart('-').Split('/')[0].Replace('-', '_').ToLowerInvariant();
        var standard = Source(SyntaxWalk.Argument(call, "default")) ?? (SyntaxWalk.Argument(call, "is_flag") is NameExpression { Name: "True" } ? "False" : null);
        foreach (var name in names.Where(n => isPositional || n.StartsWith('-')).SelectMany(n => n.Split('/')).Select(n => n.Trim()))
            Add(name, destination, standard, "click", call);
    }

    private void Typer(FunctionStatement function)
    {
        foreach (var parameter in function.Parameters.Where(p => p.Name is not null))
        {
            var call = parameter.Default as CallExpression;
            var named = call?.Arguments.Select(a => SyntaxWalk.PlainText(a.Value)).FirstOrDefault(t => t?.StartsWith("--", StringComparison.Ordinal) == true);
            var standard = call is null ? Source(parameter.Default) : call.Arguments is [{ Kind: ArgumentKind.Plain, Value: var first }, ..] ? Source(first) : null;
            found.Options.Add(new ProgramOption(named ?? "--" + parameter.Name!.Replace('_', '-'), parameter.Name!, standard, "typer", file.At(parameter.Default?.Start ?? function.Start)));
        }
    }

    private void Add(string name, string destination, string? standard, string kind, PyExpression at) =>
        found.Options.Add(new ProgramOption(name, destination, standard, kind, file.At(at.Start)));

    private string? Source(PyExpression? expression) => expression is null ? null : SourceText.Of(file, expression);
}

/// <summary>Code as written.</summary>
internal static class SourceText
{
    private const int Longest = 120;

    /// <summary>An expression in one line; null when it is long.</summary>
    public static string? Of(CodeFile file, PyExpression expression)
    {
        var (start, end) = (expression.Start, Math.Min(expression.End, file.Tree.Text.Text.Length));
        return end - start is > 0 and <= Longest ? string.Join(' ', file.Tree.Text.Text[start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null;
    }
}
