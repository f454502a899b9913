using System.Diagnostics;
using System.Text;
using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.SearchCode;

namespace DnasRepro;

/// <summary>Puts what the code tells about the search into the form of the report.</summary>
internal static class SearchCodeReport
{
    private const int MostPlaces = 5;
    private const int MostOptions = 8;
    private const int MostCommands = 3;

    /// <summary>Words in the names of options that a rerun needs first, in the order in which they are shown.</summary>
    private static readonly string[] OptionWords = ["seed", "epoch", "epochs", "iter", "iters", "iterations", "steps", "save", "out", "output"];

    public static SearchCodeSummary Of(RepositoryFacts facts, Func<Evidence, ReportEvidence> row)
    {
        var (code, read) = (facts.SearchCode, facts.Files.Python);
        return new SearchCodeSummary(
            Verdict(code.Verdict),
            Gradient(code.Differentiable),
            code.Reason,
            [.. Parts(code, read).Select(p => new ComponentSummary(Name(p.Part), p.IsFound ? ComponentStatus.Found : ComponentStatus.NotFound, [.. p.Evidence.Take(MostPlaces).Select(row)]))],
            EntryPoint(code, row),
            [.. code.Projects.Select(p => new SearchProjectSummary(p.Folder, Verdict(p.Verdict), Gradient(p.Differentiable), p.Reason))],
            new CoverageSummary(read.Files, read.Read, [.. read.Unread.Select(u => new SkippedSummary(u.Path, u.Reason))]));
    }

    /// <summary>The parts to show. A search by other means has no relaxed choice to miss; where no code was analysed there is none at all.</summary>
    private static IEnumerable<SearchComponent> Parts(SearchCodeFacts code, CodeCoverage read) => code.Verdict == SearchVerdict.NotDetermined || read.Files == 0
        ? []
        : Enum.GetValues<SearchPart>().Select(p => code[p]).Where(p => p.IsFound || code.Differentiable != SearchGradient.No);

    private static EntryPointSummary? EntryPoint(SearchCodeFacts code, Func<Evidence, ReportEvidence> row)
    {
        if (code[SearchPart.SearchEntryPoint].Evidence is not [var place, ..])
            return null;
        var program = code.Programs.Of(place.Location.Path);
        var commands = code.Programs.Commands.Where(c => c.Program == place.Location.Path).OrderByDescending(c => c.SaysSearch).Take(MostCommands);
        var options = program is null ? [] : program.Options.Select(o => (Option: o, Rank: Rank(o))).Where(o => o.Rank >= 0).OrderBy(o => o.Rank).Take(MostOptions);
        return new EntryPointSummary(
            row(place),
            [.. commands.Select(c => row(c.Evidence))],
            [.. options.Select(o => new OptionSummary(o.Option.Name, o.Option.Default is { } text ? Evidence.Cut(text) : null, row(o.Option.Evidence)))]);
    }

    private static int Rank(ProgramOption option)
    {
        var words = option.Destination[(option.Destination.LastIndexOf('.') + 1)..].ToLowerInvariant().Split('_', '-');
        return Array.FindIndex(OptionWords, words.Contains);
    }

    private static string Name(SearchPart part)
    {
        var name = new StringBuilder();
        foreach (var c in part.ToString())
            name.Append(char.IsUpper(c) && name.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(c));
        return name.ToString();
    }

    private static SearchCodeVerdict Verdict(SearchVerdict verdict) => verdict switch
    {
        SearchVerdict.Full => SearchCodeVerdict.Full,
        SearchVerdict.Partial => SearchCodeVerdict.Partial,
        SearchVerdict.None => SearchCodeVerdict.None,
        SearchVerdict.NotDetermined => SearchCodeVerdict.NotDetermined,
        _ => throw new UnreachableException(),
    };

    private static Differentiable Gradient(SearchGradient gradient) => gradient switch
    {
        SearchGradient.Yes => Differentiable.Yes,
        SearchGradient.No => Differentiable.No,
        SearchGradient.Undecided => Differentiable.Undecided,
        _ => throw new UnreachableException(),
    };
}
