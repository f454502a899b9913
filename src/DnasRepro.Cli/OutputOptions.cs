using System.CommandLine;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary>Which formats are written, and where to.</summary>
internal sealed record OutputOptions(IReadOnlyList<ReportFormat> Formats, string? Path, string? TemplateText, string? ReportUrl = null)
{
    public static readonly Option<string[]> Format = FormatOption(ReportFormat.All);

    private const string Places = "A file to write to; a folder (which is made) when it ends in '/' or when there are several formats.";

    public static readonly Option<string?> Output = OutputOption($"{Places} [default: stdout]");

    /// <summary>The same where a report is made and not only written again.</summary>
    public static readonly Option<string?> ReportOutput = OutputOption($"{Places} With '--profile journal', a folder that ends in '/' is made a reviewer's. [default: stdout]");

    public static readonly Option<string?> Template = new("--template") { Description = "A Scriban template to use instead of the format's own (markdown, html).", HelpName = "FILE" };

    public static readonly Option<string?> ReportUrlOption = new("--report-url") { Description = "Where the report will be read: the badge links to it.", HelpName = "URL" };

    /// <summary>True when the user wrote a folder, and not only several formats need one.</summary>
    public bool IsNamedFolder => Path is { } path && (path.EndsWith('/') || path.EndsWith(System.IO.Path.DirectorySeparatorChar));

    /// <summary>Makes an option refuse other values, with the allowed ones in the message.</summary>
    public static void RestrictValues(Option<string?> option, params string[] values) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<string?>() is { } value && !values.Contains(value))
            result.AddError($"{option.Name}: '{value}' is not one of {string.Join(", ", values)}.");
    });

    /// <summary>The option that names formats.</summary>
    /// <param name="formats">Those that can be named.</param>
    public static Option<string[]> FormatOption(IReadOnlyList<ReportFormat> formats) => new("--format", "-f")
    {
        Description = $"One or more of: {string.Join(", ", formats.Select(f => f.Name))}.",
        HelpName = "FORMAT",
        CompletionSources = { formats.Select(f => f.Name).ToArray() },
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => ["text"],
    };

    private static Option<string?> OutputOption(string description) => new("--output", "-o") { Description = description, HelpName = "PATH" };

    /// <summary>Where output goes, whichever of the two options the command has; null for stdout.</summary>
    public static string? PathOf(ParseResult options) => options.GetValue(Output) ?? options.GetValue(ReportOutput);

    /// <param name="format">The option that names the formats; null for <see cref="Format"/>.</param>
    /// <exception cref="UserErrorException">A format is not known, or several formats have no folder to go to.</exception>
    public static OutputOptions Read(ParseResult options, Option<string[]>? format = null)
    {
        var formats = options.GetValue(format ?? Format)!.SelectMany(f => f.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(ReportFormat.Parse).Distinct().ToList();
        var path = PathOf(options);
        if (formats.Count > 1 && path is null)
            throw new UserErrorException("Several formats cannot share stdout.", "Name a folder with --output.");
        var template = options.GetValue(Template);
        if (template is not null && !formats.Exists(f => f.HasTemplate))
            throw new UserErrorException("--template fits the formats markdown and html only.", "Add --format markdown or --format html.");
        return new OutputOptions(formats, path, template is null ? null : LocalFile.ReadText(template, "--template"), Url(options.GetValue(ReportUrlOption)));
    }

    /// <summary>An https address without credentials, written as links are.</summary>
    private static string? Url(string? text)
    {
        const int longest = 2000;
        if (text is null)
            return null;
        return text.Length <= longest && Escaping.Link(text) is { } link && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0
            ? link
            : throw new UserErrorException($"--report-url: '{text[..Math.Min(text.Length, 200)]}' is no https address.", "Give the address of the page that shows the report, as in https://example.org/report.html.");
    }

    /// <summary>Writes the report; a file is either written whole or not at all.</summary>
    public void Write(Report report)
    {
        if (Path is null)
            StandardOutput.Write(report, Formats[0], TemplateText, ReportUrl);
        else
            WriteFiles(f => (f.FileName, ReportWriter.Write(report, f, TemplateOf(f), ReportUrl)));
    }

    /// <summary>Writes the comparison; a file is either written whole or not at all.</summary>
    /// <exception cref="UserErrorException">Comparisons are not written in one of the formats.</exception>
    public void Write(Comparison comparison)
    {
        if (Path is null)
            StandardOutput.Write(comparison, Formats[0], TemplateText);
        else
            WriteFiles(f => (f.ComparisonFile ?? f.FileName, ReportWriter.Write(comparison, f, TemplateOf(f))));
    }

    private void WriteFiles(Func<ReportFormat, (string Name, string Text)> write)
    {
        var isFolder = Formats.Count > 1 || IsNamedFolder || Directory.Exists(Path);
        foreach (var (name, text) in Formats.Select(write).ToList())
        {
            var file = isFolder ? System.IO.Path.Combine(Path!, name) : Path!;
            WholeFile.Write(file, text, "--output");
            Console.Error.WriteLine($"wrote {file}");
        }
    }

    private string? TemplateOf(ReportFormat format) => format.HasTemplate ? TemplateText : null;
}
