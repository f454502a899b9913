using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Flow;

/// <content>What statements do.</content>
internal sealed partial class FlowAnalysis
{
    private void Statements(IReadOnlyList<PyStatement> body)
    {
        foreach (var statement in body)
            Statement(statement);
    }

    private void Statement(PyStatement statement)
    {
        switch (statement)
        {
            case FromImportStatement import when function != function.File.Body:
                Import(import);
                return;
            case FunctionStatement or ClassStatement:
                foreach (var expression in statement.Expressions)
                    Eval(expression);
                return;
            case AssignStatement { Value: { } value } assign:
                if (assign.Targets is [SequenceExpression { Items: var targets }] && value is SequenceExpression { Items: var values } && targets.Count == values.Count)
                {
                    for (var i = 0; i < targets.Count; i++)
                        Store(targets[i], Eval(values[i]));
                    return;
                }
                var labels = Eval(value);
                if (loopNames.Count > 0 && MentionsLoop(value))
                {
                    foreach (var target in assign.Targets)
                        Names(target, loopNames);
                }
                if (assign.Targets is [SequenceExpression { Items: var parts }] && value is CallExpression && StoreParts(parts))
                    return;
                if (value is BinaryExpression { Operation: TokenKind.Greater or TokenKind.Less or TokenKind.GreaterEqual or TokenKind.LessEqual } && labels.Has(LabelKind.Pick))
                    Note(SiteKind.Pick, value.Start, [.. labels.Numbers(LabelKind.Pick)], "threshold");
                foreach (var target in assign.Targets)
                {
                    if (target is AttributeExpression { Name: "requires_grad" } && value is NameExpression { Name: "False" })
                        continue;
                    Store(target, labels);
                }
                NoteChange(assign.Targets, value, assign.Start);
                return;
            case AugmentedStatement augmented:
                var (before, change) = (Eval(augmented.Target), Eval(augmented.Value));
                NoteChange([augmented.Target], augmented.Value, augmented.Start, isInPlace: augmented.Sign is "-=" or "+=");
                Store(augmented.Target, before.Has(LabelKind.Feature) && !before.IsTensor ? change.Without(LabelKind.Raw, LabelKind.Relaxed) : change);
                return;
            case ForStatement loop:
                Loop(loop);
                return;
            case IfStatement branch:
                foreach (var arm in branch.Arms)
                {
                    foreach (var head in arm.Heads)
                        Eval(head);
                    if (!arm.Heads.Any(h => h is NameExpression { Name: "False" } or NumberExpression { Text: "0" }))
                        Statements(arm.Body);
                }
                return;
            case WithStatement with:
                var outside = scopes.Count;
                scopes.AddRange(with.Items.Where(i => LastName(i.Value) is "variable_scope" or "name_scope" or "parameter_scope").SelectMany(i => Literals(i.Value)));
                foreach (var item in with.Items)
                {
                    var entered = Eval(item.Value);
                    if (item.Target is not null)
                        Store(item.Target, entered);
                }
                Statements(with.Body);
                scopes.RemoveRange(outside, scopes.Count - outside);
                return;
            case SimpleStatement { Kind: SimpleKind.Return } result:
                foreach (var returned in result.Values)
                    Return(returned);
                return;
            default:
                foreach (var expression in statement.Expressions)
                    Eval(expression);
                foreach (var block in statement.Blocks)
                    Statements(block);
                return;
        }
    }

    /// <summary>An import inside a function; several may give the same name, one in each branch.</summary>
    private void Import(FromImportStatement import)
    {
        foreach (var known in function.File.Imports.Where(i => i.Offset == import.Start && i.Target is not null))
        {
            var alias = import.Names.FirstOrDefault(n => n.Name == known.Name);
            if (alias is not null && LocalPlace(alias.Alias ?? alias.Name) is { } place)
                places.Add(place, Value(CodeBase.Resolve(known.Target!, alias.Name)));
        }
    }

    private void Return(PyExpression returned)
    {
        if (returned is not SequenceExpression { Kind: SequenceKind.Tuple or SequenceKind.List, Items: var items })
        {
            places.Add(PlaceKind.Return, function.Id, "", Eval(returned));
            return;
        }
        tuples[function.Id] = tuples.GetValueOrDefault(function.Id, items.Count) == items.Count ? items.Count : -1;
        for (var i = 0; i < items.Count; i++)
        {
            var labels = Eval(items[i]);
            places.Add(PlaceKind.Return, function.Id, $"{i}", labels);
            places.Add(PlaceKind.Return, function.Id, "", labels);
        }
    }

    /// <summary>Gives each target its own part where the functions that were just called return tuples of that size.</summary>
    private bool StoreParts(IReadOnlyList<PyExpression> targets)
    {
        if (called.Count == 0 || called.Exists(c => tuples.GetValueOrDefault(c.Id, -1) != targets.Count))
            return false;
        var functions = called.ToArray();
        for (var i = 0; i < targets.Count; i++)
        {
            var labels = LabelSet.Empty;
            foreach (var each in functions)
                labels = labels.With(places.Read(PlaceKind.Return, each.Id, $"{i}"));
            Store(targets[i], labels);
        }
        return true;
    }

    private void Loop(ForStatement loop)
    {
        var before = loopNames.Count;
        var named = Filtered(loop.Source, loop.Body);
        if (named is null || HasElse(loop.Body))
            BindLoop(loop.Target, loop.Source);
        Names(loop.Target, loopNames);
        var targets = loopTargets.Count;
        Names(loop.Target, loopTargets);
        if (loop.Target is NameExpression element && loop.Source is NameExpression or AttributeExpression)
            loopSources.Add((element.Name, loop.Source));
        if (named is not null)
            Store(loop.Target, named);
        foreach (var block in loop.Blocks)
            Statements(block);
        loopNames.RemoveRange(before, loopNames.Count - before);
        loopTargets.RemoveRange(targets, loopTargets.Count - targets);
    }

    /// <summary>Gives the targets of a loop what its source holds; zip, enumerate and items() by position.</summary>
    private void BindLoop(PyExpression target, PyExpression source)
    {
        if (target is SequenceExpression { Items: var items } && source is CallExpression call)
        {
            var name = LastName(call.Function);
            if (name is "zip" or "izip" or "zip_longest" && call.Arguments.Count == items.Count)
            {
                for (var i = 0; i < items.Count; i++)
                    BindLoop(items[i], call.Arguments[i].Value);
                return;
            }
            if (name is "enumerate" && items.Count == 2 && call.Arguments.Count > 0)
            {
                BindLoop(items[1], call.Arguments[0].Value);
                return;
            }
            if (name is "items" or "iteritems" && items.Count == 2)
            {
                Store(items[1], Opened(Eval(source)));
                return;
            }
            if (name is "named_parameters" or "named_modules" or "named_children" && items.Count == 2)
            {
                Store(items[1], Eval(source));
                return;
            }
        }
        if (source is CallExpression { Function: NameExpression { Name: "tqdm" or "list" or "reversed" or "iter" or "sorted" or "tuple" } } wrapped && wrapped.Arguments.Count > 0)
        {
            BindLoop(target, wrapped.Arguments[0].Value);
            Eval(source);
            return;
        }
        Store(target, Eval(source));
    }

    /// <summary>True for a body that does something with elements that its condition does not let through.</summary>
    private static bool HasElse(IReadOnlyList<PyStatement> body) => body is not ([IfStatement { Arms: [{ Body: [SimpleStatement { Kind: SimpleKind.Continue }] }] }, ..] or [IfStatement { Arms.Count: 1 }]);

    private static void Names(PyExpression target, List<string> into)
    {
        if (target is NameExpression name)
            into.Add(name.Name);
        else if (target is SequenceExpression sequence)
        {
            foreach (var item in sequence.Items)
                Names(item, into);
        }
    }
}
