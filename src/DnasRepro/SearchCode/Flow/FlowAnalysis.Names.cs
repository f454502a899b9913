using DnasRepro.Python;
using DnasRepro.Python.Syntax;

namespace DnasRepro.SearchCode.Flow;

/// <content>What is kept or left out by name, and the fixed parts of names.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Objects that keep tensors under a name given as text: <c>edge.set('alpha', tensor)</c>, <c>graph.get_all('alpha')</c>.</summary>
    private LabelSet? KeptByName(LabelSet receiver, string name, string kept, Arguments arguments)
    {
        if (name.StartsWith("set", StringComparison.Ordinal) && arguments.At(1).IsTensor)
        {
            StoreAttribute(LabelSet.Empty, kept, arguments.At(1));
            return LabelSet.Empty;
        }
        if (name.StartsWith("get", StringComparison.Ordinal) && name != "get" && !receiver.IsTensor && places.Read(PlaceKind.LooseAttribute, 0, kept) is { IsTensor: true } found)
            return found.Only(LabelKind.Raw, LabelKind.Relaxed);
        return null;
    }

    /// <summary>
    /// The parameters that a loop over named ones keeps by their names: <c>for n, p in m.named_parameters(): if 'alpha' in n</c>.
    /// Null when the source is no such list or nothing is asked of the names.
    /// </summary>
    private LabelSet? Filtered(PyExpression source, IReadOnlyList<PyStatement> body)
    {
        var branches = body.OfType<IfStatement>().ToList();
        var isSkipping = branches.Exists(i => i.Arms is [{ Body: [SimpleStatement { Kind: SimpleKind.Continue }] }]);
        return Filtered(source, [.. branches.SelectMany(i => i.Arms.SelectMany(a => a.Heads))], isSkipping);
    }

    private LabelSet? Filtered(PyExpression source, IReadOnlyList<PyExpression> conditions, bool isSkipping = false)
    {
        if (!IsNamedList(source) && !Eval(source).Has(LabelKind.NamedParameters) && !(Eval(source).Has(LabelKind.AllParameters) && conditions.Any(AsksName)))
            return conditions.Select(Members).FirstOrDefault(m => m is not null) is { } members && Eval(source).Has(LabelKind.AllParameters) ? members : null;
        places.Read(PlaceKind.Key, 1, "<origins>");
        if (conditions.Select(Among).FirstOrDefault(a => a is not null) is { } among)
            return among;
        var (wanted, unwanted) = (new List<string>(), new List<string>());
        foreach (var condition in conditions)
            Wanted(condition, wanted, unwanted);
        if (isSkipping)
            (wanted, unwanted) = (unwanted, wanted);
        if (wanted.Count + unwanted.Count == 0 || wanted.Concat(unwanted).All(Vocabulary.NamesLayerParameters))
            return null;
        return wanted.Count == 0 ? LabelSet.Empty : Named(wanted);
    }

    /// <summary>The tensors whose name has one of the texts in it.</summary>
    private LabelSet Named(IReadOnlyList<string> wanted)
    {
        places.Read(PlaceKind.Key, 1, "<origins>");
        return LabelSet.Of(LabelKind.Raw, origins.Where(o => o.Names.Any(n => wanted.Any(w => n.Contains(w, StringComparison.Ordinal)))).Select(o => o.Id));
    }

    /// <summary>What <c>k in held</c> keeps of named parameters, where the names are those that a dictionary of tensors has. Null for other tests.</summary>
    private LabelSet? Among(PyExpression test)
    {
        if (test is not BinaryExpression { Operation: TokenKind.In, Left: NameExpression } member || Opened(Eval(member.Right)) is not { IsTensor: true } held)
            return null;
        return IsNegated(member) ? null : held.Only(LabelKind.Raw);
    }

    /// <summary>What <c>id(p) in held</c> keeps of all parameters: those held. With <c>not in</c> some are taken out, and they are no longer all. Null for other tests.</summary>
    private LabelSet? Members(PyExpression test)
    {
        if (test is BinaryExpression { Operation: TokenKind.In, Left: CallExpression { Function: NameExpression { Name: "id" } } } member)
            return IsNegated(member) ? LabelSet.Empty : Eval(member.Right).Only(LabelKind.Raw);
        if (test is BinaryExpression { Operation: TokenKind.Is, Left: NameExpression } same && Eval(same.Right) is { IsTensor: true } one)
            return IsNegated(same) ? LabelSet.Empty : one.Only(LabelKind.Raw);
        if (test is CallExpression { Function: NameExpression { Name: "all" or "any" }, Arguments: [{ Value: ComprehensionExpression { Parts: [{ Conditions.Count: 0 } each] } over }] } && Eval(each.Source) is { IsTensor: true } held
            && over.Element is BinaryExpression { Operation: TokenKind.Is, Left: NameExpression } compared)
            return IsNegated(compared) ? LabelSet.Empty : held.Only(LabelKind.Raw);
        return null;
    }

    private bool IsNegated(BinaryExpression test) =>
        function.File.Tree.Text.Text.AsSpan(test.Left.End, Math.Max(0, test.Right.Start - test.Left.End)).Contains("not", StringComparison.Ordinal);

    /// <summary>True for a test of a variable's name: <c>'theta' in v.name</c>.</summary>
    private static bool AsksName(PyExpression test) => test is AttributeExpression { Name: "name" } || test.Children.Any(AsksName);

    private static bool IsNamedList(PyExpression source) => (source is AttributeExpression { Name: "trainable_variables" or "trainable_weights" }) || source is CallExpression call
        && (Vocabulary.ListsNamed(LastName(call.Function)) || (LastName(call.Function) is "list" or "filter" or "items" or "enumerate" or "tqdm" && (call.Arguments.Any(a => IsNamedList(a.Value)) || (call.Function is AttributeExpression { Value: var inner } && IsNamedList(inner)))));

    private void Wanted(PyExpression condition, List<string> wanted, List<string> unwanted)
    {
        switch (condition)
        {
            case UnaryExpression { Operation: TokenKind.Not, Operand: var refused }:
                Wanted(refused, unwanted, wanted);
                return;
            case BinaryExpression { Operation: TokenKind.In or TokenKind.DoubleEqual } test:
                if (IsNegated(test))
                    (wanted, unwanted) = (unwanted, wanted);
                break;
            case BinaryExpression { Operation: TokenKind.NotEqual }:
                (wanted, unwanted) = (unwanted, wanted);
                break;
            case StringExpression { Value.Length: >= 3 } text:
                wanted.Add(text.Value);
                return;
            case NameExpression or AttributeExpression:
                wanted.AddRange(stored.Texts(function.File, LastName(condition)).Where(t => t.Length >= 3));
                return;
        }
        foreach (var child in condition.Children)
            Wanted(child, wanted, unwanted);
    }

    /// <summary>The fixed parts of a name that is put together: <c>alpha_</c> of <c>'alpha_%d' % i</c> and <c>'alpha_{}'.format(i)</c>.</summary>
    private IEnumerable<string> Literals(PyExpression expression, int depth = 0)
    {
        if (expression is NameExpression variable && depth < 4)
        {
            foreach (var part in stored.Assigned(function, variable.Name).SelectMany(v => Literals(v, depth + 1)))
                yield return part;
            yield break;
        }
        if (expression is SubscriptExpression { Value: NameExpression or AttributeExpression } element && stored.Texts(function.File, LastName(element.Value)) is { Count: > 0 } texts)
        {
            if (element.Index is NumberExpression { Text: var number } && int.TryParse(number, out var at) && at < texts.Count)
                yield return texts[at];
            else
            {
                foreach (var one in texts)
                    yield return one;
            }
            yield break;
        }
        if (expression is StringExpression text)
        {
            foreach (var part in text.Value.Split('{', '}', '%', ' '))
            {
                if (part.Trim('_', 'd', 's') is { Length: >= 3 } && part.Length < 60)
                    yield return part;
            }
            yield break;
        }
        foreach (var child in expression.Children)
        {
            foreach (var part in Literals(child, depth))
                yield return part;
        }
    }
}
