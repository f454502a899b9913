using System.CommandLine;
using System.CommandLine.Completions;
using DnasRepro.Checks;
using DnasRepro.Schemas;

namespace DnasRepro.Cli;

/// <summary><c>explain [CHECK]</c>: the page of a check, or the list of all checks.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string?> Check = new("CHECK") { HelpName = "CHECK", Description = "A check's id (DNAS1101) or slug (card-geno-ops); all are listed when left out.", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        var command = new Command("explain", "Explains a check: what, why, an example, how to mend it.") { Check };
        Check.CompletionSources.Add(_ => CheckCatalog.Infos.SelectMany(i => new[] { i.Id, i.Slug }).Select(n => new CompletionItem(n)));
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        if (options.GetValue(Check) is not { } asked)
        {
            foreach (var info in CheckCatalog.Infos.OrderBy(i => i.Id, StringComparer.Ordinal))
                Console.Out.WriteLine($"{info.Id}  {info.Severity.ToString().ToLowerInvariant(),-7}  {info.Slug,-32}  {info.Title}");
            return ExitCodes.Passed;
        }
        var found = CheckCatalog.Infos.FirstOrDefault(i => i.Id.Equals(asked, StringComparison.OrdinalIgnoreCase) || i.Slug.Equals(asked, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var nearest = Spelling.Nearest(asked, CheckCatalog.Infos.SelectMany(i => new[] { i.Id, i.Slug }));
            throw new UserErrorException($"There is no check '{asked}'.", nearest is null ? "'dotnet dnas-repro explain' lists all checks." : $"Did you mean '{nearest}'?");
        }
        Console.Out.Write(CheckCatalog.Page(found));
        return ExitCodes.Passed;
    }
}
