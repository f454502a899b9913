using System.CommandLine;
using DnasRepro.AuditReports;
using DnasRepro.Audits;

namespace DnasRepro.Cli;

/// <summary>Which formats an audit is written in, and where to.</summary>
internal sealed record AuditOutputs(IReadOnlyList<AuditFormat> Formats, string? Path)
{
    public static readonly Option<string[]> Format = new("--format", "-f")
    {
        Description = $"One or more of: {string.Join(", ", AuditFormat.All.Select(f => f.Name))}. [default: text]",
        HelpName = "FORMAT",
        CompletionSources = { AuditFormat.All.Select(f => f.Name).ToArray() },
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "A file to write to; a folder (which is made) when it ends in '/' or when there are several formats. [default: stdout]", HelpName = "PATH",
    };

    private bool IsFolder => Formats.Count > 1 || Directory.Exists(Path) || (Path is { } path && (path.EndsWith('/') || path.EndsWith(System.IO.Path.DirectorySeparatorChar)));

    /// <exception cref="UserErrorException">A format is not known, or several formats have no folder to go to.</exception>
    public static AuditOutputs Read(ParseResult options) => Of(options.GetValue(Format)!, options.GetValue(Output));

    /// <exception cref="UserErrorException">A format is not known, or several formats have no folder to go to.</exception>
    public static AuditOutputs Of(IEnumerable<string> formats, string? path)
    {
        var named = formats.SelectMany(f => f.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(AuditFormat.Parse).Distinct().ToList();
        if (named.Count > 1 && path is null)
            throw new UserErrorException("Several formats cannot share stdout.", "Name a folder with --output.");
        return new AuditOutputs(named.Count == 0 ? [AuditFormat.Text] : named, path);
    }

    /// <summary>Writes the audit; a file is either written whole or not at all.</summary>
    public void Write(Audit audit)
    {
        if (Path is null)
        {
            Console.Out.Write(AuditWriter.Write(audit, Formats[0]));
            return;
        }
        foreach (var (name, text) in Formats.Select(f => (f.FileName, AuditWriter.Write(audit, f))).ToList())
        {
            var file = IsFolder ? System.IO.Path.Combine(Path, name) : Path;
            WholeFile.Write(file, text, "--output");
            Console.Error.WriteLine($"wrote {file}");
        }
    }
}
