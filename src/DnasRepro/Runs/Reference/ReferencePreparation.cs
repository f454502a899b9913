using System.Security.Cryptography;
using System.Text;
using DnasRepro.Runs.Isolation;
using DnasRepro.Snapshots;
using DnasRepro.Statistics;

namespace DnasRepro.Runs.Reference;

/// <summary>Makes a rerun by the built-in search ready. Nothing of the repository is copied, started or needed.</summary>
public static class ReferencePreparation
{
    /// <summary>Fixes the plan and puts the settings where each run finds them.</summary>
    /// <param name="request">What the user asks for; its search is <see cref="ReferenceRecipe"/>'s.</param>
    /// <param name="reference">What is searched.</param>
    /// <param name="name">The repository's name as a folder may have it, see <see cref="PrivateCopy.NameOf"/>.</param>
    /// <param name="snapshot">The repository whose card was read; still open.</param>
    /// <exception cref="UserErrorException">The data are not there, or the state folder cannot be written.</exception>
    public static RerunPreparation Make(RerunRequest request, ReferenceRequest reference, string name, RepositorySnapshot snapshot, CancellationToken cancellation)
    {
        RecipeNeeds.Check(request.Search!, request.Data);
        var work = WorkFolder.Make(Path.Combine(request.State ?? StateFolder.Root, "work"));
        try
        {
            var source = Directory.CreateDirectory(Path.Combine(work.Path, "settings")).FullName;
            File.WriteAllText(Path.Combine(source, ReferenceRecipe.SettingsFile), reference.Settings);
            var pristine = PrivateCopy.OfFolder(source, $"{name}-reference", Path.Combine(work.Path, "pristine"), CopyLimits.Default, cancellation);
            var settings = new RunSettings(
                pristine, Path.Combine(work.Path, "probe"), Path.Combine(work.Path, "runs"), new OwnProgram(reference.Program), null, request.Limits, request.HasOwnTime, request.Data, request.Device);
            return new RerunPreparation(request, work, settings, PlanOf(request, reference, snapshot, cancellation));
        }
        catch
        {
            work.Dispose();
            throw;
        }
    }

    private static RunPlan PlanOf(RerunRequest request, ReferenceRequest reference, RepositorySnapshot snapshot, CancellationToken cancellation)
    {
        var seeds = request.SeedList();
        return new RunPlan(
            RunPlan.CurrentForm, "reference", snapshot.Name, snapshot.Origin is { IsDirty: false } origin ? origin.Commit : null,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference.Settings))), ContentHash.OfCode(snapshot), request.Search!, seeds, request.Repeats && seeds.Count > 0,
            request.Stop, StabilityRules.Default with { MaximumSeeds = Math.Max(seeds.Count, 1) }, false, [])
        {
            Space = reference.Space,
            SpaceOrigin = "the reference search",
            Settings = reference.Settings,
            Notes = reference.Notes,
            Conditions =
            [
                $"reference search {reference.Version}, device {request.Device}",
                PlanConditions.Limits(request),
                .. request.Data is { } data ? (string[])[PlanConditions.Data(data, cancellation)] : [],
            ],
        };
    }
}
