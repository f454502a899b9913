using DnasRepro.Locations;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DnasRepro.Facts;

/// <summary>Reads documents: their sections, the commands that they tell their readers to run, their links.</summary>
internal sealed class DocumentReader : ITextReader
{
    private const int MostFiles = 200;
    private const int LargestFile = 512 * 1024;
    private const int LongestBareLine = 1000;

    /// <summary>Bounds within which Markdown is parsed; its parser takes quadratic time over some texts. Beyond, lines are scanned.</summary>
    private const int LargestMarkdown = 256 * 1024;
    private const int MostMarkdown = 3 * 1024 * 1024;
    private const int LongestMarkdownLine = 20_000;

    private readonly List<DocumentFile> files = [];
    private int parsed;

    public bool Wants(RepoPath path) => files.Count < MostFiles && IsDocument(path);

    /// <summary>READMEs anywhere near the top, and Markdown at the root and under docs/.</summary>
    public static bool IsDocument(RepoPath path)
    {
        if (path.Depth > 4)
            return false;
        var isReadme = path.Name.StartsWith("readme", StringComparison.OrdinalIgnoreCase) && path.Extension is (".md" or ".markdown" or ".rst" or ".txt" or "");
        return isReadme || (path.Extension is ".md" && (path.Depth == 0 || path.Value.StartsWith("docs/", StringComparison.OrdinalIgnoreCase)));
    }

    public void Read(RepoPath path, string text)
    {
        if (text.Length > LargestFile)
            return;
        var links = LinkScanner.Read(path, text);
        var lines = text.Split('\n');
        files.Add(IsParsed(path, text, lines) ? Markdown(path, text, lines, links) : Plain(path, lines, links));
    }

    public DocumentationFacts Facts() => new([.. files.OrderBy(f => f.Path.Depth).ThenBy(f => Rank(f.Path)).ThenBy(f => f.Path)]);

    /// <summary>README.md stands before README_zh.md, and both before other documents.</summary>
    private static int Rank(RepoPath path) =>
        !path.Name.StartsWith("readme", StringComparison.OrdinalIgnoreCase) ? 2 : path.Name.Length - path.Extension.Length == "readme".Length ? 0 : 1;

    private bool IsParsed(RepoPath path, string text, string[] lines)
    {
        if (path.Extension is not (".md" or ".markdown") || text.Length > LargestMarkdown || parsed + text.Length > MostMarkdown || Array.Exists(lines, l => l.Length > LongestMarkdownLine))
            return false;
        parsed += text.Length;
        return true;
    }

    private static DocumentFile Markdown(RepoPath path, string text, string[] lines, IReadOnlyList<DocumentedLink> links)
    {
        var headings = new List<Heading>();
        var commands = new List<DocumentedCommand>();
        var scanner = new CommandScanner(path);
        foreach (var block in Parse(text))
        {
            if (block is HeadingBlock heading)
                headings.Add(HeadingOf(path, heading, lines));
            else if (block is CodeBlock code)
                commands.AddRange(scanner.Read(code.Lines.ToString().Split('\n'), code.Line + (code is FencedCodeBlock ? 1 : 0), headings.LastOrDefault()?.Text));
            else if (block is LeafBlock { Inline: { } inline } leaf)
                commands.AddRange(InlineCommands(scanner, inline, leaf.Line, headings.LastOrDefault()?.Text).Concat(BareCommands(scanner, text, lines, leaf, headings.LastOrDefault()?.Text)));
        }
        return new DocumentFile(path, headings, commands, links) { Made = MadeFiles.Of(lines, scanner.Made), SearchMention = SearchMention.First(path, lines) };
    }

    /// <summary>Markdig refuses to nest too deeply by an exception; such a document has no commands for us.</summary>
    private static IEnumerable<MarkdownObject> Parse(string text)
    {
        try
        {
            return Markdig.Markdown.Parse(text).Descendants();
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private static IEnumerable<DocumentedCommand> InlineCommands(CommandScanner scanner, ContainerInline inline, int line, string? section) => inline
        .Descendants<CodeInline>().SelectMany(c => scanner.Read([c.Content.Replace('\n', ' ')], c.Line > 0 ? c.Line : line, section));

    /// <summary>Commands that stand in plain or quoted text without the signs of code: a line that starts a program and names a script.</summary>
    private static IEnumerable<DocumentedCommand> BareCommands(CommandScanner scanner, string text, string[] lines, LeafBlock leaf, string? section)
    {
        var (from, to) = (Math.Clamp(leaf.Span.Start, 0, text.Length), Math.Clamp(leaf.Span.End + 1, 0, text.Length));
        var count = from < to ? text.AsSpan(from, to - from).Count('\n') : 0;
        for (var i = leaf.Line; i <= Math.Min(leaf.Line + count, lines.Length - 1); i++)
        {
            if (lines[i].Length > LongestBareLine || !(lines[i].Contains(".py", StringComparison.Ordinal) || lines[i].Contains(".sh", StringComparison.Ordinal)))
                continue;
            var line = lines[i].TrimStart('>', ' ', '\t', '-', '*', '+').Replace("<br>", "", StringComparison.OrdinalIgnoreCase);
            if (line.Contains('`') || !CommandScanner.IsCommand(line))
                continue;
            foreach (var command in scanner.Read([line], i, section).Where(c => c.Files.Count > 0))
                yield return command with { Evidence = Evidence.AtLine(scanner.Path, i + 1, lines[i]) };
        }
    }

    private static DocumentFile Plain(RepoPath path, string[] lines, IReadOnlyList<DocumentedLink> links)
    {
        var headings = new List<Heading>();
        for (var i = 0; i < lines.Length; i++)
        {
            var rule = lines[i].Trim();
            if (i > 0 && rule.Length >= 3 && (rule[0] is '=' or '-' or '~') && rule.All(c => c == rule[0]) && lines[i - 1].Trim().Length > 0)
                headings.Add(new Heading(rule[0] == '=' ? 1 : 2, Evidence.Cut(lines[i - 1].Trim()), Evidence.AtLine(path, i, lines[i - 1])));
            else if (rule.StartsWith('#') && rule.Length < LongestBareLine && rule.TrimStart('#') is [' ', .. var title] && rule.Length - title.Length <= 7)
                headings.Add(new Heading(rule.Length - title.Length - 1, title.Trim(), Evidence.AtLine(path, i + 1, lines[i])));
        }
        var scanner = new CommandScanner(path);
        IReadOnlyList<DocumentedCommand> commands = [.. scanner.Read(lines, 0, null)];
        return new DocumentFile(path, headings, commands, links) { Made = MadeFiles.Of(lines, scanner.Made), SearchMention = SearchMention.First(path, lines) };
    }

    /// <summary>An underlined heading counts as standing at its text, not at its underline.</summary>
    private static Heading HeadingOf(RepoPath path, HeadingBlock heading, string[] lines)
    {
        var line = heading.IsSetext && heading.Line > 0 && LineAt(lines, heading.Line).TrimEnd() is [('=' or '-'), ..] ? heading.Line - 1 : heading.Line;
        return new Heading(heading.Level, TextOf(heading.Inline), Evidence.AtLine(path, line + 1, LineAt(lines, line)));
    }

    private static string TextOf(ContainerInline? inline) => inline is null ? "" : string.Concat(inline.Descendants().Select(i => i switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    })).Trim();

    private static string LineAt(string[] lines, int index) => index < lines.Length ? lines[index] : "";
}
