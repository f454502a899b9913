using System.Text.RegularExpressions;
using DnasRepro.Locations;
using DnasRepro.Python;
using DnasRepro.SearchCode;
using Xunit.Sdk;

namespace DnasRepro.Tests.SearchCode.Verdicts;

/// <summary>
/// A small repository in the text of a test. A line that ends with <c>#: parameters</c>, <c>#: supernet</c>, <c>#: update</c> or <c>#: decode</c>
/// is where that part must be found first (several lines: any of them); the file of <c>#: entry</c> starts the search. The marks are cut off before the text is read.
/// </summary>
internal sealed partial class Code
{
    private static readonly Dictionary<string, SearchPart> Parts = new()
    {
        ["parameters"] = SearchPart.ArchitectureParameters,
        ["supernet"] = SearchPart.Supernet,
        ["update"] = SearchPart.ArchitectureUpdate,
        ["decode"] = SearchPart.Discretisation,
        ["entry"] = SearchPart.SearchEntryPoint,
    };

    private readonly List<(SearchPart Part, string Path, int Line)> marks = [];
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);
    private SearchCodeFacts? facts;

    /// <summary>What the analysis says.</summary>
    public SearchCodeFacts Facts => facts ??= SearchCodeAnalysis.Analyse(Input());

    /// <summary>A repository of these files.</summary>
    public static Code Of(params (string Name, string Text)[] files)
    {
        var code = new Code();
        foreach (var (name, text) in files)
            code.texts.Add(name, code.WithoutMarks(name, text));
        return code;
    }

    /// <summary>The text of a notebook with these code cells.</summary>
    public static string Notebook(params string[] cells)
    {
        var parts = cells.Select(c => string.Join(",\n", c.ReplaceLineEndings("\n").Split('\n')
            .Select(l => $"    \"{l.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\\n\"")));
        var body = string.Join(",\n", parts.Select(p => $"  {{\n   \"cell_type\": \"code\",\n   \"execution_count\": null,\n   \"metadata\": {{}},\n   \"outputs\": [],\n   \"source\": [\n{p}\n   ]\n  }}"));
        return $"{{\n \"cells\": [\n{body}\n ],\n \"metadata\": {{}},\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}}\n";
    }

    /// <summary>The whole differentiable search is there, at the marked places.</summary>
    public void IsFull()
    {
        Holds(Facts.Verdict == SearchVerdict.Full, "expected: full");
        Holds(Facts.Differentiable == SearchGradient.Yes, "expected: differentiable");
        HasMarkedParts();
        AccusesNobody();
    }

    /// <summary>Pieces of a search are there, at the marked places, and these are not.</summary>
    public void IsPartialWithout(params SearchPart[] missing)
    {
        Holds(Facts.Verdict == SearchVerdict.Partial, "expected: partial");
        HasMarkedParts();
        foreach (var part in missing)
            Holds(!Facts.Projects[0][part].IsFound, $"expected: no {part}");
        AccusesNobody();
    }

    /// <summary>Nothing of an architecture search is there.</summary>
    public void IsNone()
    {
        Holds(Facts.Verdict == SearchVerdict.None, "expected: none");
        Holds(Facts.Differentiable != SearchGradient.Yes, "expected: not differentiable");
    }

    /// <summary>A search is there, and not by gradients.</summary>
    public void IsOtherSearch()
    {
        Holds(Facts.Verdict is SearchVerdict.Full or SearchVerdict.Partial, "expected: a search");
        Holds(Facts.Differentiable == SearchGradient.No, "expected: not differentiable");
    }

    /// <summary>No runnable differentiable search is there.</summary>
    public void IsNotFull() => Holds(Facts.Verdict != SearchVerdict.Full || Facts.Differentiable == SearchGradient.No, "expected: no full differentiable search");

    /// <summary>Fails with everything that the analysis said.</summary>
    public void Holds(bool condition, string expectation)
    {
        if (!condition)
            throw new XunitException($"{expectation}\n{Said()}");
    }

    private void AccusesNobody() =>
        Holds(Facts.Practice.WeightOptimiserHoldsArchitecture.Count == 0, "expected: nothing said against the optimiser of the weights");

    private void HasMarkedParts()
    {
        foreach (var group in marks.GroupBy(m => m.Part))
        {
            var evidence = Facts.Projects[0][group.Key].Evidence;
            Holds(evidence.Count > 0 && group.Any(m => IsAt(evidence[0].Location, m)), $"expected: {group.Key} at {string.Join(" or ", group.Select(m => $"{m.Path}:{m.Line}"))}");
        }
    }

    private static bool IsAt(SourceLocation location, (SearchPart Part, string Path, int Line) mark) =>
        location.Path.Value == mark.Path && (mark.Part == SearchPart.SearchEntryPoint || location.StartLine == mark.Line);

    private string Said()
    {
        var parts = Facts.Projects.SelectMany(p => p.Components.SelectMany(c => c.Evidence.Select(e => $"  [{p.Folder}] {c.Part} {e.Location.Path}:{e.Location.StartLine} {e.Note}")));
        parts = parts.Concat(Facts.Practice.WeightOptimiserHoldsArchitecture.Select(e => $"  said against the optimiser of the weights: {e.Location.Path}:{e.Location.StartLine}"));
        return $"said: {Facts.Verdict}, differentiable {Facts.Differentiable}: {Facts.Reason}\n{string.Join('\n', parts)}";
    }

    private CodeInput Input()
    {
        var paths = texts.Keys.Select(RepoPath.Parse).ToList();
        var modules = paths.Where(p => PythonFile.IsPython(p.Value)).Select(p => (p, PythonFile.Parse(p.Value, texts[p.Value], null).Module));
        return new CodeInput([.. modules], [.. paths.Where(p => p.Extension is ".yml" or ".yaml" or ".sh" or ".json" or ".toml").Select(p => (p, texts[p.Value]))], [], paths);
    }

    private string WithoutMarks(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var at = i;
            lines[i] = Mark().Replace(lines[i], m =>
            {
                marks.AddRange(m.Groups[1].Value.Split(", ").Select(w => (Parts[w], name, at + 1)));
                return "";
            });
        }
        return string.Join('\n', lines) + "\n";
    }

    [GeneratedRegex(@"\s*#: ([a-z, ]+)(?=$|\\n"")")]
    private static partial Regex Mark();
}

/// <summary>Texts whose marks do not count.</summary>
internal static class Marks
{
    /// <summary>The text without its marks.</summary>
    public static string Without(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Contains("  #: ", StringComparison.Ordinal) ? l[..l.IndexOf("  #: ", StringComparison.Ordinal)] : l));
}
