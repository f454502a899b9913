using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Flow;

/// <content>What calls give and where their arguments go.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>The arguments of a call with what they hold.</summary>
    private sealed record Arguments(CallExpression Call, LabelSet[] Labels)
    {
        public IReadOnlyList<PyArgument> List => Call.Arguments;

        public LabelSet All => Labels.Aggregate(LabelSet.Empty, (all, next) => all.With(next));

        public LabelSet At(int index) => index < Labels.Length ? Labels[index] : LabelSet.Empty;

        public LabelSet Named(string name)
        {
            for (var i = 0; i < Labels.Length; i++)
            {
                if (List[i].Name == name)
                    return Labels[i];
            }
            return LabelSet.Empty;
        }

        public PyExpression? Tree(string name) => List.FirstOrDefault(a => a.Name == name)?.Value;
    }

    private LabelSet Call(CallExpression call)
    {
        var labels = new LabelSet[call.Arguments.Count];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = Eval(call.Arguments[i].Value);
        var arguments = new Arguments(call, labels);
        called.Clear();
        if (Static(call.Function) is { } symbol)
        {
            switch (symbol)
            {
                case Symbol.Function { Target: var target }:
                    return CallProject(target, arguments, call);
                case Symbol.Class { Target: var type }:
                    return Construct(type, arguments);
                case Symbol.External { Dotted: var dotted }:
                    return CallOutside(dotted, call, arguments);
                case Symbol.Module:
                    return LabelSet.Empty;
            }
        }
        return call.Function switch
        {
            NameExpression name when LocalPlace(name.Name) is { } place => CallValue(places.Read(place), arguments, call),
            NameExpression name => CallOutside(name.Name, call, arguments),
            AttributeExpression attribute => CallMethod(attribute, call, arguments),
            _ => CallValue(Eval(call.Function), arguments, call),
        };
    }

    /// <summary>A function of the repository whose name says softmax or the like relaxes what it is given, whatever way it takes.</summary>
    private LabelSet CallProject(CodeFunction target, Arguments arguments, CallExpression call)
    {
        var result = CallFunction(target, arguments, skip: 0);
        if (arguments.All.Has(LabelKind.NamedParameters) && arguments.List.Select(a => a.Value).OfType<StringExpression>().FirstOrDefault(t => t.Value.Length >= 3) is { } wanted)
            result = result.With(Named([wanted.Value]));
        if (Vocabulary.Normalises(target.Name) && arguments.All.IsTensor)
            return result.With(LabelSet.Of(LabelKind.Relaxed, arguments.All.Tensors()));
        if (target.Name.Contains("optim", StringComparison.OrdinalIgnoreCase) && arguments.All.Has(LabelKind.Raw) && !result.Has(LabelKind.Optimiser))
            return result.With(MakeOptimiser(arguments.All, call.Start));
        return result;
    }

    private LabelSet CallFunction(CodeFunction target, Arguments arguments, int skip)
    {
        called.Add(target);
        if (recording)
            invoked.Add(target);
        var parameters = target.Parameters;
        for (var i = 0; i < arguments.Labels.Length; i++)
        {
            if (arguments.Labels[i].IsEmpty)
                continue;
            var argument = arguments.List[i];
            switch (argument.Kind)
            {
                case ArgumentKind.Named:
                    var named = parameters.FirstOrDefault(p => p.Name == argument.Name && p.Kind == ArgumentKind.Plain) ?? parameters.FirstOrDefault(p => p.Kind == ArgumentKind.DoubleStar);
                    if (named?.Name is { } name)
                        places.Add(PlaceKind.Local, target.Id, name, arguments.Labels[i]);
                    break;
                case ArgumentKind.Plain:
                    var index = i + skip;
                    var at = index < parameters.Count && parameters[index].Kind == ArgumentKind.Plain ? parameters[index] : parameters.FirstOrDefault(p => p.Kind == ArgumentKind.Star);
                    if (at?.Name is { } position)
                        places.Add(PlaceKind.Local, target.Id, position, arguments.Labels[i]);
                    break;
                default:
                    foreach (var rest in parameters.Skip(i + skip))
                    {
                        if (rest.Name is { } other)
                            places.Add(PlaceKind.Local, target.Id, other, arguments.Labels[i]);
                    }
                    break;
            }
        }
        return places.Read(PlaceKind.Return, target.Id, "");
    }

    private LabelSet Construct(CodeClass type, Arguments arguments)
    {
        var made = LabelSet.Of(LabelKind.Instance, type.Id);
        foreach (var twin in type.File.Classes.Where(c => c != type && c.Name == type.Name).Take(FewTargets))
        {
            made = made.With(LabelSet.Of(LabelKind.Instance, twin.Id));
            if (twin.Find("__init__") is { } init)
                CallFunction(init, arguments, skip: 1);
        }
        foreach (var name in new[] { "__init__", "__new__", "setup", "build" })
        {
            if (type.Find(name) is { } init)
                CallFunction(init, arguments, skip: 1);
        }
        if (Vocabulary.IsNormaliser(type.Name) || Vocabulary.Normalises(type.Name.ToLowerInvariant()) && type.Find("forward") is not null)
            made = made.With(LabelSet.Of(LabelKind.Normaliser));
        if (Vocabulary.MakesOptimiser("optim." + type.Name) && (type.Name.Contains("Optim", StringComparison.Ordinal) || Vocabulary.MakesOptimiser(type.Name)) && (arguments.All.Has(LabelKind.Raw) || arguments.All.Has(LabelKind.AllParameters)))
            made = made.With(MakeOptimiser(arguments.All, arguments.Call.Start));
        return type.Find("__init__") is null ? made.With(arguments.All.Only(LabelKind.Raw, LabelKind.Relaxed, LabelKind.Pick)) : made;
    }

    /// <summary>Calls a value: an object of a class of the repository, a layer, an element of a list of layers.</summary>
    private LabelSet CallValue(LabelSet value, Arguments arguments, CallExpression call)
    {
        if (arguments.All.Has(LabelKind.Gradient) && value.Has(LabelKind.Optimiser))
            Note(SiteKind.Update, call.Start, [.. value.Numbers(LabelKind.Optimiser)], "step");
        if (value.Has(LabelKind.Normaliser))
            return LabelSet.Of(LabelKind.Relaxed, arguments.All.Tensors()).With(arguments.All.Only(LabelKind.Feature));
        if (call.Function is SubscriptExpression chosen && Eval(chosen.Index) is { IsEmpty: false } index && (index.Has(LabelKind.Pick) || index.Has(LabelKind.Relaxed)) && arguments.All.Has(LabelKind.Feature))
            Note(SiteKind.Sample, call.Start, [.. index.Tensors().Concat(index.Numbers(LabelKind.Pick)).Distinct().Order()], "sampled candidate", isRelaxed: true, runsCandidates: true, isListed: true);
        if (value.Has(LabelKind.OptimiserClass))
            return MakeOptimiser(Held(arguments), call.Start);
        if (value.Has(LabelKind.ClassValue) || value.Has(LabelKind.FunctionValue))
            return CallChosen(value, arguments);
        NoteData(arguments, call);
        var result = LabelSet.Of(LabelKind.Feature).With(value.Only(LabelKind.Gradient));
        var isKnown = false;
        var objects = value.Numbers(LabelKind.Instance).ToList();
        if (objects.Count > MostTargets && !IsValueCall(call.Function))
            return result;
        foreach (var id in objects)
        {
            foreach (var target in Overrides(code.Classes[id], "forward", "call", "__call__", "construct"))
            {
                isKnown |= Takes(target, arguments);
                result = result.With(CallFunction(target, arguments, skip: 1));
            }
        }
        if (!isKnown && arguments.At(0).Has(LabelKind.Feature) && arguments.Labels.Skip(1).Any(l => l.IsTensor) && IsValueCall(call.Function))
        {
            foreach (var target in forwards.Where(f => f.Parameters.Count > arguments.Labels.Length && IsNear(f.File)).Take(MostTargets))
                CallFunction(target, arguments, skip: 1);
        }
        return result;
    }

    /// <summary>A learnable tensor of no object that is fed to a network as its input is data: a test of gradients, an adversarial example.</summary>
    private void NoteData(Arguments arguments, CallExpression call)
    {
        if (!recording || call.Function is SubscriptExpression || arguments.At(0) is not { IsTensor: true } input || input.Has(LabelKind.Relaxed) || arguments.List[0].Value is not NameExpression)
            return;
        foreach (var id in input.Numbers(LabelKind.Raw).Where(id => origins[id].Function.Owner is null))
            origins[id].IsLayerWeight = true;
    }

    /// <summary>Calls a class or function that was chosen from several.</summary>
    private LabelSet CallChosen(LabelSet value, Arguments arguments)
    {
        var result = LabelSet.Empty;
        foreach (var id in value.Numbers(LabelKind.ClassValue))
            result = result.With(Construct(code.Classes[id], arguments));
        foreach (var id in value.Numbers(LabelKind.FunctionValue))
            result = result.With(CallFunction(code.Functions[id], arguments, skip: 0));
        return result;
    }

    private LabelSet CallMethod(AttributeExpression attribute, CallExpression call, Arguments arguments)
    {
        var (name, all) = (attribute.Name, arguments.All);
        if (attribute.Value is CallExpression { Function: NameExpression { Name: "super" } } && function.Owner is { } own)
            return CallParents(own, name, arguments);
        var receiver = Eval(attribute.Value);
        if (Special(attribute, receiver, name, call, arguments) is { } special)
            return special;
        var result = LabelSet.Empty;
        var isKnown = false;
        if (recording && !receiver.Has(LabelKind.Instance) && !receiver.Has(LabelKind.Optimiser) && !receiver.Has(LabelKind.WholeOptimiser) && Static(attribute) is null)
            loose.Add(name);
        foreach (var id in receiver.Numbers(LabelKind.Instance))
        {
            foreach (var target in Overrides(code.Classes[id], name))
            {
                isKnown = true;
                result = result.With(CallFunction(target, arguments, target.IsMethod ? 1 : 0));
            }
        }
        if (isKnown)
            return Vocabulary.Normalises(name) && (all.IsTensor || receiver.IsTensor) ? result.With(LabelSet.Of(LabelKind.Relaxed, all.Tensors().Concat(receiver.Tensors()))) : result.With(receiver.Only(LabelKind.Instance).IsEmpty || !Vocabulary.Chains(name) ? LabelSet.Empty : receiver);
        if ((Vocabulary.Reduces(name) && call.Arguments.Count == 0) || name is "size" or "dim")
            return receiver.Without(LabelKind.Raw, LabelKind.Relaxed);
        if (receiver.IsTensor || receiver.Has(LabelKind.Gradient) || receiver.Has(LabelKind.Pick))
            return receiver.With(all.Only(LabelKind.Raw, LabelKind.Relaxed, LabelKind.Pick, LabelKind.Gradient));
        if (Vocabulary.Chains(name))
            return receiver.With(ReadAttribute(receiver, name));
        if (receiver.Has(LabelKind.Library))
            return LibraryCall(receiver, name, call);
        if (!receiver.Numbers(LabelKind.Instance).Any(id => stored.Contains(code.Classes[id], name)) && !Vocabulary.IsGeneric(name) && methods.TryGetValue(name, out var candidates) && candidates.Count <= MostTargets)
        {
            foreach (var target in candidates)
                result = result.With(candidates.Count <= FewTargets ? CallFunction(target, arguments, target.IsMethod ? 1 : 0) : places.Read(PlaceKind.Return, target.Id, ""));
            return result;
        }
        if (creating && Vocabulary.NamesArchitectureParameters(name) && call.Arguments.Count == 0)
        {
            var foreign = Make(call.Start, name, isLibrary: false);
            foreign.IsForeign = true;
            return LabelSet.Of(LabelKind.Raw, foreign.Id);
        }
        var value = ReadAttribute(receiver, name);
        if (name is "run" or "numpy" or "eval" or "item" or "tolist" or "get" or "pop" or "values" or "items" or "copy" or "fromarray" or "map" or "children" or "modules")
            return receiver.With(all.Without(LabelKind.Instance, LabelKind.Optimiser)).With(value);
        if (!receiver.Has(LabelKind.Feature) && !value.Has(LabelKind.Instance) && !value.Has(LabelKind.ClassValue) && !value.Has(LabelKind.FunctionValue) && !value.Has(LabelKind.OptimiserClass) && !value.Has(LabelKind.Normaliser) && !IsValueCall(attribute))
            return all.Only(LabelKind.Raw, LabelKind.Relaxed, LabelKind.Pick, LabelKind.Feature);
        return CallValue(value, arguments, call).With(receiver.Only(LabelKind.Stack));
    }

    /// <summary>True when a method has room for the arguments; otherwise another object must be meant.</summary>
    private static bool Takes(CodeFunction target, Arguments arguments) =>
        target.Parameters.Count > arguments.Labels.Length || target.Parameters.Any(p => p.Kind != ArgumentKind.Plain);

    /// <summary>True for the file at hand, those that it imports and those beside it.</summary>
    private bool IsNear(CodeFile file) => file == function.File || file.Path.Folder == function.File.Path.Folder || function.File.Imports.Exists(i => i.Target == file);

    private LabelSet LibraryCall(LabelSet receiver, string name, CallExpression call)
    {
        if (name is "decode" or "genotype" or "export" or "get_topology" or "get_final_architecture" or "discretize" or "get_genotype")
            Note(SiteKind.Pick, call.Start, [.. origins.Where(o => o.IsLibrary && o.File == function.File).Select(o => o.Id)], name);
        if (name is "fit" or "run" or "search" or "train")
            Note(SiteKind.Update, call.Start, [.. origins.Where(o => o.IsLibrary).Select(o => o.Id)], name);
        return receiver;
    }

    private LabelSet CallParents(CodeClass own, string name, Arguments arguments)
    {
        var result = LabelSet.Empty;
        foreach (var parent in own.Bases)
        {
            if (parent.Find(name) is { } target)
                result = result.With(CallFunction(target, arguments, skip: 1));
        }
        return name is "forward" or "__call__" or "call" ? result.With(LabelSet.Of(LabelKind.Feature)) : result;
    }

    /// <summary>A method of a class, and those of its subclasses that replace it.</summary>
    private static List<CodeFunction> Overrides(CodeClass type, params ReadOnlySpan<string> names)
    {
        var found = new List<CodeFunction>();
        foreach (var name in names)
        {
            if (type.Find(name) is { } target)
                found.Add(target);
            var waiting = new Queue<CodeClass>(type.Derived);
            for (var steps = 0; waiting.Count > 0 && steps < 40 && found.Count < MostTargets; steps++)
            {
                var derived = waiting.Dequeue();
                if (derived.Methods.TryGetValue(name, out var replaced) && !found.Contains(replaced))
                    found.Add(replaced);
                foreach (var next in derived.Derived)
                    waiting.Enqueue(next);
            }
            if (found.Count > 0)
                return found;
        }
        return found;
    }
}
