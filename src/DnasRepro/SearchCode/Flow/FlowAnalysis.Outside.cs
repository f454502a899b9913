using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Flow;

/// <content>Functions of frameworks: making tensors and optimisers, relaxing, choosing, stepping.</content>
internal sealed partial class FlowAnalysis
{
    private LabelSet CallOutside(string dotted, CallExpression call, Arguments arguments)
    {
        var name = dotted[(dotted.LastIndexOf('.') + 1)..];
        var all = arguments.All;
        if (Vocabulary.Drops(name))
            return LabelSet.Empty;
        CallBack(arguments);
        if (Creation(name, call, arguments) is { } made)
            return made;
        if (Vocabulary.IsNormaliser(name))
            return all.IsTensor ? LabelSet.Of(LabelKind.Relaxed, all.Tensors()) : LabelSet.Of(LabelKind.Normaliser);
        if (Vocabulary.Normalises(name))
            return LabelSet.Of(LabelKind.Relaxed, all.Tensors()).With(all.Only(LabelKind.Feature));
        if (Vocabulary.MakesOptimiser(dotted))
            return MakeOptimiser(Held(arguments), call.Start);
        if (all.Has(LabelKind.OptimiserClass) && (all.Has(LabelKind.Raw) || all.Has(LabelKind.AllParameters)))
            return MakeOptimiser(Held(arguments), call.Start);
        if (Libraries.Find(dotted) is var row and >= 0)
            return Library(row, call);
        switch (name)
        {
            case "instantiate" when arguments.List.Count > 0 && targets.Find(LastName(arguments.List[0].Value)) is { } declared:
                return CallOutside(declared, call, arguments);
            case "map" when arguments.List is [{ Value: NameExpression { Name: "id" } }, ..]:
                return arguments.At(1);
            case "filter" when arguments.List is [{ Value: LambdaExpression { Body: var test } }, ..] && arguments.At(1).Has(LabelKind.AllParameters) && Members(test) is { } members:
                return members;
            case "eval" when Literals(call).Any(t => t.Contains("optim", StringComparison.Ordinal)):
                return LabelSet.Of(LabelKind.OptimiserClass);
            case "getattr" when arguments.At(0).Has(LabelKind.OptimiserClass):
                return LabelSet.Of(LabelKind.OptimiserClass);
            case "getattr":
                return arguments.List is [_, { Value: StringExpression { Value: var text } }, ..] ? ReadAttribute(arguments.At(0), text) : ReadAttribute(arguments.At(0), "<dynamic>");
            case "setattr" when arguments.List.Count == 3:
                StoreAttribute(arguments.At(0), "<dynamic>", arguments.At(2));
                foreach (var part in Literals(arguments.List[1].Value))
                    StoreAttribute(arguments.At(0), part, arguments.At(2));
                return LabelSet.Empty;
            case "grad" or "gradient" or "gradients" or "value_and_grad":
                return LabelSet.Of(LabelKind.Gradient, arguments.Labels.Skip(1).SelectMany(l => l.Tensors()));
            case "max" or "min" or "sorted" or "amax" or "amin" or "reduce_max" when all.IsTensor || arguments.Tree("key") is not null:
                return Extreme(name, call, arguments);
            case "Input" or "InputLayer" when arguments.Tree("name") is StringExpression { Value: var input }:
                places.Read(PlaceKind.Key, 1, "<origins>");
                return LabelSet.Of(LabelKind.Raw, origins.Where(o => o.Names.Contains(input)).Select(o => o.Id)).With(LabelSet.Of(LabelKind.Feature));
            case "range" or "arange" or "zeros_like" or "ones_like" or "full_like" or "rand_like" or "randn_like":
                return LabelSet.Empty;
            case "save" or "dump":
                return LabelSet.Empty;
        }
        if (Vocabulary.Picks(name) || (Vocabulary.Samples(name) && all.IsTensor))
            return Picked(name, all, call);
        if (Vocabulary.ListsNamed(name))
            return LabelSet.Of(LabelKind.NamedParameters);
        if (Vocabulary.IsLayer(name))
            return Layer(arguments, name, call);
        if (Vocabulary.Contracts(name))
            return Contraction([.. arguments.List.Zip(arguments.Labels, (a, l) => (a.Value, l))], call.Start);
        if (Vocabulary.Multiplies(name) && arguments.Labels.Length >= 2)
            return Product(arguments.List[0].Value, arguments.At(0), arguments.List[1].Value, arguments.At(1), call.Start);
        if (name is "optimizer_step" or "clip_gradient_and_step" && all.Has(LabelKind.Optimiser))
            Note(SiteKind.Update, call.Start, [.. all.Numbers(LabelKind.Optimiser)], name);
        if (Vocabulary.Reduces(name) && arguments.List.Count == 1)
            return all.Without(LabelKind.Raw, LabelKind.Relaxed);
        if (name is "list" or "tuple" or "chain" && all.Has(LabelKind.Held))
            return Opened(all);
        if (Vocabulary.Wraps(name))
            return all;
        var kept = all.Without(LabelKind.Optimiser, LabelKind.WholeOptimiser, LabelKind.AllParameters, LabelKind.NamedParameters);
        if (!Vocabulary.Stacks(name) && arguments.Labels.Any(l => l.Has(LabelKind.Feature) && !l.IsTensor))
            return kept.Without(LabelKind.Raw, LabelKind.Relaxed);
        if (Vocabulary.Stacks(name) && all.Has(LabelKind.Feature))
            return name.Contains("stack", StringComparison.Ordinal) ? kept.With(LabelSet.Of(LabelKind.Stack)) : Text(call).Contains("expand_dims", StringComparison.Ordinal) ? kept : kept.Without(LabelKind.Stack);
        return kept;
    }

    /// <summary>A function that is handed to another one is called with what stands behind it: <c>checkpoint(f, x, w)</c>, <c>map(f, xs)</c>.</summary>
    private void CallBack(Arguments arguments)
    {
        if (arguments.List.Count < 2 || arguments.List[0].Kind != ArgumentKind.Plain)
            return;
        if (arguments.List[0].Value is LambdaExpression lambda)
        {
            for (var i = 0; i < lambda.Parameters.Count && i + 1 < arguments.Labels.Length; i++)
            {
                if (lambda.Parameters[i].Name is { } name && LocalPlace(name) is { } place)
                    places.Add(place, arguments.Labels[i + 1]);
            }
            Eval(lambda.Body);
        }
        else if (arguments.At(0).Has(LabelKind.FunctionValue))
        {
            var rest = new CallExpression(arguments.Call.Start, arguments.Call.End, arguments.Call.Function, [.. arguments.List.Skip(1)]);
            foreach (var id in arguments.At(0).Numbers(LabelKind.FunctionValue))
                CallFunction(code.Functions[id], new Arguments(rest, arguments.Labels[1..]), skip: 0);
        }
    }

    /// <summary>Makes a learnable tensor, when the call does; null when it does not.</summary>
    private LabelSet? Creation(string name, CallExpression call, Arguments arguments)
    {
        var wants = arguments.Tree("requires_grad");
        var isOff = wants is NameExpression { Name: "False" };
        var isOn = wants is not null && !isOff && name is not ("dict" or "ConfigDict" or "Namespace");
        var creates = Vocabulary.Creates(name) ? name != "Variable" || isOn || arguments.Tree("trainable") is not null || Text(call.Function).StartsWith("tf", StringComparison.Ordinal) || Text(call.Function).StartsWith("tensorflow", StringComparison.Ordinal) : isOn;
        if (!creating)
            return creates ? LabelSet.Empty : null;
        if (!creates || (isOff && name is "Parameter"))
            return Vocabulary.Creates(name) ? arguments.All.Without(LabelKind.Feature) : null;
        if (name is "param" && call.Function is NameExpression)
            return null;
        if (name is "get_parameter" or "param" && !arguments.List.Any(a => a.Value is StringExpression))
            return null;
        var given = arguments.All.Only(LabelKind.Raw);
        if (!given.IsEmpty && name is "Parameter" or "Variable")
            return given;
        var origin = Make(call.Start, null, isLibrary: false);
        origin.IsGiven = name is "Parameter" && arguments.List is [{ Value: (NameExpression or SubscriptExpression { Value: NameExpression }) and var written }, ..] && function.Parameters.Any(p => p.Name is not null && p.Name == LastName(written));
        origin.IsByName = name is "get_parameter_or_create" or "get_variable" or "get_parameter" or "param";
        foreach (var text in arguments.List.Where(a => a.Name is null or "name" or "attr_name").SelectMany(a => Literals(a.Value)))
            origin.Names.Add(text);
        origin.Names.UnionWith(scopes);
        return LabelSet.Of(LabelKind.Raw, origin.Id);
    }

    private Origin Make(int offset, string? name, bool isLibrary)
    {
        if (!originAt.TryGetValue((function.File, offset), out var origin))
        {
            origin = new Origin(origins.Count, function, offset) { IsLibrary = isLibrary };
            originAt[(function.File, offset)] = origin;
            origins.Add(origin);
            places.Touch(places.Place(PlaceKind.Key, 1, "<origins>"));
        }
        if (name is not null)
            origin.Names.Add(name);
        return origin;
    }

    /// <summary>A learnable tensor that is handed as it is to a convolution, beside data, is the weight of a layer.</summary>
    private LabelSet Layer(Arguments arguments, string name, CallExpression call)
    {
        NoteLayer(arguments);
        return Vocabulary.Contracts(name) ? Contraction([.. arguments.List.Zip(arguments.Labels, (a, l) => (a.Value, l))], call.Start) : LabelSet.Of(LabelKind.Feature);
    }

    private void NoteLayer(Arguments arguments)
    {
        if (!arguments.Labels.Any(l => l.Has(LabelKind.Feature) && !l.Has(LabelKind.Stack)))
            return;
        for (var i = 1; i < arguments.Labels.Length; i++)
        {
            if (arguments.List[i].Value is NameExpression or AttributeExpression && arguments.Labels[i].Has(LabelKind.Raw) && !arguments.Labels[i].Has(LabelKind.Relaxed) && !arguments.Labels[i].Has(LabelKind.Feature))
                NoteLayer(arguments.Labels[i]);
        }
    }

    private void NoteLayer(LabelSet labels)
    {
        if (labels.Count > 3)
            return;
        foreach (var id in labels.Numbers(LabelKind.Raw))
            origins[id].IsLayerWeight = true;
    }

    private LabelSet Picked(string name, LabelSet about, CallExpression call)
    {
        var tensors = about.Tensors();
        if (Vocabulary.Picks(name))
            Note(SiteKind.Pick, call.Start, tensors, name);
        return LabelSet.Of(LabelKind.Pick, tensors).With(name is "topk" or "sort" or "top_k" ? about.Only(LabelKind.Raw, LabelKind.Relaxed) : LabelSet.Empty).With(about.Only(LabelKind.Pick));
    }

    /// <summary>The largest of some values: with a key or an axis it is a choice.</summary>
    private LabelSet Extreme(string name, CallExpression call, Arguments arguments)
    {
        var all = arguments.All;
        if (!all.IsTensor)
            return all;
        if (name is "sorted" || arguments.List.Count > 1)
            Note(SiteKind.Pick, call.Start, all.Tensors(), name);
        return all.With(arguments.List.Count > 1 || name is "sorted" ? LabelSet.Of(LabelKind.Pick, all.Tensors()) : LabelSet.Empty);
    }

    /// <summary>Methods with a meaning of their own; null for all others.</summary>
    private LabelSet? Special(AttributeExpression attribute, LabelSet receiver, string name, CallExpression call, Arguments arguments)
    {
        var all = arguments.All;
        if (arguments.List is [{ Value: StringExpression { Value: { Length: > 0 } kept } }, ..] && KeptByName(receiver, name, kept, arguments) is { } named)
            return named;
        if (name is "apply" && receiver.Has(LabelKind.ClassValue))
            return CallAutograd(receiver, arguments);
        if (Vocabulary.ListsNamed(name) && Method(receiver, name) is null && !receiver.Has(LabelKind.Instance) && name is not ("get_parameters" or "named_parameters"))
            return LabelSet.Of(LabelKind.NamedParameters);
        if (Vocabulary.Step(name) && Stepped(receiver, name, call, arguments))
            return LabelSet.Empty;
        if (Vocabulary.Stores(name) && !(receiver.Has(LabelKind.Instance) && receiver.Numbers(LabelKind.Instance).Any(id => code.Classes[id].Find(name) is not null)))
            return Stored(attribute, receiver, name, call, arguments);
        if (Vocabulary.ChangesInPlace(name) && receiver.IsTensor && all.Has(LabelKind.Gradient) && !Text(attribute.Value).Contains(".grad", StringComparison.Ordinal))
            Note(SiteKind.Update, call.Start, receiver.Tensors(), "changed along its gradient");
        switch (name)
        {
            case "get_parsed_content" when arguments.List is [{ Value: StringExpression { Value: var key } }, ..] && targets.Find(key) is { } declared:
                return Vocabulary.MakesOptimiser(declared) ? LabelSet.Of(LabelKind.OptimiserClass) : CallOutside(declared, call, arguments);
            case "instantiate" when receiver.Has(LabelKind.OptimiserClass):
                return MakeOptimiser(Held(arguments), call.Start);
            case "requires_grad_":
                return receiver.IsTensor || receiver.Has(LabelKind.AllParameters) || receiver.Has(LabelKind.Instance) || arguments.List is [{ Value: NameExpression { Name: "False" } }, ..]
                    || !creating
                    ? receiver
                    : LabelSet.Of(LabelKind.Raw, Make(call.Start, null, isLibrary: false).Id);
            case "parameters" when receiver.IsTensor:
                return receiver.Only(LabelKind.Raw, LabelKind.Relaxed);
            case "parameters" when OnlyTensors(receiver) is { } own:
                return own;
            case "parameters" or "get_parameters" or "trainable_params" or "trainable_parameters" or "collect_params" when Method(receiver, name) is null:
                return IsOneLayer(attribute.Value) ? LabelSet.Empty : Whole(receiver);
            case "named_parameters" or "parameters_and_names" when Method(receiver, name) is null:
                return LabelSet.Of(LabelKind.NamedParameters).With(Whole(receiver));
            case "compute_gradients" or "get_gradients" when all.IsTensor:
                return LabelSet.Of(LabelKind.Gradient, all.Tensors()).With(all.Only(LabelKind.Raw));
            case "gradient" or "jacobian" when arguments.List.Count >= 2:
                return LabelSet.Of(LabelKind.Gradient, arguments.Labels.Skip(1).SelectMany(l => l.Tensors()));
            case "index" when all.IsTensor && receiver.IsTensor:
                Note(SiteKind.Pick, call.Start, receiver.Tensors(), "index of the largest");
                return LabelSet.Of(LabelKind.Pick, receiver.Tensors());
            case "max" or "min" when receiver.IsTensor:
                if (arguments.List.Count > 0)
                    Note(SiteKind.Pick, call.Start, receiver.Tensors(), name);
                return receiver.With(arguments.List.Count > 0 ? LabelSet.Of(LabelKind.Pick, receiver.Tensors()) : LabelSet.Empty);
            case "sample" or "rsample" when receiver.IsTensor:
                return receiver;
            case "values" or "items" or "pop" when receiver.Has(LabelKind.Held):
                return Opened(receiver);
            case "optimizers" when function.Owner?.Find("configure_optimizers") is { } configured && Method(receiver, name) is null:
                called.Add(configured);
                return places.Read(PlaceKind.Return, configured.Id, "");
            case "nonzero" when receiver.Has(LabelKind.Pick) && !receiver.IsTensor:
                Note(SiteKind.Pick, call.Start, [.. receiver.Numbers(LabelKind.Pick)], "threshold");
                return receiver;
            case "state_dict":
                return receiver.Only(LabelKind.Instance);
        }
        if ((Vocabulary.Picks(name) || Vocabulary.Samples(name)) && (receiver.IsTensor || all.IsTensor) && Method(receiver, name) is null)
            return Picked(name, receiver.With(all), call);
        if (Vocabulary.Normalises(name) && Method(receiver, name) is null)
            return LabelSet.Of(LabelKind.Relaxed, receiver.Tensors().Concat(all.Tensors())).With(all.Only(LabelKind.Feature));
        if (name is "add_weight" or "add_variable" or "create_parameter" or "param" && Method(receiver, name) is null)
            return Creation(name, call, arguments);
        if (Vocabulary.Multiplies(name) && arguments.List.Count > 0 && Method(receiver, name) is null && (receiver.IsTensor || all.IsTensor))
            return Product(attribute.Value, receiver, arguments.List[0].Value, arguments.At(0), call.Start);
        if (Vocabulary.Contracts(name) && Method(receiver, name) is null && receiver.IsTensor)
            return Contraction([(attribute.Value, receiver), .. arguments.List.Zip(arguments.Labels, (a, l) => (a.Value, l))], call.Start);
        return null;
    }

    /// <summary>PyTorch's own gradient functions are called by <c>Function.apply(inputs)</c>.</summary>
    private LabelSet CallAutograd(LabelSet receiver, Arguments arguments)
    {
        foreach (var id in receiver.Numbers(LabelKind.ClassValue))
        {
            if (code.Classes[id].Find("forward") is { } forward)
                CallFunction(forward, arguments, skip: 1);
        }
        return LabelSet.Of(LabelKind.Feature);
    }

    private CodeFunction? Method(LabelSet receiver, string name)
    {
        foreach (var id in receiver.Numbers(LabelKind.Instance))
        {
            if (code.Classes[id].Find(name) is { } found)
                return found;
        }
        return null;
    }
}
