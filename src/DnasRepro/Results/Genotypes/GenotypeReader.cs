namespace DnasRepro.Results.Genotypes;

/// <summary>
/// Finds the genotypes that a program printed or wrote: in logs with any words before them, in bare files, over folded lines of
/// YAML. A "best" genotype (that of the epoch with the best validation) is told from the running one.
/// </summary>
public static class GenotypeReader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "genotype";

    /// <summary>Reads a text.</summary>
    /// <param name="text">What was printed or written.</param>
    /// <param name="source">Where it came from: stdout, stderr or a file's path.</param>
    /// <param name="epochOffset">
    /// To which epoch a genotype belongs, relative to the epoch (from 1) that is running when it appears, one appearing in each:
    /// -1 when it is printed before that epoch is trained, 0 when after. Null when that is not known.
    /// </param>
    public static ReadResult Read(string text, string source, int? epochOffset = null)
    {
        if (ResultLimits.TooLong(text) is { } refused)
            return refused;
        var clean = PrintedText.Clean(text);
        var (found, broken) = Literals(clean);
        if (found.Count == 0)
            return broken is null ? new ReadResult.Nothing("no genotype is printed there") : new ReadResult.Refused($"a genotype stands there that cannot be used: {broken}");
        return new ReadResult.Found(PrintedArchitecture.Number(found, Name, source, epochOffset), []);
    }

    private static (List<PrintedArchitecture> Found, string? Broken) Literals(string text)
    {
        var found = new List<PrintedArchitecture>();
        string? broken = null;
        var (line, counted) = (1, 0);
        foreach (var place in LiteralScan.Calls(text))
        {
            var call = text[place.Start..place.End];
            line += text.AsSpan(counted, place.Start - counted).Count('\n');
            counted = place.Start;
            if (GenotypeLiteral.Read(call) is { } architecture)
                found.Add(new PrintedArchitecture(architecture, line, LabelBefore(text, place.Start), ResultLimits.Excerpt(call)));
            else if (call.StartsWith("Genotype", StringComparison.Ordinal))
                broken ??= Locations.Evidence.Cut(call);
            if (found.Count > ResultLimits.MostArchitectures)
                return ([], $"there are more than {ResultLimits.MostArchitectures} genotypes");
        }
        return (found, broken);
    }

    /// <summary>The words right before an equals sign or colon on the same line: <c>Best Genotype</c> of <c>11/24 02:24 | Best Genotype = …</c>.</summary>
    private static string? LabelBefore(string text, int at)
    {
        var end = at;
        while (end > 0 && text[end - 1] is ' ' or '=' or ':' or '\t' or '"' or '\'')
            end--;
        var start = end;
        while (start > 0 && end - start < 60 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is ' ' or '_' or '-' or '.'))
            start--;
        var words = text[start..end].Split(' ', StringSplitOptions.RemoveEmptyEntries).Reverse().TakeWhile(w => char.IsAsciiLetter(w[0]) && w is not ("AM" or "PM")).Reverse().ToList();
        return words.Count == 0 ? null : string.Join(' ', words);
    }
}
