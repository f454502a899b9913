using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Flow;

/// <content>What expressions give.</content>
internal sealed partial class FlowAnalysis
{
    private LabelSet Eval(PyExpression expression)
    {
        switch (expression)
        {
            case NameExpression name:
                return LocalPlace(name.Name) is { } place ? places.Read(place).With(Value(Static(name))) : Value(Static(name));
            case AttributeExpression attribute:
                return Attribute(attribute);
            case CallExpression call:
                return Call(call);
            case SubscriptExpression subscript:
                return Subscript(subscript);
            case BinaryExpression binary:
                return Binary(binary);
            case UnaryExpression unary:
                return Eval(unary.Operand);
            case ConditionalExpression conditional:
                Eval(conditional.Condition);
                return Eval(conditional.Value).With(Eval(conditional.Otherwise));
            case LambdaExpression lambda:
                return Eval(lambda.Body);
            case ComprehensionExpression comprehension:
                return Comprehension(comprehension);
            case DictionaryExpression dictionary:
                return Dictionary(dictionary);
            case WalrusExpression walrus:
                var value = Eval(walrus.Value);
                Store(walrus.Target, value);
                return value;
            case WrappedExpression { Kind: WrapKind.Yield or WrapKind.YieldFrom } yield:
                var yielded = yield.Value is null ? LabelSet.Empty : Eval(yield.Value);
                places.Add(PlaceKind.Return, function.Id, "", yielded);
                return LabelSet.Empty;
            case StringExpression text:
                foreach (var field in text.Fields)
                    Eval(field);
                return LabelSet.Empty;
            case NumberExpression or EllipsisExpression or ErrorExpression:
                return LabelSet.Empty;
            default:
                var all = LabelSet.Empty;
                foreach (var child in expression.Children)
                    all = all.With(Eval(child));
                return all;
        }
    }

    private LabelSet Attribute(AttributeExpression attribute)
    {
        if (Static(attribute) is { } symbol)
        {
            return symbol switch
            {
                Symbol.Variable variable => places.Read(PlaceKind.Local, variable.File.Body.Id, variable.Name),
                _ => Value(symbol),
            };
        }
        var receiver = Eval(attribute.Value);
        return ReadAttribute(receiver, attribute.Name);
    }

    /// <summary>What a class, function or outside name is as a value.</summary>
    private static LabelSet Value(Symbol? symbol) => symbol switch
    {
        Symbol.Class { Target: var type } => LabelSet.Of(LabelKind.ClassValue, type.Id),
        Symbol.Function { Target: var target } => LabelSet.Of(LabelKind.FunctionValue, target.Id),
        Symbol.External { Dotted: var dotted } when Vocabulary.MakesOptimiser(dotted) || dotted is "torch.optim" or "torch.optim.__dict__" => LabelSet.Of(LabelKind.OptimiserClass),
        _ => LabelSet.Empty,
    };

    private LabelSet ReadAttribute(LabelSet receiver, string name)
    {
        var result = LabelSet.Empty;
        var isKnown = false;
        foreach (var id in receiver.Numbers(LabelKind.Instance).Concat(receiver.Numbers(LabelKind.ClassValue)))
        {
            isKnown |= stored.Contains(code.Classes[id], name) || code.Classes[id].Find(name) is not null;
            result = result.With(places.Read(PlaceKind.Attribute, code.Classes[id].Family, name));
            if (!stored.Contains(code.Classes[id], name) && code.Classes[id].Find(name) is null)
                result = result.With(places.Read(PlaceKind.Attribute, code.Classes[id].Family, "<dynamic>"));
            if (code.Classes[id].Find(name) is { IsProperty: true } property)
                result = result.With(places.Read(PlaceKind.Return, property.Id, ""));
        }
        if (receiver.Has(LabelKind.OptimiserClass))
            return receiver;
        if (name is "grad" && receiver.IsTensor)
            return LabelSet.Of(LabelKind.Gradient, receiver.Tensors());
        if (!isKnown && result.IsEmpty && Vocabulary.IsLayerAttribute(name))
            return LabelSet.Empty;
        if (!isKnown && result.IsEmpty)
        {
            result = result.With(places.Read(PlaceKind.AnyAttribute, 0, name));
            if (methods.TryGetValue(name, out var candidates))
            {
                foreach (var property in candidates.Where(c => c.IsProperty).Take(MostTargets))
                    result = result.With(places.Read(PlaceKind.Return, property.Id, ""));
            }
        }
        result = result.With(places.Read(PlaceKind.LooseAttribute, 0, name));
        if (receiver.Has(LabelKind.Library) && Libraries.IsArchitectureAttribute(name))
        {
            result = result.With(LabelSet.Of(LabelKind.Raw, receiver.Numbers(LabelKind.Library)));
            NameOrigins(result, name, isPublic: true);
        }
        if (Vocabulary.KeepsTensor(name) || name is "module" or "model" or "shape_")
            result = result.With(receiver);
        if (name is "trainable_variables" or "trainable_weights" or "weights" && result.IsEmpty && receiver.Has(LabelKind.Instance))
            result = result.With(Whole(receiver));
        return result;
    }

    private LabelSet Subscript(SubscriptExpression subscript)
    {
        var value = Eval(subscript.Value);
        Eval(subscript.Index);
        if (subscript.Index is StringExpression { Value.Length: > 0 } key)
        {
            value = value.Without(LabelKind.Held).With(places.Read(PlaceKind.Key, 0, key.Value));
            if (value.IsEmpty || value.Has(LabelKind.Instance))
                value = value.With(places.Read(PlaceKind.AnyAttribute, 0, key.Value).Only(LabelKind.Raw, LabelKind.Relaxed));
        }
        else if (value.Has(LabelKind.Held))
        {
            value = Opened(value);
        }
        return value;
    }

    /// <summary>What a dictionary holds, when it is not asked by a literal key.</summary>
    private static LabelSet Opened(LabelSet dictionary) =>
        dictionary.Without(LabelKind.Held).With(LabelSet.Of(LabelKind.Raw, dictionary.Numbers(LabelKind.Held)));

    private LabelSet Dictionary(DictionaryExpression dictionary)
    {
        var all = LabelSet.Empty;
        foreach (var pair in dictionary.Pairs)
        {
            var value = Eval(pair.Value);
            if (pair.Key is StringExpression { Value.Length: > 0 } key)
            {
                NameOrigins(value, key.Value, isPublic: true);
                places.Add(PlaceKind.Key, 0, key.Value, value.Only(LabelKind.Raw, LabelKind.Relaxed, LabelKind.Pick));
                if (value.IsTensor)
                    value = value.Without(LabelKind.Raw, LabelKind.Relaxed, LabelKind.Pick).With(LabelSet.Of(LabelKind.Held, value.Tensors()));
            }
            else if (pair.Key is not null)
            {
                Eval(pair.Key);
            }
            all = all.With(value);
        }
        return all;
    }

    private LabelSet Comprehension(ComprehensionExpression comprehension)
    {
        var (before, outside) = (loopNames.Count, inner.Count);
        foreach (var part in comprehension.Parts)
        {
            Names(part.Target, loopNames);
            inner.AddRange(loopNames.Skip(loopNames.Count - CountNames(part.Target)).Select(n => (n, $"{n}@{part.Target.Start}")));
            if (Filtered(part.Source, part.Conditions) is { } named)
                Store(part.Target, named);
            else
                BindLoop(part.Target, part.Source);
            foreach (var condition in part.Conditions)
            {
                if (Eval(condition) is var tested && condition is BinaryExpression { Operation: TokenKind.Greater or TokenKind.Less or TokenKind.GreaterEqual or TokenKind.LessEqual } && tested.Has(LabelKind.Pick))
                    Note(SiteKind.Pick, condition.Start, [.. tested.Numbers(LabelKind.Pick)], "threshold");
            }
        }
        var result = Eval(comprehension.Element);
        if (result.Has(LabelKind.Feature) && !result.IsTensor && comprehension.Kind != ComprehensionKind.Dictionary && (RunsCandidate(comprehension.Element) || LastName(comprehension.Element) is "unsqueeze" or "expand_dims"))
            result = result.With(LabelSet.Of(LabelKind.Stack));
        if (comprehension.Value is not null)
            result = result.With(Eval(comprehension.Value));
        loopNames.RemoveRange(before, loopNames.Count - before);
        inner.RemoveRange(outside, inner.Count - outside);
        return result;
    }

    private static int CountNames(PyExpression target) => target switch
    {
        NameExpression => 1,
        SequenceExpression sequence => sequence.Items.Sum(CountNames),
        _ => 0,
    };

    private LabelSet Binary(BinaryExpression binary)
    {
        var (left, right) = (Eval(binary.Left), Eval(binary.Right));
        switch (binary.Operation)
        {
            case TokenKind.Star:
                return Product(binary.Left, left, binary.Right, right, binary.Start);
            case TokenKind.At:
                return Contraction([(binary.Left, left), (binary.Right, right)], binary.Start);
            case TokenKind.Less or TokenKind.Greater or TokenKind.LessEqual or TokenKind.GreaterEqual or TokenKind.DoubleEqual:
                var compared = left.With(right);
                if (!compared.IsTensor)
                    return LabelSet.Empty;
                if (binary.Left is SubscriptExpression || binary.Right is SubscriptExpression or NumberExpression)
                    Note(SiteKind.Pick, binary.Start, compared.Tensors(), "comparison");
                return LabelSet.Of(LabelKind.Pick, compared.Tensors());
            case TokenKind.In or TokenKind.Is or TokenKind.NotEqual:
                return LabelSet.Empty;
            case TokenKind.Slash or TokenKind.DoubleSlash or TokenKind.DoubleStar when left.Has(LabelKind.Feature) && !left.IsTensor:
                return LabelSet.Of(LabelKind.Feature);
            case TokenKind.Slash or TokenKind.DoubleSlash or TokenKind.DoubleStar when left.IsTensor:
                return left;
            case TokenKind.Minus when binary.Left is CallExpression { Function: NameExpression { Name: "set" } }:
                return right.IsTensor ? left.Without(LabelKind.AllParameters) : left;
            case TokenKind.Plus or TokenKind.Minus when (left.Has(LabelKind.Feature) && !left.IsTensor) || (right.Has(LabelKind.Feature) && !right.IsTensor):
                return LabelSet.Of(LabelKind.Feature);
            default:
                return left.With(right);
        }
    }

    /// <summary>What an expression stands for when it is a function, class, module or outside name and no value.</summary>
    private Symbol? Static(PyExpression expression)
    {
        var root = expression;
        while (root is AttributeExpression attribute)
            root = attribute.Value;
        if (root is not NameExpression name || inner.Exists(i => i.Name == name.Name))
            return null;
        for (var scope = function; scope is not null && scope != function.File.Body; scope = scope.Outer)
        {
            if (!scope.IsClassBody && scope.Locals.Contains(name.Name))
                return scope == function || scope.Outer is not null ? LocalStatic(scope, expression, name.Name) : null;
        }
        return code.Resolve(function.File, expression) ?? (CodeBase.Resolve(function.File, name.Name) is null && expression is AttributeExpression ? new Symbol.External(Text(expression)) : null);
    }

    /// <summary>Functions, classes and imports inside a function.</summary>
    private Symbol? LocalStatic(CodeFunction scope, PyExpression expression, string name)
    {
        if (expression is NameExpression && function.File.Functions.Find(f => f.Outer == scope && f.Name == name && f.Owner is null) is { } inner)
            return new Symbol.Function(inner);
        if (scope.Parameters.Any(p => p.Name == name))
            return null;
        return function.File.Names.TryGetValue(name, out var symbol) && symbol is Symbol.Module or Symbol.External or Symbol.Class ? code.Resolve(function.File, expression) : null;
    }
}
