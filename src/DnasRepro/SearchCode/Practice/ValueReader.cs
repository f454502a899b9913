using System.Globalization;
using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>What a value is when nobody sets anything.</summary>
/// <param name="Number">The number; null when it is none, or not known.</param>
/// <param name="Option">The option or setting that it comes from, or null.</param>
internal sealed record ReadValue(double? Number, string? Option)
{
    public static readonly ReadValue Unknown = new(null, null);

    /// <summary>The number when it is a whole one.</summary>
    public long? Whole => Number is { } n && Math.Abs(n) < 1e15 && Math.Floor(n) == n ? (long)n : null;

    /// <summary>True when the program draws it or takes it from the clock.</summary>
    public bool IsDrawn { get; init; }
}

/// <summary>Follows a value through names, parameters, options and settings to the number that it is by default.</summary>
internal sealed class ValueReader(SearchScope scope)
{
    private const int Deepest = 10;

    /// <summary>Steps for one value; what takes more is made to.</summary>
    private const int Most = 2000;

    private int steps;

    public ReadValue Read(CodeFunction function, PyExpression expression, int depth = 0)
    {
        steps = depth == 0 ? 0 : steps + 1;
        if (depth > Deepest || steps > Most)
            return ReadValue.Unknown;
        return expression switch
        {
            NumberExpression number => new ReadValue(Number(number.Text), null),
            UnaryExpression { Operation: TokenKind.Minus } minus when Read(function, minus.Operand, depth + 1) is var inner => inner with { Number = -inner.Number },
            BinaryExpression binary => Combined(function, binary, depth),
            NameExpression name => Name(function, name.Name, depth),
            AttributeExpression attribute => Attribute(function, attribute, depth),
            SubscriptExpression { Index: StringExpression key } => Setting(function, key.Value, null, depth),
            StringExpression { Fields.Count: 0 } text => new ReadValue(long.TryParse(text.Value, CultureInfo.InvariantCulture, out var whole) ? whole : null, null),
            CallExpression call => Call(function, call, depth),
            ConditionalExpression choice => Choice(Read(function, choice.Value, depth + 1), Read(function, choice.Otherwise, depth + 1)),
            _ => ReadValue.Unknown,
        };
    }

    private static ReadValue Choice(ReadValue one, ReadValue other) => new(null, one.Option ?? other.Option) { IsDrawn = one.IsDrawn || other.IsDrawn };

    private ReadValue Combined(CodeFunction function, BinaryExpression binary, int depth)
    {
        var (left, right) = (Read(function, binary.Left, depth + 1), Read(function, binary.Right, depth + 1));
        var option = left.Option ?? right.Option;
        var drawn = left.IsDrawn || right.IsDrawn;
        if (left.Number is not { } a || right.Number is not { } b)
            return new ReadValue(null, option) { IsDrawn = drawn };
        double? result = binary.Operation switch
        {
            TokenKind.Plus => a + b,
            TokenKind.Minus => a - b,
            TokenKind.Star => a * b,
            TokenKind.Slash when b != 0 => a / b,
            TokenKind.DoubleSlash when b != 0 => Math.Floor(a / b),
            _ => null,
        };
        return new ReadValue(result, option) { IsDrawn = drawn };
    }

    private ReadValue Name(CodeFunction function, string name, int depth)
    {
        for (var inside = function; inside is not null; inside = inside.Outer)
        {
            if (inside == inside.File.Body || !inside.Locals.Contains(name) || (inside.IsClassBody && inside != function))
                continue;
            var assigned = scope.Assigned(inside, name).Take(2).ToList();
            if (inside.Parameters.FirstOrDefault(p => p.Name == name) is { } parameter)
                return assigned.Count == 0 ? Parameter(inside, parameter, depth) : ReadValue.Unknown with { IsDrawn = assigned.Exists(a => Read(inside, a, depth + 1).IsDrawn) };
            return assigned.Count == 1 ? Read(inside, assigned[0], depth + 1) : ReadValue.Unknown;
        }
        return Constant(function.File, name, depth);
    }

    private ReadValue Constant(CodeFile file, string name, int depth)
    {
        var (home, own) = CodeBase.Resolve(file, name) is Symbol.Variable variable ? (variable.File, variable.Name) : (file, name);
        var assigned = scope.Assigned(home.Body, own).Take(2).ToList();
        return assigned.Count == 1 ? Read(home.Body, assigned[0], depth + 1) : ReadValue.Unknown;
    }

    /// <summary>A parameter is what the first caller gives, or its default.</summary>
    private ReadValue Parameter(CodeFunction function, PyParameter parameter, int depth)
    {
        var place = function.Parameters.ToList().IndexOf(parameter) - (function.IsMethod ? 1 : 0);
        var name = function.Name == "__init__" && function.Owner is { } owner ? owner.Name : function.Name;
        var values = scope.CallsTo(name).Where(c => c.Function != function)
            .Select(c => (c.Function, Value: SyntaxWalk.Argument(c.Call, parameter.Name!, place))).Where(c => c.Value is not null).ToList();
        var best = values.Find(v => scope.InSearch(v.Function, v.Value!.Start));
        if (best.Value is null && values.Count > 0)
            best = values[0];
        if (best.Value is not null)
            return Read(best.Function, best.Value, depth + 1);
        return parameter.Default is { } given ? Read(function.Outer ?? function, given, depth + 1) : ReadValue.Unknown;
    }

    private ReadValue Attribute(CodeFunction function, AttributeExpression attribute, int depth)
    {
        if (attribute.Value is NameExpression { Name: "self" } && function.Owner is { } owner)
        {
            var assigned = owner.Methods.Values.SelectMany(m => scope.Statements(m).OfType<AssignStatement>()
                .Where(a => a.Value is not null && a.Targets.Any(t => t is AttributeExpression { Value: NameExpression { Name: "self" } } own && own.Name == attribute.Name))
                .Select(a => (Method: m, Value: a.Value!))).ToList();
            var first = assigned.FindAll(a => a.Method.Name == "__init__");
            if ((first.Count > 0 ? first : assigned) is [var only])
                return Read(only.Method, only.Value, depth + 1);
        }
        if (attribute.Value is NameExpression module && CodeBase.Resolve(function.File, module.Name) is Symbol.Module { Target: var file } && Constant(file, attribute.Name, depth) is { Number: not null } constant)
            return constant with { Option = constant.Option ?? attribute.Name };
        return scope.Options.Has(attribute.Name) || HoldsOptions(attribute.Value) ? Setting(function, attribute.Name, null, depth) : ReadValue.Unknown;
    }

    /// <summary>True for what programs call their parsed command line or configuration.</summary>
    private static bool HoldsOptions(PyExpression owner) => owner is AttributeExpression { Value: var outer } && HoldsOptions(outer) || SyntaxWalk.LastName(owner)?.ToLowerInvariant() is { } name
        && (name is "c" or "hp" or "fl" || Array.Exists(["arg", "opt", "cfg", "conf", "flag", "param", "setting"], part => name.Contains(part, StringComparison.Ordinal)) && !name.Contains("optim", StringComparison.Ordinal));

    private ReadValue Setting(CodeFunction function, string key, PyExpression? otherwise, int depth)
    {
        var known = scope.Options.TryFind(key, function.File, scope.Anchor?.Entry, out var where, out var value);
        var read = known && value is not null ? Read(where!, value, depth + 1) : otherwise is not null ? Read(function, otherwise, depth + 1) : ReadValue.Unknown;
        if (!known && otherwise is null)
            read = new ReadValue(scope.Settings.Find(key), null);
        return read with { Option = key };
    }

    private ReadValue Call(CodeFunction function, CallExpression call, int depth)
    {
        if (LibraryNames.Of(function.File, call.Function) is { } library && IsDrawn(library))
            return new ReadValue(null, null) { IsDrawn = true };
        return SyntaxWalk.LastName(call.Function) switch
        {
            "int" or "float" or "str" or "abs" or "round" or "floor" or "ceil" when call.Arguments is [{ Kind: ArgumentKind.Plain, Value: var only }] =>
                Read(function, only, depth + 1) is var inner && inner.Number is { } n ? inner with { Number = SyntaxWalk.LastName(call.Function) is "int" ? Math.Truncate(n) : n } : inner,
            "get" when call.Function is AttributeExpression && call.Arguments is [{ Value: StringExpression key }, ..] =>
                SyntaxWalk.Argument(call, "default", 1) is { } own ? Read(function, own, depth + 1) with { Option = key.Value } : Setting(function, key.Value, null, depth),
            // MONAI's configuration: "searching#num_epochs"
            "get_parsed_content" when call.Arguments is [{ Value: StringExpression key }, ..] => Setting(function, key.Value[(key.Value.LastIndexOf('#') + 1)..], null, depth),
            "getattr" when call.Arguments is [_, { Value: StringExpression key }, ..] => Setting(function, key.Value, SyntaxWalk.Argument(call, "default", 2), depth),
            _ => ReadValue.Unknown,
        };
    }

    private static bool IsDrawn(string library) =>
        library.StartsWith("random.", StringComparison.Ordinal) || library.StartsWith("numpy.random.", StringComparison.Ordinal) || library.StartsWith("secrets.", StringComparison.Ordinal)
        || library.StartsWith("time.", StringComparison.Ordinal) || library.StartsWith("datetime.", StringComparison.Ordinal)
        || library is "os.urandom" or "os.getpid" or "torch.randint" or "torch.seed" or "torch.initial_seed";

    private static double? Number(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal).TrimEnd('L', 'l');
        if (plain.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(plain.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
