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

    private void Evaluate(CodeFunction each)
    {
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
