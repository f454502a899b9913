namespace DnasRepro.Python;

/// <summary>The Python text of a file, with the lines of the file that its places stand for.</summary>
internal sealed class PySource
{
    private readonly int[] lineStarts;
    private readonly int[]? fileLines;

    /// <summary>Takes a text.</summary>
    /// <param name="text">The Python text.</param>
    /// <param name="fileLines">For each line of the text its line in the file; null when they are the same.</param>
    public PySource(string text, int[]? fileLines = null)
    {
        Text = text;
        this.fileLines = fileLines;
        var starts = new int[text.Length / 24 + 16];
        var count = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r'))
                continue;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            if (count == starts.Length)
                Array.Resize(ref starts, count * 2);
            starts[count++] = i + 1;
        }
        lineStarts = starts.AsSpan(0, count).ToArray();
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The stretches that are parsed by themselves, such as a notebook's cells; null when the text is one.</summary>
    public IReadOnlyList<(int Start, int End)>? Parts { get; init; }

    /// <summary>The line of the file, from 1, that an offset lies in.</summary>
    public int LineOf(int offset)
    {
        var line = TextLine(offset);
        return fileLines is null ? line + 1 : fileLines[Math.Min(line, fileLines.Length - 1)];
    }

    /// <summary>The whole line of the text that an offset lies in, without its end.</summary>
    public string LineText(int offset)
    {
        var line = TextLine(offset);
        var end = line + 1 < lineStarts.Length ? lineStarts[line + 1] : Text.Length;
        return Text[lineStarts[line]..end].TrimEnd('\r', '\n');
    }

    private int TextLine(int offset)
    {
        var found = Array.BinarySearch(lineStarts, offset);
        return found >= 0 ? found : ~found - 1;
    }
}
