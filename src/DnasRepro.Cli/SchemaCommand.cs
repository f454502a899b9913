using System.CommandLine;
using DnasRepro.Schemas;

namespace DnasRepro.Cli;

/// <summary><c>schema [NAME]</c>: prints a JSON schema for editors and other programs.</summary>
internal static class SchemaCommand
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["architecture"] = "architecture.schema.json",
        ["audit"] = "audit.schema.json",
        ["card"] = "reporting-card.schema.json",
        ["comparison"] = "comparison.schema.json",
        ["config"] = "config.schema.json",
        ["recipe"] = "recipe.schema.json",
        ["report"] = "report.schema.json",
        ["search-settings"] = "search-settings.schema.json",
        ["study-list"] = "study-list.schema.json",
    };

    private static readonly Argument<string> Name = new("NAME") { HelpName = "NAME", Description = $"{string.Join(", ", Files.Keys)}.", DefaultValueFactory = _ => "card" };

    public static Command Create()
    {
        var command = new Command("schema", "Prints the JSON schema of the card, of the settings, of a rerun's recipes, of the reference search's settings, of the architecture that a search writes, of the JSON report, of a comparison, of a list of studies or of an audit.") { Name };
        Name.CompletionSources.Add(Files.Keys.ToArray());
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        var name = options.GetValue(Name)!;
        if (!Files.TryGetValue(name, out var file))
            throw new UserErrorException($"There is no schema '{name}'.", $"Name one of: {string.Join(", ", Files.Keys)}.");
        Console.Out.Write(JsonSchema.ReadText(file));
        return ExitCodes.Passed;
    }
}
