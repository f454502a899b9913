using System.Globalization;
using System.Text;
using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>An annotation of a check run, as GitHub's API takes it.</summary>
/// <param name="Path">The file; <c>.github</c> for what has no place, as GitHub's own runner does.</param>
/// <param name="StartLine">From 1.</param>
/// <param name="EndLine">From 1.</param>
/// <param name="Level">notice, warning or failure.</param>
/// <param name="Title">At most 255 bytes.</param>
/// <param name="Message">At most 64,000 bytes.</param>
public sealed record CheckRunAnnotation(string Path, int StartLine, int EndLine, string Level, string Title, string Message);

/// <summary>Findings as annotations of a check run, in calls that GitHub accepts. No control, format or four-byte character is in them.</summary>
/// <param name="Batches">What to send, a call each: the first with the check run, the others as updates.</param>
/// <param name="LeftOut">How many findings are only in the report.</param>
public sealed record CheckRunAnnotations(IReadOnlyList<IReadOnlyList<CheckRunAnnotation>> Batches, int LeftOut)
{
    /// <summary>Annotations of one call.</summary>
    public const int MostInACall = 50;

    /// <summary>Annotations in all: ten calls; nobody reads more, and GitHub limits how often it is called.</summary>
    public const int Most = 500;

    /// <summary>Bytes of a title.</summary>
    public const int LongestTitle = 255;

    /// <summary>Bytes of a message.</summary>
    public const int LongestMessage = 64_000;

    /// <summary>The open findings of a report, the worst first.</summary>
    public static CheckRunAnnotations Of(Report report) => Of(AnnotatedFinding.Of(report));

    /// <summary>What a comparison brings, the worst first; of each severity what is new on changed lines first.</summary>
    public static CheckRunAnnotations Of(Comparison comparison) => Of(AnnotatedFinding.Of(comparison));

    private static CheckRunAnnotations Of(IReadOnlyList<AnnotatedFinding> findings) =>
        new([.. findings.Take(Most).Select(Annotation).Chunk(MostInACall)], Math.Max(0, findings.Count - Most));

    private static CheckRunAnnotation Annotation(AnnotatedFinding annotated)
    {
        var place = annotated.Finding.Evidence.FirstOrDefault();
        var line = Math.Max(1, place?.Line ?? 1);
        return new CheckRunAnnotation(
            Basic(place?.Path is { Length: > 0 } path ? path : ".github"),
            line,
            Math.Max(line, place?.EndLine ?? 1),
            annotated.Severity switch { Severity.Error => "failure", Severity.Warning => "warning", _ => "notice" },
            ShortText.OfBytes(Basic(annotated.Title), LongestTitle),
            ShortText.OfBytes(Basic(annotated.Message), LongestMessage));
    }

    /// <summary>Text without what could steer or hide, and without characters of four bytes, which the interface has refused.</summary>
    private static string Basic(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in Escaping.Visible(text).EnumerateRunes())
        {
            if (rune.IsBmp)
                builder.Append((char)rune.Value);
            else
                builder.Append("\\u{").Append(rune.Value.ToString("x", CultureInfo.InvariantCulture)).Append('}');
        }
        return builder.ToString();
    }
}
