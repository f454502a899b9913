using DnasRepro.Reports;
using Spectre.Console;

namespace DnasRepro.Cli;

/// <summary>Writes a result to stdout: coloured when that is a terminal, plain otherwise.</summary>
internal static class StandardOutput
{
    public static void Write(Report report, ReportFormat format, string? template)
    {
        if (format == ReportFormat.Text && IsColoured)
            Spectre(TextReport.Lines(report));
        else
            Console.Out.Write(ReportWriter.Write(report, format, template));
    }

    public static void Write(Comparison comparison, ReportFormat format, string? template)
    {
        if (format == ReportFormat.Text && IsColoured)
            Spectre(ComparisonText.Lines(comparison));
        else
            Console.Out.Write(ReportWriter.Write(comparison, format, template));
    }

    private static bool IsColoured => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Kept apart so that Spectre is loaded for a terminal only.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Spectre(IEnumerable<IReadOnlyList<TextSpan>> lines)
    {
        foreach (var line in lines)
        {
            foreach (var span in line)
                AnsiConsole.Write(new Text(span.Text, StyleOf(span.Style)) { Overflow = Overflow.Fold });
            AnsiConsole.WriteLine();
        }
    }

    private static Style StyleOf(TextStyle style) => style switch
    {
        TextStyle.Heading => new Style(decoration: Decoration.Bold),
        TextStyle.Good => new Style(Color.Green),
        TextStyle.Error => new Style(Color.Red, decoration: Decoration.Bold),
        TextStyle.Warning => new Style(Color.Yellow),
        TextStyle.Info => new Style(Color.Blue),
        TextStyle.Path => new Style(Color.Teal),
        TextStyle.Dim => new Style(Color.Grey),
        _ => Style.Plain,
    };
}
