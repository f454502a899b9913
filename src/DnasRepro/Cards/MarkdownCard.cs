using Markdig;
using Markdig.Syntax;

namespace DnasRepro.Cards;

/// <summary>Finds a card that stands in a Markdown document as a block fenced with the words <c>yaml nas-reporting-card</c>.</summary>
internal static class MarkdownCard
{
    /// <summary>The words behind the opening fence.</summary>
    public const string Language = "yaml";

    public const string Label = "nas-reporting-card";

    /// <summary>The block's text, and how far it lies from the file's first line and column.</summary>
    public sealed record Block(string Text, int LineOffset, int ColumnOffset);

    /// <summary>The first such block, or null.</summary>
    public static Block? Find(string markdown)
    {
        if (!markdown.Contains(Label, StringComparison.Ordinal))
            return null;
        foreach (var fence in Markdown.Parse(markdown).Descendants<FencedCodeBlock>())
        {
            if (fence.Info is Language && fence.Arguments?.Trim() == Label)
                return new Block(fence.Lines.ToString(), fence.Line + 1, fence.Column);
        }
        return null;
    }
}
