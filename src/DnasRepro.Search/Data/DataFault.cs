using DnasRepro.Locations;

namespace DnasRepro.Search.Data;

/// <summary>Faults of the user's data, in one form: which file, what is wrong, how to mend it.</summary>
internal static class DataFault
{
    public static UserErrorException In(string file, string what, string hint) => new($"{PrintableText.Of(file)}: {what}", hint);

    /// <summary>For files that end early.</summary>
    public static UserErrorException EndsEarly(string file, long needed) =>
        In(file, $"it ends before the {needed} bytes that its header promises.", "Copy or download the file again: it was cut off.");
}
