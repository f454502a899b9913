using System.Text.Json;
using DnasRepro.Architectures;

namespace DnasRepro.Results.Json;

/// <summary>A grid of blocks and levels, as a reporting card states it, with the names of its operations beside it.</summary>
internal static class GridJson
{
    /// <summary>The architecture in the member <c>grid</c>; null when it is not of that form.</summary>
    public static Architecture? Read(JsonElement root)
    {
        var grid = root.Member("grid");
        return grid.Member("edge_from").All(JsonMembers.Whole) is { } from && grid.Member("edge_to").All(JsonMembers.Whole) is { } to
            && Rows(grid.Member("edge_active")) is { } active && Rows(grid.Member("edge_operation")) is { } operations
            && active.All(row => row.All(a => a is 0 or 1))
                ? GridArchitecture.Of(from, to, [.. active.Select(row => row.Select(a => a == 1).ToList())], operations, root.Member("operations").Texts())
                : null;
    }

    private static List<IReadOnlyList<int>>? Rows(JsonElement list)
    {
        var rows = list.Items().Select(row => row.All(JsonMembers.Whole)).ToList();
        return rows.Count == 0 || rows.Contains(null) ? null : [.. rows.OfType<IReadOnlyList<int>>()];
    }
}
