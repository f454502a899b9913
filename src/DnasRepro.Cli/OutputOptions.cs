using System.CommandLine;
using DnasRepro.Reports;

namespace DnasRepro.Cli;

/// <summary>Which formats are written, and where to.</summary>
internal sealed record OutputOptions(IReadOnlyList<ReportFormat> Formats, string? Path, string? TemplateText)
{
    public static readonly Option<string[]> Format = new("--format", "-f")
    {
        Description = $"One or more of: {string.Join(", ", ReportFormat.All.Select(f => f.Name))}.",
        HelpName = "FORMAT",
        CompletionSources = { ReportFormat.All.Select(f => f.Name).ToArray() },
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => ["text"],
    };

    public static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "A file to write to; a folder (which is made) when it ends in '/' or when there are several formats. [default: stdout]",
        HelpName = "PATH",
    };

    public static readonly Option<string?> Template = new("--template") { Description = "A Scriban template to use instead of the format's own (markdown, html).", HelpName = "FILE" };

    /// <summary>Makes an option refuse other values, with the allowed ones in the message.</summary>
    public static void RestrictValues(Option<string?> option, params string[] values) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<string?>() is { } value && !values.Contains(value))
            result.AddError($"{option.Name}: '{value}' is not one of {string.Join(", ", values)}.");
    });

    /// <exception cref="UserErrorException">A format is not known, or several formats have no folder to go to.</exception>
    public static OutputOptions Read(ParseResult options)
    {
        var formats = options.GetValue(Format)!.SelectMany(f => f.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(ReportFormat.Parse).Distinct().ToList();
        var path = options.GetValue(Output);
        if (formats.Count > 1 && path is null)
            throw new UserErrorException("Several formats cannot share stdout.", "Name a folder with --output.");
        var template = options.GetValue(Template);
        if (template is not null && !formats.Exists(f => f.HasTemplate))
            throw new UserErrorException("--template fits the formats markdown and html only.", "Add --format markdown or --format html.");
        return new OutputOptions(formats, path, template is null ? null : LocalFile.ReadText(template, "--template"));
    }

    /// <summary>Writes the report; a file is either written whole or not at all.</summary>
    public void Write(Report report)
    {
        if (Path is null)
        {
            StandardOutput.Write(report, Formats[0], TemplateText);
            return;
        }
        var isFolder = Formats.Count > 1 || Path.EndsWith('/') || Path.EndsWith(System.IO.Path.DirectorySeparatorChar) || Directory.Exists(Path);
        foreach (var format in Formats)
        {
            var file = isFolder ? System.IO.Path.Combine(Path, format.FileName) : Path;
            WholeFile.Write(file, ReportWriter.Write(report, format, format.HasTemplate ? TemplateText : null), "--output");
            Console.Error.WriteLine($"wrote {file}");
        }
    }
}
