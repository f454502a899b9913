using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.Recipes;

namespace DnasRepro.Runs.Proposals;

/// <summary>Something that led to a proposed recipe, or that could not be told.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="Evidence">The place that shows it; null when none does.</param>
public sealed record ProposalNote(string Text, Evidence? Evidence)
{
    public override string ToString() => Evidence is { } e ? $"{Text} ({e.Location.Path}:{e.Location.StartLine})" : Text;
}

/// <summary>A recipe that the code suggests. It is shown to the user before anything is run.</summary>
/// <param name="Recipe">The recipe; null when no program can be told.</param>
/// <param name="Because">What led to its parts.</param>
/// <param name="Unknown">What could not be told and has to be looked at before it is run.</param>
public sealed record Proposal(Recipe? Recipe, IReadOnlyList<ProposalNote> Because, IReadOnlyList<ProposalNote> Unknown);

/// <summary>Proposes how to run the search of a repository, from what its code and documents tell. Runs nothing.</summary>
public static class RecipeProposal
{
    /// <summary>With fewer epochs hardly any search shows more than its start.</summary>
    private const int FewEpochs = 4;

    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    /// <summary>The recipe for the search that the repository's own documents start first, else for its most complete one.</summary>
    public static Proposal Create(RepositoryFacts facts)
    {
        var (because, unknown) = (new List<ProposalNote>(), new List<ProposalNote>());
        if (ProposedProgram.Find(facts, because, unknown) is not { } program)
            return new Proposal(null, because, unknown);
        var draft = new Draft(facts, program, because, unknown);
        var seed = ProposedSeed.Add(draft);
        var epochs = Epochs(draft);
        ProposedFolders.Add(draft);
        Lacks(draft);
        var words = draft.Words();
        var recipe = new Recipe(
            "proposed", RecipePurpose.Search, words, program.Folder.Length == 0 ? null : RepoPath.Parse(program.Folder), seed.How, [], Timeout, ProposedOutputs.Of(draft), new RecipeOrigin("proposed", program.Entry.Location))
        {
            Patches = draft.Patches,
            Binds = draft.Binds,
            Epochs = epochs.IsSet ? epochs.Count : null,
            MinimumEpochs = epochs.Least,
            IsSeedFixed = seed.IsFixed,
            SeedReason = seed.Reason,
        };
        unknown.Add(new ProposalNote("How long a run takes is not known; one hour is allowed.", null));
        return new Proposal(recipe, because, unknown);
    }

    private static (bool IsSet, int? Count, MinimumEpochs? Least) Epochs(Draft draft)
    {
        var least = ProposedEpochs.Minimum(draft);
        var option = ProposedEpochs.Option(draft);
        if (option is null)
        {
            draft.Doubt("No option for the number of epochs was found; the search runs as long as the program says.", null);
            return (false, null, least);
        }
        var count = Math.Max(FewEpochs, (least?.Epochs ?? 0) + 2);
        if (int.TryParse(option.Default, out var usual) && usual < count && usual >= (least?.Epochs ?? 1))
            count = usual;
        if (!draft.Set(option, "{epochs}"))
        {
            draft.Doubt($"The number of epochs is '{option.Name}', which cannot be set from here.", option.Evidence);
            return (false, null, least);
        }
        draft.Say($"'{option.Name}' sets the number of epochs (default {option.Default ?? "none"}); a short search gets {count}.", option.Evidence);
        return (true, count, least);
    }

    /// <summary>What is known to stop the program.</summary>
    private static void Lacks(Draft draft)
    {
        foreach (var missing in draft.Program.Declared.Missing.Take(5))
            draft.Doubt($"The program imports '{missing.Module}', which is neither in the repository nor a package that is known.", missing.Evidence);
        foreach (var undeclared in draft.Facts.SearchCode.Practice.UndeclaredOptions.Where(e => draft.Reaches(e)).Take(3))
            draft.Doubt("The program reads an option that it does not declare and fails there.", undeclared);
        foreach (var word in draft.ToFillIn().Distinct().Take(5))
            draft.Doubt($"'{Evidence.Cut(word)}' is to be filled in, or a path on another machine.", null);
        foreach (var gpu in draft.Options.Where(o => OptionWords.Is(o, OptionWords.Gpu)).Take(2))
            draft.Say($"'{gpu.Name}' chooses a GPU (default {gpu.Default ?? "none"}); on a machine without one the search needs --compat.", gpu.Evidence);
    }
}
