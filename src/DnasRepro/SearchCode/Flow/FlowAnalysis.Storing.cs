using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Flow;

/// <content>Where values are put.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Puts labels where an assignment puts its value.</summary>
    private void Store(PyExpression target, LabelSet labels)
    {
        switch (target)
        {
            case NameExpression name:
                if (labels.IsEmpty)
                    return;
                NameOrigins(labels, name.Name);
                if (LocalPlace(name.Name) is { } place)
                    places.Add(place, labels);
                return;
            case AttributeExpression { Name: "requires_grad" } switched:
                TurnOn(switched);
                return;
            case AttributeExpression attribute:
                StoreAttribute(Eval(attribute.Value), attribute.Name, labels);
                if (attribute.Name is "data" or "value")
                    Store(attribute.Value, labels.Without(LabelKind.Feature));
                return;
            case SubscriptExpression subscript:
                Eval(subscript.Index);
                if (subscript.Index is StringExpression { Value.Length: > 0 } key)
                {
                    NameOrigins(labels, key.Value, isPublic: true);
                    places.Add(PlaceKind.Key, 0, key.Value, labels.Only(LabelKind.Raw, LabelKind.Relaxed, LabelKind.Pick));
                }
                Store(subscript.Value, labels);
                StoreBack(subscript.Value, labels);
                return;
            case SequenceExpression sequence:
                foreach (var item in sequence.Items)
                    Store(item, labels);
                return;
            case StarExpression star:
                Store(star.Value, labels);
                return;
        }
    }

    /// <summary>What is put into an element of a list is in the list: <c>for row in rows: row[k] = tensor</c>.</summary>
    private void StoreBack(PyExpression element, LabelSet labels)
    {
        if (!labels.IsTensor || element is not NameExpression name)
            return;
        foreach (var (_, source) in loopSources.FindAll(l => l.Name == name.Name))
            Store(source, labels.Only(LabelKind.Raw, LabelKind.Relaxed));
    }

    /// <summary><c>tensor.requires_grad = True</c> makes a tensor learnable.</summary>
    private void TurnOn(AttributeExpression switched)
    {
        if (!creating)
            return;
        var tensor = Eval(switched.Value);
        if (!tensor.IsTensor && !tensor.Has(LabelKind.AllParameters) && !tensor.Has(LabelKind.NamedParameters) && !tensor.Has(LabelKind.Feature) && (switched.Value is AttributeExpression { Value: NameExpression { Name: "self" } } || (switched.Value is NameExpression one && !loopTargets.Contains(one.Name))))
            Store(switched.Value, LabelSet.Of(LabelKind.Raw, Make(switched.Start, null, isLibrary: false).Id));
    }

    private void StoreAttribute(LabelSet receiver, string name, LabelSet labels)
    {
        if (labels.IsEmpty)
            return;
        NameOrigins(labels, name, isPublic: name != "<dynamic>");
        var isKnown = false;
        foreach (var id in receiver.Numbers(LabelKind.Instance))
        {
            isKnown = true;
            places.Add(PlaceKind.Attribute, code.Classes[id].Family, name, labels);
            foreach (var origin in labels.Numbers(LabelKind.Raw))
                origins[origin].IsModuleParameter |= IsPlainParameter(origins[origin]);
        }
        if (!isKnown && Vocabulary.IsLayerAttribute(name))
            return;
        var shared = labels.Without(LabelKind.Feature, LabelKind.Stack, LabelKind.FunctionValue, LabelKind.Instance, LabelKind.ClassValue);
        places.Add(PlaceKind.AnyAttribute, 0, name, shared);
        if (!isKnown)
            places.Add(PlaceKind.LooseAttribute, 0, name, labels);
    }

    private static bool IsPlainParameter(Origin origin)
    {
        var line = origin.File.Tree.Text.LineText(origin.Offset);
        return line.Contains("Parameter", StringComparison.Ordinal) || line.Contains("register_parameter", StringComparison.Ordinal) || line.Contains("add_weight", StringComparison.Ordinal)
            || (line.Contains("tf.Variable", StringComparison.Ordinal) && !line.Contains("trainable=False", StringComparison.Ordinal));
    }

    private void NameOrigins(LabelSet labels, string name, bool isPublic = false)
    {
        if (!labels.Has(LabelKind.Raw))
            return;
        foreach (var origin in labels.Numbers(LabelKind.Raw))
        {
            if (origins[origin].Names.Count < 24)
                origins[origin].Names.Add(name);
            if (isPublic && origins[origin].PublicNames.Count < 8)
                origins[origin].PublicNames.Add(name);
        }
    }

    /// <summary>The place of a variable that is seen from the function; null for what is no variable of the repository.</summary>
    private int? LocalPlace(string name)
    {
        if (inner.FindLast(i => i.Name == name) is { Alias: { } alias })
            return places.Place(PlaceKind.Local, function.Id, alias);
        for (var scope = function; scope is not null; scope = scope.Outer)
        {
            if (scope.Locals.Contains(name) && (!scope.IsClassBody || scope == function))
                return scope.IsClassBody ? places.Place(PlaceKind.Attribute, scope.Owner!.Family, name) : places.Place(PlaceKind.Local, scope.Id, name);
        }
        return CodeBase.Resolve(function.File, name) is Symbol.Variable variable ? places.Place(PlaceKind.Local, variable.File.Body.Id, variable.Name) : null;
    }
}
