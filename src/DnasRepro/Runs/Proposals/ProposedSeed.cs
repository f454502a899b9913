using DnasRepro.Recipes;
using DnasRepro.SearchCode;

namespace DnasRepro.Runs.Proposals;

/// <summary>How the seed gets in.</summary>
internal sealed record ProposedSeed(SeedPassing How, bool IsFixed, string? Reason)
{
    public static ProposedSeed Add(Draft draft)
    {
        var calls = draft.Facts.SearchCode.Practice.Seeds.Where(s => s.InSearch && draft.Reaches(s.Evidence)).ToList();
        if (Option(draft, calls) is { } option)
        {
            var call = calls.Find(c => c.Option == option.Destination);
            if (draft.Set(option, "{seed}"))
            {
                draft.Say($"'{option.Name}' sets the seed (default {option.Default ?? "none"}).", option.Evidence);
                if (call is null)
                    draft.Doubt($"No call was found that seeds a generator with '{option.Name}'.", option.Evidence);
                return new ProposedSeed(option.Kind == "config" ? SeedPassing.Configuration : SeedPassing.Argument, false, null);
            }
            draft.Doubt($"The seed is '{option.Name}', which cannot be set from here; write the file that sets it under 'files:'.", option.Evidence);
            return new ProposedSeed(SeedPassing.None, true, $"the seed is {option.Name} in a configuration that was not understood");
        }
        return calls.Find(c => c.Option is not null) is { } key ? Key(draft, key) : Without(draft, calls);
    }

    private static ProgramOption? Option(Draft draft, List<SeedCall> calls) =>
        draft.Options.FirstOrDefault(o => calls.Exists(c => c.Option is { } name && (name == o.Destination || name == o.Name)))
        ?? draft.Options.FirstOrDefault(o => OptionWords.Is(o, OptionWords.Seed));

    /// <summary>A key of the configuration file, whether the file has it or relies on the default in the code.</summary>
    private static ProposedSeed Key(Draft draft, SeedCall call)
    {
        var key = call.Option!;
        draft.Say($"The seed is the key '{key}' of the configuration{(call.Literal is { } usual ? $" (default {usual})" : "")}.", call.Evidence);
        if (draft.SetInConfiguration(key, "{seed}"))
            return new ProposedSeed(SeedPassing.Configuration, false, null);
        if (draft.AddToConfiguration(key, "{seed}"))
        {
            draft.Doubt($"'{draft.ConfigFile!.Path}' does not set '{key}'; it is added at its top, which is right if the program reads it there.", call.Evidence);
            return new ProposedSeed(SeedPassing.Configuration, false, $"the key {key}, which '{draft.ConfigFile.Path}' does not set");
        }
        draft.Doubt($"The configuration file that sets '{key}' was not found; write one under 'files:' with {{seed}} in it.", call.Evidence);
        return new ProposedSeed(SeedPassing.None, true, $"the key {key} of a configuration that was not found");
    }

    private static ProposedSeed Without(Draft draft, List<SeedCall> calls)
    {
        if (calls.Find(c => c.Literal is not null) is { } fixedCall)
        {
            draft.Doubt($"The seed is fixed in the code: '{fixedCall.Value}'. All runs would be one run; a patch that replaces it by {{seed}} makes it settable.", fixedCall.Evidence);
            return new ProposedSeed(SeedPassing.None, true, $"fixed in the code at {fixedCall.Evidence.Location.Path}:{fixedCall.Evidence.Location.StartLine}");
        }
        if (calls.Count > 0)
        {
            draft.Doubt($"Where the seed '{calls[0].Value}' comes from was not found.", calls[0].Evidence);
            return new ProposedSeed(SeedPassing.None, false, "where the seed comes from was not found");
        }
        draft.Say("No call that seeds a generator was found in what the program reaches: the recipe asks the rerun to seed them at the start.", draft.Program.Entry);
        return new ProposedSeed(SeedPassing.Inject, false, "no call that seeds a generator was found in the search");
    }
}
