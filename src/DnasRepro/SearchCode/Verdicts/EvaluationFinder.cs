using DnasRepro.Locations;
using DnasRepro.SearchCode.Programs;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Finds where a trained network is evaluated: programs that say so by name and do it, then functions of the programs that train it.</summary>
internal static class EvaluationFinder
{
    private const int MostPlaces = 4;

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "test", "testing", "tester", "eval", "evaluate", "evaluation", "evaluator", "valid", "validate", "validation", "val", "infer", "inference", "predict", "prediction",
    };

    /// <summary>What a program mentions that computes with a network without training it.</summary>
    private static readonly string[] Deeds = ["eval", "no_grad", "inference_mode", "predict", "evaluate", "infer", "test", "validate"];

    /// <summary>What brings trained weights in.</summary>
    private static readonly string[] Loads = ["load_state_dict", "load", "load_weights", "restore", "from_pretrained", "load_model", "load_checkpoint", "set_state_dict", "load_parameters"];

    /// <param name="programs">All programs with what they reach.</param>
    /// <param name="retraining">Those that train a found architecture.</param>
    public static IReadOnlyList<Evidence> Find(ProgramReach programs, IReadOnlyList<SearchProgram> retraining) =>
        [.. Programs(programs).Concat(retraining.SelectMany(p => Inside(programs, p))).DistinctBy(e => e.Location).Take(MostPlaces)];

    private static IEnumerable<Evidence> Programs(ProgramReach programs) =>
        from program in programs.Programs
        where SearchWords.Of(Stem(program.Path)).Overlaps(Names) && !CodeScope.IsCopy(program.Path.Folder)
        let file = programs.File(program)
        let mentions = file.Functions.Append(file.Body).SelectMany(f => f.Mentions).ToHashSet(StringComparer.Ordinal)
        where mentions.Overlaps(Deeds) && mentions.Overlaps(Loads)
        orderby program.Path.Depth, program.Path
        select program.Evidence with { Note = "A program that loads a network and evaluates it." };

    /// <summary>Functions that a training program reaches, that are called as evaluation is and switch training off.</summary>
    private static IEnumerable<Evidence> Inside(ProgramReach programs, SearchProgram program)
    {
        var reach = programs.Of(program);
        return from file in reach.Files.OrderBy(f => f.Path == program.Path ? 0 : 1).ThenBy(f => f.Path)
               from function in file.Functions
               where reach.Contains(function) && SearchWords.Of(function.Name).Overlaps(Names) && (function.Mentions.Contains("eval") || function.Mentions.Contains("no_grad"))
               select function.File.At(function.Offset, $"{program.Path} evaluates here what it trained.");
    }

    private static string Stem(RepoPath path) => path.Name.LastIndexOf('.') is var dot and > 0 ? path.Name[..dot] : path.Name;
}
