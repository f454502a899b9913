using DnasRepro.Locations;
using DnasRepro.Schemas;

namespace DnasRepro.Recipes;

/// <summary>What the command line says about a search that no card or file describes.</summary>
/// <param name="Command"><c>--command</c>: the command, with placeholders.</param>
/// <param name="WorkingDirectory"><c>--workdir</c>: the folder in the repository; null for the root.</param>
/// <param name="SeedOption"><c>--seed-option</c>: the program's option (<c>--seed</c>, <c>seed=</c>), a variable (<c>env:NAME</c>), <c>inject</c> or <c>none</c>; null when the command holds {seed}.</param>
/// <param name="Results"><c>--result PATH[:reader[:expression]]</c>; empty for the probe.</param>
/// <param name="Epochs"><c>--epochs</c>; null when the command does not use {epochs}.</param>
/// <param name="Timeout"><c>--timeout</c> of one run; null for an hour.</param>
public sealed record RecipeOptions(string Command, string? WorkingDirectory, string? SeedOption, IReadOnlyList<string> Results, int? Epochs, TimeSpan? Timeout);

/// <summary>Makes a recipe of command-line options.</summary>
public static class RecipeFromOptions
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromHours(1);

    /// <summary>The recipe of a search.</summary>
    /// <exception cref="UserErrorException">An option is wrong; the message quotes it.</exception>
    public static Recipe Create(RecipeOptions options)
    {
        var words = Words(options.Command);
        var folder = Folder(options.WorkingDirectory);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        var seed = Seed(options.SeedOption, ref words, environment);
        var outputs = options.Results.Select((r, i) => Result(r, i, folder?.Value ?? "")).ToList();
        Epochs(options.Epochs, words, environment);
        if (outputs.Exists(o => Placeholders.Uses(o.Path, "out")) && !words.Any(w => Placeholders.Uses(w, "out")))
            throw new UserErrorException("--result names {out}, but --command does not.", "Tell the program its output folder with {out}, or name the path that it chooses itself.");
        if (outputs.Count == 0)
            outputs.Add(new RecipeOutput("architecture", "probe", "genotype", "probe", null, null, null));
        if (options.Timeout is { } limit && limit <= TimeSpan.Zero)
            throw new UserErrorException($"--timeout is {limit}, which leaves no time.", "Give a time above 0.");
        return new Recipe("command-line", RecipePurpose.Search, words, folder, seed, [], options.Timeout ?? DefaultTimeout, outputs, new RecipeOrigin("command_line", null))
        {
            Environment = environment,
            Epochs = options.Epochs,
        };
    }

    private static IReadOnlyList<string> Words(string command)
    {
        if (CommandWords.Split(command) is CommandSplit.Refused refused)
            throw new UserErrorException($"--command: {refused.Message}.", refused.Fix);
        var words = ((CommandSplit.Words)CommandWords.Split(command)).List;
        if (words.SelectMany(Placeholders.Unknown).FirstOrDefault() is { } unknown)
        {
            var near = Spelling.Nearest(unknown, Placeholders.Names);
            throw new UserErrorException($"--command: the placeholder '{{{unknown}}}' is not known{(near is null ? "" : $"; did you mean '{{{near}}}'?")}.", $"Use {Placeholders.InWords}.");
        }
        return words;
    }

    private static RepoPath? Folder(string? folder)
    {
        if (folder is null or "." or "./" or "")
            return null;
        return RepoPath.TryResolve("", folder, out var path)
            ? path
            : throw new UserErrorException($"--workdir: '{folder}' is no folder inside the repository.", "Name a folder relative to the repository's root.");
    }

    private static SeedPassing Seed(string? option, ref IReadOnlyList<string> words, Dictionary<string, string> environment)
    {
        var isInCommand = words.Any(w => Placeholders.Uses(w, "seed"));
        if (option is null)
            return isInCommand
                ? SeedPassing.Argument
                : throw new UserErrorException("--command does not say where the seed goes.", "Put {seed} into the command, or name the program's option with --seed-option; 'inject' seeds the generators of a program that does not, 'none' leaves all as it is.");
        if (isInCommand)
            throw new UserErrorException($"--seed-option '{option}' is given, and --command holds {{seed}} already.", "Leave one of the two out.");
        if (option is "inject" or "none")
            return option == "inject" ? SeedPassing.Inject : SeedPassing.None;
        if (option.StartsWith("env:", StringComparison.Ordinal))
        {
            var name = option[4..];
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                throw new UserErrorException($"--seed-option: '{name}' is no name of a variable.", "Write env:NAME.");
            environment[name] = "{seed}";
            return SeedPassing.Environment;
        }
        if (option.Length == 0 || option.Any(char.IsWhiteSpace) || option.Contains('{'))
            throw new UserErrorException($"--seed-option: '{option}' is no option.", "Write the option as the program takes it: --seed, or seed= for programs that take key=value.");
        words = option.EndsWith('=') ? [.. words, option + "{seed}"] : [.. words, option.StartsWith('-') ? option : "--" + option, "{seed}"];
        return SeedPassing.Argument;
    }

    private static void Epochs(int? epochs, IReadOnlyList<string> words, Dictionary<string, string> environment)
    {
        var isUsed = words.Concat(environment.Values).Any(w => Placeholders.Uses(w, "epochs"));
        if (epochs is <= 0)
            throw new UserErrorException($"--epochs is {epochs}.", "Give at least 1.");
        if (isUsed && epochs is null)
            throw new UserErrorException("--command holds {epochs}, and --epochs is not given.", "Add --epochs N.");
        if (!isUsed && epochs is not null)
            throw new UserErrorException("--epochs is given, but --command does not say where it goes.", "Put {epochs} into the command, as in '--epochs {epochs}'.");
    }

    private static RecipeOutput Result(string text, int index, string folder)
    {
        var parts = text.Split(':', 3);
        var reader = parts.Length > 1 ? parts[1] : Guess(parts[0]);
        if (!RecipeWords.Readers.Contains(reader))
        {
            var near = Spelling.Nearest(reader, RecipeWords.Readers);
            throw new UserErrorException($"--result: '{reader}' is no reader{(near is null ? "" : $"; did you mean '{near}'?")}.", $"Write PATH[:reader[:expression]] with one of: {string.Join(", ", RecipeWords.Readers)}.");
        }
        if (!OutputPlace.TryParse(parts[0], folder, out var place, out var fault))
            throw new UserErrorException($"--result: '{parts[0]}': {fault}.", "Write a path below {out}, one relative to --workdir, or stdout, stderr, output or probe.");
        if (place.Root == OutputRoot.Probe != (reader == "probe"))
            throw new UserErrorException($"--result: the path '{parts[0]}' and the reader '{reader}' do not go together.", "Write 'probe' alone.");
        return new RecipeOutput(index == 0 ? "architecture" : $"architecture-{index + 1}", parts[0], "genotype", reader, parts.Length > 2 ? parts[2] : null, null, null);
    }

    private static string Guess(string path) => path[(path.LastIndexOf('.') + 1)..] switch
    {
        "probe" => "probe",
        "npy" or "npz" => "numpy",
        "pt" or "pth" or "tar" => "torch",
        _ => "auto",
    };
}
