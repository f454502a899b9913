using System.Reflection;

namespace DnasRepro.Cli;

/// <summary>The version of this tool, with the commit that it was built from when the build knew it.</summary>
internal static class ToolVersion
{
    private const int ShownDigits = 12;

    public static string Text => WithCommit.Split('+')[0];

    /// <summary>For people: <c>0.1.0 (abcdef123456)</c>, or the version alone where the build knew no commit.</summary>
    public static string Shown => Readable(WithCommit);

    /// <summary>With what the build adds, a commit where it knew one.</summary>
    public static string WithCommit { get; } = typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <param name="informational">The version, a plus, and the commit.</param>
    internal static string Readable(string informational) =>
        informational.Split('+', 2) is [var version, { Length: >= ShownDigits } commit] && commit.All(char.IsAsciiHexDigitLower) ? $"{version} ({commit[..ShownDigits]})" : informational;
}
