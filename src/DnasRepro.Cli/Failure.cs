using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary>How a run that cannot go on says so: one line of error, one line of help, on stderr.</summary>
internal static class Failure
{
    public static int Print(string message, string hint, int exitCode)
    {
        Console.Error.WriteLine($"error: {Escaping.Terminal(message)}");
        Console.Error.WriteLine($"  fix: {Escaping.Terminal(hint)}");
        return exitCode;
    }
}
