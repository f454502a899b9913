using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Flow;

/// <content>Weighted sums: where outputs of candidates meet the weights that choose between them.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>A product of a weight and a candidate's output, outside a loop: it takes several to make a choice.</summary>
    private sealed record ProductTerm(int Offset, string Base, string Weight, IReadOnlyList<int> Origins, bool IsRelaxed, bool RunsCandidate);

    private LabelSet Product(PyExpression leftTree, LabelSet left, PyExpression rightTree, LabelSet right, int offset)
    {
        var (leftRuns, rightRuns) = (left.Has(LabelKind.Feature) && (!left.IsTensor || RunsCandidate(leftTree)), right.Has(LabelKind.Feature) && (!right.IsTensor || RunsCandidate(rightTree)));
        if (left.IsTensor && !RunsCandidate(leftTree) && rightRuns)
            return Weighted(leftTree, left, rightTree, right, offset);
        if (right.IsTensor && !RunsCandidate(rightTree) && leftRuns)
            return Weighted(rightTree, right, leftTree, left, offset);
        return left.With(right);
    }

    private LabelSet Weighted(PyExpression weightTree, LabelSet weight, PyExpression valueTree, LabelSet value, int offset)
    {
        if (recording)
        {
            var (tensors, relaxed) = (weight.Tensors(), weight.Has(LabelKind.Relaxed));
            if (!IsNetwork() && !RunsCandidate(valueTree))
                tensors = [];
            if (value.Has(LabelKind.Stack) || (loopNames.Count > 0 && (MentionsLoop(weightTree) || MentionsLoop(valueTree))))
                Note(SiteKind.Mix, offset, tensors, "weighted sum", relaxed, value.Has(LabelKind.Stack) || RunsCandidate(valueTree), isListed: true);
            else
                Note(SiteKind.Use, offset, tensors, "product", relaxed);
            if (!value.Has(LabelKind.Stack) && loopNames.Count == 0 && tensors.Count > 0)
                products.Add(new ProductTerm(offset, BaseText(weightTree), Text(weightTree), tensors, relaxed, RunsCandidate(valueTree)));
        }
        return LabelSet.Of(LabelKind.Feature).With(value.Only(LabelKind.Stack));
    }

    /// <summary>Products outside loops count when a function weights several candidates by parts of one tensor, or by several tensors.</summary>
    private void CountProducts()
    {
        foreach (var group in products.GroupBy(p => p.Base, StringComparer.Ordinal))
        {
            if (group.Select(p => p.Weight).Distinct(StringComparer.Ordinal).Count() < 2)
                continue;
            foreach (var term in group.Take(1))
                sites.Add(new Site(SiteKind.Mix, function, term.Offset, [.. group.SelectMany(p => p.Origins).Distinct()], "weighted sum") { IsRelaxed = group.Any(p => p.IsRelaxed), RunsCandidates = group.All(p => p.RunsCandidate) });
        }
        var whole = products.Where(p => p.IsRelaxed).ToList();
        if (whole.Select(p => p.Base).Distinct(StringComparer.Ordinal).Count() >= 2)
            sites.Add(new Site(SiteKind.Mix, function, whole[0].Offset, [.. whole.SelectMany(p => p.Origins).Distinct()], "weighted sum") { IsRelaxed = true, RunsCandidates = whole.TrueForAll(p => p.RunsCandidate) });
    }

    /// <summary>Matrix products: they mix candidates only when these are stacked; weights of layers meet plain features there.</summary>
    private LabelSet Contraction(IReadOnlyList<(PyExpression Tree, LabelSet Labels)> factors, int offset)
    {
        var weights = factors.Where(f => f.Labels.IsTensor).ToList();
        var isFeature = factors.Any(f => f.Labels.Has(LabelKind.Feature) && !f.Labels.IsTensor);
        if (weights.Count > 0 && !IsNetwork() && !factors.Any(f => RunsCandidate(f.Tree)))
            weights = [];
        if (weights.Count > 0 && factors.Any(f => f.Labels.Has(LabelKind.Stack)))
            Note(SiteKind.Mix, offset, [.. weights.SelectMany(w => w.Labels.Tensors()).Distinct()], "weighted sum", weights.Exists(w => w.Labels.Has(LabelKind.Relaxed)), runsCandidates: true, isListed: true);
        if (isFeature && weights.Count > 0)
            Note(SiteKind.Use, offset, [.. weights.SelectMany(w => w.Labels.Tensors()).Distinct()], "product", weights.Exists(w => w.Labels.Has(LabelKind.Relaxed)));
        if (isFeature)
        {
            foreach (var (tree, labels) in factors)
            {
                if (tree is NameExpression or AttributeExpression && !labels.Has(LabelKind.Relaxed) && !labels.Has(LabelKind.Feature) && !factors.Any(f => f.Labels.Has(LabelKind.Stack)))
                    NoteLayer(labels);
            }
            return LabelSet.Of(LabelKind.Feature);
        }
        var all = LabelSet.Empty;
        foreach (var (_, labels) in factors)
            all = all.With(labels);
        return all;
    }

    /// <summary>
    /// True where a network computes: in a method that computes a layer's output, a class whose base is a layer or network, a function of
    /// an old framework that builds the graph. Sums elsewhere weight losses, statistics, kernels.
    /// </summary>
    private bool IsNetwork()
    {
        for (var scope = function; scope is not null; scope = scope.Outer)
        {
            if (scope.IsForward || (scope.Owner is { } owner && StoredAttributes.IsLayer(owner)))
                return true;
        }
        return IsAboutLayers(function.File);
    }

    /// <summary>True for a file whose code names convolutions, pooling or dense layers.</summary>
    private bool IsAboutLayers(CodeFile file)
    {
        if (!layerFiles.TryGetValue(file, out var about))
            layerFiles[file] = about = file.Functions.Append(file.Body).Any(f => f.Mentions.Any(m => m.Contains("conv", StringComparison.OrdinalIgnoreCase) && !m.Contains("convert", StringComparison.OrdinalIgnoreCase) || m is "batch_norm" or "Dense" or "max_pooling2d" or "add_n" or "batch_normalization"));
        return about;
    }

    private bool MentionsLoop(PyExpression tree)
    {
        if (tree is NameExpression name)
            return loopNames.Contains(name.Name);
        foreach (var child in tree.Children)
        {
            if (MentionsLoop(child))
                return true;
        }
        return false;
    }

    /// <summary>True when the tree calls something that is a value and not a known function: a layer, an element of a list of layers.</summary>
    private bool RunsCandidate(PyExpression tree)
    {
        if (tree is CallExpression { Function: var called } && IsValueCall(called))
            return true;
        foreach (var child in tree.Children)
        {
            if (RunsCandidate(child))
                return true;
        }
        return false;
    }

    private bool IsValueCall(PyExpression called) => called switch
    {
        SubscriptExpression or CallExpression => true,
        NameExpression name => loopNames.Contains(name.Name),
        AttributeExpression { Value: NameExpression { Name: "self" }, Name: var method } => function.Owner?.Find(method) is null && !Vocabulary.Normalises(method),
        _ => false,
    };

    private string Text(PyExpression tree) => function.File.Tree.Text.Text[tree.Start..Math.Min(tree.End, tree.Start + 200)];

    private string BaseText(PyExpression tree)
    {
        while (tree is SubscriptExpression subscript)
            tree = subscript.Value;
        return Text(tree);
    }
}
