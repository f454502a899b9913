namespace DnasRepro.Studies;

/// <summary>Reads a list of studies from YAML, JSON or CSV.</summary>
public static class StudyListReader
{
    /// <summary>Reads a list.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="fileName">The file's name as the user gave it; its ending tells the form.</param>
    /// <exception cref="UserErrorException">The text is no list of studies; the message names file, line and column.</exception>
    public static StudyList Read(string text, string fileName) => throw new UserErrorException($"'{fileName}' ({text.Length} characters) cannot be read yet.", "Wait.");
}
