using Spectre.Console;

namespace DnasRepro.Cli;

/// <summary>Shows on stderr that long work goes on; silent when stderr is no terminal.</summary>
internal static class Progress
{
    public static T While<T>(string what, Func<Action<string>, T> work) =>
        Console.IsErrorRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? work(_ => { }) : Shown(what, work);

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static T Shown<T>(string what, Func<Action<string>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Status().Start(Markup.Escape(what), status => work(text => status.Status(Markup.Escape(text))));
    }
}
