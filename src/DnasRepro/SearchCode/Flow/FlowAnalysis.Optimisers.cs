using DnasRepro.Python.Syntax;

namespace DnasRepro.SearchCode.Flow;

/// <content>Optimisers: what they are given, and their steps.</content>
internal sealed partial class FlowAnalysis
{
    private LabelSet Library(int row, CallExpression call)
    {
        if (!creating)
            return LabelSet.Empty;
        var origin = Make(call.Start, Libraries.Name(row), isLibrary: true);
        var about = new[] { origin.Id };
        Note(SiteKind.Mix, call.Start, about, Libraries.Name(row), isRelaxed: true, runsCandidates: true, isListed: true);
        if (Libraries.IsWhole(row))
            Note(SiteKind.Update, call.Start, about, Libraries.Name(row));
        return LabelSet.Of(LabelKind.Library, origin.Id);
    }

    /// <summary>What an optimiser is given to change: learning rates and the like are not.</summary>
    private static LabelSet Held(Arguments arguments)
    {
        var held = LabelSet.Empty;
        for (var i = 0; i < arguments.Labels.Length; i++)
        {
            if (arguments.List[i].Name is null or "params" or "parameters" or "parameter_list" or "var_list" or "model" or "param_groups" or "args" or "optimizer" or "base_optimizer" or "kwargs")
                held = held.With(arguments.Labels[i]);
        }
        return held;
    }

    private LabelSet MakeOptimiser(LabelSet parameters, int offset)
    {
        IReadOnlyList<int> held = [.. parameters.Tensors().Concat(parameters.Numbers(LabelKind.Held)).Distinct().Order()];
        var result = LabelSet.Of(LabelKind.Optimiser, held);
        if (parameters.Has(LabelKind.AllParameters))
        {
            result = result.With(LabelSet.Of(LabelKind.WholeOptimiser, parameters.Numbers(LabelKind.AllParameters)));
            NoteWhole(SiteKind.WholeOptimiserMade, offset, "optimiser", parameters.Numbers(LabelKind.AllParameters));
        }
        Note(SiteKind.OptimiserMade, offset, held, "optimiser");
        return result;
    }

    /// <summary>
    /// The parameters of objects whose class holds learnable tensors and no layers: a module made for the architecture alone. Null when the
    /// objects are not known or hold layers.
    /// </summary>
    private LabelSet? OnlyTensors(LabelSet receiver)
    {
        var types = receiver.Numbers(LabelKind.Instance).Select(id => code.Classes[id]).ToList();
        if (types.Count == 0 || types.Exists(t => t.Bases.Count > 0 || stored.HoldsLayers(t)))
            return null;
        var own = origins.Where(o => o.Function.Owner is { } owner && types.Contains(owner)).Select(o => o.Id).ToList();
        return own.Count == 0 ? null : LabelSet.Of(LabelKind.Raw, own);
    }

    /// <summary>All parameters of some models.</summary>
    private LabelSet Whole(LabelSet models) => !joining ? LabelSet.Empty
        : models.Has(LabelKind.Instance) ? LabelSet.Of(LabelKind.AllParameters, models.Numbers(LabelKind.Instance).Select(id => id + 1)) : LabelSet.Of(LabelKind.AllParameters);

    /// <summary>True for a layer of the framework that a model keeps: its parameters are not all of the model's.</summary>
    private bool IsOneLayer(PyExpression receiver) =>
        receiver is AttributeExpression { Value: var owner } layer && Eval(receiver) is var kept && !kept.Has(LabelKind.Instance) && Eval(owner).Numbers(LabelKind.Instance).Any(id => stored.IsLibraryLayer(code.Classes[id], layer.Name));

    private LabelSet Stored(AttributeExpression attribute, LabelSet receiver, string name, CallExpression call, Arguments arguments)
    {
        var stored = arguments.All;
        if (name is "register_parameter" or "add_parameter" or "register_buffer" && arguments.List.Count > 1)
        {
            foreach (var text in Literals(arguments.List[0].Value))
                StoreAttribute(receiver, text, arguments.At(1));
            StoreAttribute(receiver, "<dynamic>", arguments.At(1));
            return LabelSet.Empty;
        }
        if (name is "set_parameters" or "add_param_group")
        {
            stored = MakeOptimiser(stored, call.Start);
        }
        else if (name is "update" && receiver.Has(LabelKind.Optimiser))
        {
            return LabelSet.Empty;
        }
        Store(attribute.Value, stored);
        StoreBack(attribute.Value, stored);
        return receiver.With(stored);
    }

    /// <summary>Notes the step of an optimiser; false when the call is none.</summary>
    private bool Stepped(LabelSet receiver, string name, CallExpression call, Arguments arguments)
    {
        var all = arguments.All;
        var held = receiver.Numbers(LabelKind.Optimiser).ToList();
        if (held.Count == 0 && name is "step" or "minimize" or "update" or "step_and_update")
            held.AddRange(all.Numbers(LabelKind.Optimiser));
        if (name is "apply_gradients" or "minimize" && !receiver.IsTensor)
            held.AddRange(arguments.Labels.SelectMany(l => l.Tensors().Concat(l.Numbers(LabelKind.Gradient))));
        if (held.Count > 0)
            Note(SiteKind.Update, call.Start, [.. held.Distinct().Order()], name);
        if (receiver.Has(LabelKind.WholeOptimiser) || (name is "step" && all.Has(LabelKind.WholeOptimiser)) || all.Has(LabelKind.AllParameters))
            NoteWhole(SiteKind.WholeUpdate, call.Start, name, receiver.Numbers(LabelKind.WholeOptimiser).Concat(all.Numbers(LabelKind.WholeOptimiser)).Concat(all.Numbers(LabelKind.AllParameters)));
        return held.Count > 0 || receiver.Has(LabelKind.WholeOptimiser);
    }

    /// <summary>Notes <c>p.data -= lr * grad</c> and <c>p.data = p - lr * grad</c>.</summary>
    private void NoteChange(IReadOnlyList<PyExpression> targets, PyExpression value, int offset, bool isInPlace = false)
    {
        if (!recording)
            return;
        foreach (var target in targets.Where(t => t is AttributeExpression { Name: "data" or "value" } || (isInPlace && t is NameExpression)))
        {
            var (tensor, change) = (Eval(target is AttributeExpression { Value: var whole } ? whole : target), Eval(value));
            if (tensor.IsTensor && change.Has(LabelKind.Gradient) && !change.Has(LabelKind.Feature))
                Note(SiteKind.Update, offset, tensor.Tensors(), "changed along its gradient");
        }
    }
}
