using System.Reflection;

namespace DnasRepro.Cli;

/// <summary>The version of this tool, with the commit that it was built from when the build knew it.</summary>
internal static class ToolVersion
{
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
