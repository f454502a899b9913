using System.Reflection;

namespace DnasRepro.Cli;

/// <summary>The version of this tool, with the commit that it was built from when the build knew it.</summary>
internal static class ToolVersion
{
    public static string Text => WithCommit.Split('+')[0];

    /// <summary>With what the build adds, a commit where it knew one.</summary>
    public static string WithCommit { get; } = typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
