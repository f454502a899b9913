using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace DnasRepro.Cli;

/// <summary>What holds for all commands: the version, help, and the values that a shell may offer.</summary>
internal static partial class CommandLineWords
{
    public static void Set(RootCommand root)
    {
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        // "/h" is a path, and "?" a pattern, where a shell is not that of Windows.
        if (!OperatingSystem.IsWindows())
            KeepOnly(root.Options.OfType<HelpOption>().Single().Aliases, "-h");
        Offer(root);
    }

    private static void KeepOnly(ICollection<string> aliases, string kept)
    {
        foreach (var alias in aliases.Where(a => a != kept).ToList())
            aliases.Remove(alias);
    }

    /// <summary>An option whose help names all its values, as <c>core|journal</c>, offers them.</summary>
    private static void Offer(Command command)
    {
        foreach (var option in command.Options.Where(o => o.CompletionSources.Count == 0 && o.HelpName is { } help && Values().IsMatch(help)))
            option.CompletionSources.Add(option.HelpName!.Split('|'));
        foreach (var inner in command.Subcommands)
            Offer(inner);
    }

    [GeneratedRegex("^[a-z0-9-]+(\\|[a-z0-9-]+)+$")]
    private static partial Regex Values();

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override int Invoke(ParseResult parseResult)
        {
            Console.Out.WriteLine(ToolVersion.Shown);
            return ExitCodes.Passed;
        }
    }
}
