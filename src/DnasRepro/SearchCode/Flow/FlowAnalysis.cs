using DnasRepro.Python;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Flow;

/// <summary>
/// Follows learnable tensors from where they are made to where they weight candidate operations, are stepped by an optimiser, and are
/// turned into a choice. Attributes are told apart by class family and name, variables by function; order and branches do not count,
/// so that what it finds may happen and not that it always does.
/// </summary>
internal sealed partial class FlowAnalysis
{
    private const int MostRounds = 24;
    private const int MostEvaluations = 400_000;
    private const int MostTargets = 12;
    private const int FewTargets = 4;

    private readonly CodeBase code;
    private readonly ConfigTargets targets;
    private readonly Places places = new();
    private readonly List<Origin> origins = [];
    private readonly Dictionary<(CodeFile, int), Origin> originAt = [];
    private readonly List<Site> sites = [];
    private readonly Dictionary<string, List<CodeFunction>> methods = new(StringComparer.Ordinal);
    private readonly List<CodeFunction> forwards = [];
    private readonly StoredAttributes stored;
    private readonly List<string> loopNames = [];
    private readonly List<(string Name, PyExpression Source)> loopSources = [];
    private readonly Dictionary<CodeFile, bool> layerFiles = [];
    private readonly List<string> loopTargets = [];
    private readonly List<string> scopes = [];
    private readonly List<(string Name, string Alias)> inner = [];
    private readonly HashSet<CodeFunction> invoked = [];
    private readonly HashSet<string> loose = new(StringComparer.Ordinal);
    private readonly List<ProductTerm> products = [];
    private readonly Dictionary<int, int> tuples = [];
    private readonly List<CodeFunction> called = [];
    private CodeFunction function = null!;
    private bool recording;

    /// <summary>
    /// False at first: where data of the network flow must be known before learnable tensors are followed, for the product of a tensor and
    /// data is data, and what has once been taken for a tensor stays one.
    /// </summary>
    private bool creating;

    /// <summary>
    /// False until learnable tensors are known: only then can be told what <c>[p for p in model.parameters() if p is not model.alpha]</c>
    /// leaves out.
    /// </summary>
    private bool joining;

    private FlowAnalysis(CodeBase code, ConfigTargets targets)
    {
        (this.code, this.targets) = (code, targets);
        stored = new StoredAttributes(code);
        foreach (var candidate in code.Functions)
        {
            if (candidate.Owner is null || candidate.IsClassBody)
                continue;
            if (!methods.TryGetValue(candidate.Name, out var list))
                methods[candidate.Name] = list = [];
            list.Add(candidate);
            if (candidate.IsForward)
                forwards.Add(candidate);
        }
    }

    public IReadOnlyList<Origin> Origins => origins;

    /// <summary>How many functions values were followed through.</summary>
    public int FunctionCount { get; private set; }

    public IReadOnlyList<Site> Sites => sites;

    /// <summary>True when objects of a class hold objects of another: the class is the same or related, or its methods make such objects, directly or by way of others.</summary>
    public bool Holds(int model, CodeClass part)
    {
        var (seen, functions) = (new HashSet<CodeClass>(), new HashSet<CodeFunction>());
        var (waiting, bodies) = (new Queue<CodeClass>([code.Classes[model]]), new Queue<CodeFunction>());
        while (seen.Count < 400 && (waiting.Count > 0 || bodies.Count > 0))
        {
            if (waiting.TryDequeue(out var type) && seen.Add(type))
            {
                if (type == part || (type.Family == part.Family && (type.Bases.Count > 0 || type.Derived.Count > 0)))
                    return true;
                foreach (var next in type.Bases.Concat(type.Derived))
                    waiting.Enqueue(next);
                foreach (var method in type.Methods.Values)
                    bodies.Enqueue(method);
            }
            if (!bodies.TryDequeue(out var body) || !functions.Add(body))
                continue;
            if (body.Mentions.Contains("globals"))
                return true;
            foreach (var symbol in body.Mentions.Select(name => CodeBase.Resolve(body.File, name)))
            {
                if (symbol is Symbol.Class { Target: var made })
                    waiting.Enqueue(made);
                else if (symbol is Symbol.Function { Target: var called } && functions.Count < 400)
                    bodies.Enqueue(called);
            }
        }
        return false;
    }

    /// <summary>False for a method that nothing calls: no call on an object of its class, none on an object that is not known, and no framework calls it.</summary>
    public bool IsCalled(CodeFunction method) =>
        method.Owner is null || method.IsClassBody || invoked.Contains(method) || loose.Contains(method.Name) || method.Name.StartsWith("__", StringComparison.Ordinal) || Reach.IsFramed(method.Owner) || method.Node is { Decorators.Count: > 0 };

    /// <summary>Runs the analysis over some files of a repository.</summary>
    /// <param name="code">The repository.</param>
    /// <param name="targets">Objects that its configuration declares; null for none.</param>
    public static FlowAnalysis Run(CodeBase code, ConfigTargets? targets = null)
    {
        var analysis = new FlowAnalysis(code, targets ?? ConfigTargets.Of([]));
        var functions = code.Functions;
        analysis.FunctionCount = functions.Count;
        foreach (var each in functions)
            analysis.Prepare(each);
        analysis.Settle(functions);
        analysis.creating = true;
        analysis.Settle(functions);
        analysis.joining = true;
        analysis.Settle(functions);
        if (analysis.SeedByName(functions))
            analysis.Settle([]);
        foreach (var (origin, spread) in analysis.places.Spread())
            analysis.origins[origin].Spread = spread;
        analysis.recording = true;
        foreach (var each in functions)
            analysis.Evaluate(each);
        return analysis;
    }

    /// <summary>Evaluates until nothing grows any more.</summary>
    private void Settle(IReadOnlyList<CodeFunction> first)
    {
        foreach (var each in first)
            Evaluate(each);
        var evaluations = first.Count;
        for (var round = 0; round < MostRounds && places.Dirty.Count > 0 && evaluations < MostEvaluations; round++)
        {
            var again = places.Dirty.Order().ToList();
            places.Dirty.Clear();
            evaluations += again.Count;
            foreach (var id in again)
                Evaluate(code.Functions[id]);
        }
        places.Dirty.Clear();
    }

    private void Prepare(CodeFunction each)
    {
        if (each.IsMethod && each.Parameters[0].Name is { } self)
            places.Add(PlaceKind.Local, each.Id, self, LabelSet.Of(LabelKind.Instance, each.Owner!.Id));
        if (!each.IsForward || each.Owner is null)
            return;
        foreach (var parameter in each.Parameters.Skip(1))
        {
            if (parameter.Name is { } name)
                places.Add(PlaceKind.Local, each.Id, name, LabelSet.Of(LabelKind.Feature));
        }
    }

    /// <summary>
    /// A decoder often lies in a program of its own that reads the tensors from a file: parameters and keys that carry the very name of an
    /// architecture parameter stand for it.
    /// </summary>
    private bool SeedByName(IReadOnlyList<CodeFunction> functions)
    {
        var known = new Dictionary<string, LabelSet>(StringComparer.Ordinal);
        foreach (var origin in Chosen())
        {
            foreach (var name in origin.PublicNames.Where(IsTelling))
                known[name] = known.GetValueOrDefault(name, LabelSet.Empty).With(LabelSet.Of(LabelKind.Raw, origin.Id));
        }
        if (known.Count == 0)
            return false;
        foreach (var each in functions)
        {
            foreach (var name in each.Locals)
            {
                if (known.TryGetValue(name, out var labels) && places.Read(PlaceKind.Local, each.Id, name) is { IsTensor: false } now && !now.Has(LabelKind.Instance))
                    places.Add(PlaceKind.Local, each.Id, name, labels);
            }
        }
        foreach (var (name, labels) in known)
            places.Add(PlaceKind.Key, 0, name, labels);
        return places.Dirty.Count > 0;
    }

    /// <summary>The origins that weight candidates, by a trial recording.</summary>
    private List<Origin> Chosen()
    {
        recording = true;
        foreach (var each in code.Functions.Where(f => f.Mentions.Count > 0))
            Evaluate(each);
        recording = false;
        var chosen = sites.Where(s => s.Kind is SiteKind.Mix or SiteKind.Sample).SelectMany(s => s.Origins).Distinct().Select(id => origins[id]).ToList();
        sites.Clear();
        invoked.Clear();
        loose.Clear();
        return chosen;
    }

    private static bool IsTelling(string name) => name.Length >= 5 && name is not ("alpha" or "param" or "arch" or "_params" or "weight" or "weights" or "gamma" or "params" or "theta" or "scale" or "logits" or "probs" or "model" or "input" or "output" or "value" or "values" or "alpha_" or "masks" or "gates");

    /// <summary>How often a function was looked at.</summary>
    public int Evaluations { get; private set; }

    private void Evaluate(CodeFunction each)
    {
        Evaluations++;
        function = each;
        places.Reader = each.Id;
        loopNames.Clear();
        loopSources.Clear();
        scopes.Clear();
        loopTargets.Clear();
        products.Clear();
        inner.Clear();
        Statements(each.Body);
        if (recording)
            CountProducts();
    }

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

    private void Note(SiteKind kind, int offset, IReadOnlyList<int> about, string how, bool isRelaxed = false, bool runsCandidates = false, bool isListed = false)
    {
        if (recording && about.Count > 0)
            sites.Add(new Site(kind, function, offset, about, how) { IsRelaxed = isRelaxed, RunsCandidates = runsCandidates, IsListed = isListed });
    }

    private void NoteWhole(SiteKind kind, int offset, string how, IEnumerable<int> models)
    {
        var numbers = models.Distinct().Order().ToList();
        if (recording)
            sites.Add(new Site(kind, function, offset, [], how) { Models = numbers.Contains(0) ? [] : [.. numbers.Select(n => n - 1)] });
    }

    /// <summary>The last part of a name: <c>softmax</c> of <c>F.softmax</c>.</summary>
    private static string LastName(PyExpression expression) => expression switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute => attribute.Name,
        CallExpression call => LastName(call.Function),
        SubscriptExpression subscript => LastName(subscript.Value),
        _ => "",
    };
}
