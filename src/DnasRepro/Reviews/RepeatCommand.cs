using System.Text;
using System.Text.RegularExpressions;
using DnasRepro.Reports;

namespace DnasRepro.Reviews;

/// <summary>How to make a reviewer's folder again, as text for a shell.</summary>
internal static partial class RepeatCommand
{
    /// <summary>COMMAND.txt.</summary>
    public static string Text(ReviewEnvironment environment)
    {
        var (tool, target) = (environment.Tool, environment.Target);
        var text = new StringBuilder("# Repeats the check that made this folder.\n");
        if (target.Commit is null)
            text.Append("# What was read is under no commit: nobody can be sure to read the same again.\n");
        else if (target is { WorkingTree: true, Dirty: true })
            text.Append("# A working tree with uncommitted changes was read: this command cannot repeat what came of them.\n");
        if (target is { Commit: { } commit, Remote: { } remote })
            text.Append($"# The repository is {Escaping.Visible(remote)}, the commit {commit}.\n");
        if (environment.Repeat.Any(w => w.Contains("./", StringComparison.Ordinal)))
            text.Append("# ./NAME stands for a file or folder of the machine that made the folder.\n");
        text.Append("# For files that are the same to the byte, give --no-generated both times.\n\n");
        text.Append($"dotnet tool install --global {Word(tool.Name)} --version {Word(tool.Version)}\n");
        return text.Append($"dotnet dnas-repro {string.Join(' ', environment.Repeat.Select(Word))}\n").ToString();
    }

    /// <summary>A word as a POSIX shell takes it, and PowerShell too unless it holds a quote. Control characters are shown, so that none steers a terminal.</summary>
    private static string Word(string word)
    {
        var visible = Escaping.Visible(word);
        return Plain().IsMatch(visible) ? visible : $"'{visible.Replace("'", "'\\''")}'";
    }

    [GeneratedRegex(@"^[A-Za-z0-9._/:@%+,=-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
