using System.CommandLine;

namespace DnasRepro.Cli;

/// <summary><c>completion SHELL</c>: prints the script by which a shell completes this tool's commands, options and values.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal) { ["bash"] = "bash.sh", ["fish"] = "fish.fish", ["pwsh"] = "pwsh.ps1", ["zsh"] = "zsh.zsh" };

    private static readonly Argument<string> Shell = new("SHELL") { HelpName = "SHELL", Description = $"{string.Join(", ", Scripts.Keys)}." };

    public static Command Create()
    {
        var command = new Command("completion", "Prints a script by which the shell completes 'dotnet dnas-repro'; its first line says where it goes.") { Shell };
        Shell.CompletionSources.Add(Scripts.Keys.ToArray());
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult options)
    {
        var shell = options.GetValue(Shell)!;
        if (!Scripts.TryGetValue(shell, out var script))
            throw new UserErrorException($"There is no completion for '{shell}'.", $"Name one of: {string.Join(", ", Scripts.Keys)}.");
        using var reader = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream("completion/" + script)!);
        Console.Out.Write(reader.ReadToEnd());
        return ExitCodes.Passed;
    }
}
