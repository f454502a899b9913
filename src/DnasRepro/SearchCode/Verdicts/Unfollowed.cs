using DnasRepro.SearchCode.Flow;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>
/// Where nothing was found and yet an optimiser steps tensors that bear the field's names for architecture parameters. A name shows no search,
/// but it forbids to say that there is none.
/// </summary>
internal static class Unfollowed
{
    private const int MostSpread = 80;

    /// <summary>Why the verdict is not determined; null when nothing speaks against "none".</summary>
    public static string? Reason(FlowAnalysis flow)
    {
        foreach (var site in flow.Sites.Where(s => s.Kind == SiteKind.Update && s.How != "changed along its gradient"))
        {
            if (site.Origins.Select(id => flow.Origins[id]).Where(o => o.Spread <= MostSpread).SelectMany(o => o.Names).Where(IsArchitectureName).Order(StringComparer.Ordinal).FirstOrDefault() is not { } name)
                continue;
            var at = site.Function.File.At(site.Offset).Location;
            return $"{at.Path}:{at.StartLine} steps an optimiser of tensors that are named as architecture parameters are ({name}), but the choice that they weight could not be followed.";
        }
        return null;
    }

    private static bool IsArchitectureName(string name)
    {
        var lower = name.ToLowerInvariant();
        return lower.Contains("alphas", StringComparison.Ordinal) || lower.StartsWith("alpha_", StringComparison.Ordinal) || lower.StartsWith("arch_", StringComparison.Ordinal) || lower.Contains("architecture", StringComparison.Ordinal);
    }
}
