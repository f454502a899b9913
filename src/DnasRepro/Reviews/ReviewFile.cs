using System.Text;

namespace DnasRepro.Reviews;

/// <summary>A file of a reviewer's folder.</summary>
/// <param name="Path">Its place in the folder, with <c>/</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ReviewFile(string Path, byte[] Content)
{
    /// <summary>A list of all other files with their SHA-256, as <c>sha256sum -c</c> reads it.</summary>
    public const string Manifest = "MANIFEST.sha256";

    /// <summary>The reviewer's form.</summary>
    public const string Form = "REVIEW.md";

    /// <summary>How to repeat the check.</summary>
    public const string Command = "COMMAND.txt";

    /// <summary>What made the folder.</summary>
    public const string Environment = "environment.json";

    /// <summary>The card's text, from which the form is filled.</summary>
    public const string Card = "evidence/card.json";

    /// <summary>A text file in UTF-8.</summary>
    public static ReviewFile OfText(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
