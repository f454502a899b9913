using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Tells the steps of the optimiser that is made for the architecture from those of an optimiser of the weights that may hold it too.</summary>
internal sealed class OwnUpdates(SearchScope scope, ArchitectureReaders readers)
{
    /// <summary>The updates without the steps of optimisers that are made over something else, where one over the architecture parameters is there.</summary>
    public IReadOnlyList<UpdateSite> Of(IReadOnlyList<UpdateSite> updates)
    {
        var told = updates.Select(u => (Update: u, IsOwn: IsOwn(u))).ToList();
        return told.Exists(t => t.IsOwn == true) ? [.. told.Where(t => t.IsOwn != false).Select(t => t.Update)] : updates;
    }

    /// <summary>Whether the stepped optimiser is made over the architecture parameters; null when its making is not to be seen from here.</summary>
    private bool? IsOwn(UpdateSite update)
    {
        if (SyntaxWalk.Around(update.Function, update.Offset).LastOrDefault() is not ExpressionStatement { Value: CallExpression { Function: AttributeExpression { Name: "step", Value: var held } } })
            return null;
        var made = Made(update.Function, held).OfType<CallExpression>().Select(c => SyntaxWalk.Argument(c, "params", 0) ?? SyntaxWalk.Argument(c, "parameters")).OfType<PyExpression>().ToList();
        return made.Count == 0 ? null : made.Exists(readers.IsIn);
    }

    private IEnumerable<PyExpression> Made(CodeFunction function, PyExpression held) => held switch
    {
        NameExpression name => scope.Assigned(function, name.Name),
        AttributeExpression { Value: NameExpression { Name: "self" } } attribute when function.Owner is { } owner =>
            owner.Methods.Values.SelectMany(m => scope.Statements(m).OfType<AssignStatement>().SelectMany(a => Given(a, attribute.Name))
                .SelectMany(v => v is NameExpression local ? scope.Assigned(m, local.Name) : [v])),
        _ => [],
    };

    /// <summary>What an attribute of the object gets, alone or as one of several: <c>self.model, self.optimizer = model, optimizer</c>.</summary>
    private static IEnumerable<PyExpression> Given(AssignStatement assign, string attribute)
    {
        foreach (var target in assign.Targets)
        {
            if (IsAttribute(target, attribute) && assign.Value is { } value)
                yield return value;
            if (target is SequenceExpression several && assign.Value is SequenceExpression values && several.Items.Count == values.Items.Count)
            {
                for (var i = 0; i < several.Items.Count; i++)
                {
                    if (IsAttribute(several.Items[i], attribute))
                        yield return values.Items[i];
                }
            }
        }
    }

    private static bool IsAttribute(PyExpression target, string name) => target is AttributeExpression { Value: NameExpression { Name: "self" } } own && own.Name == name;
}
