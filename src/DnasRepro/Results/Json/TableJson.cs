using System.Text.Json;

namespace DnasRepro.Results.Json;

/// <summary>Tables of numbers by cell: <c>{"down": [[0.1, 0.2], [0.3, 0.4]]}</c>.</summary>
internal static class TableJson
{
    private const int MostTables = 10_000;

    /// <summary>The tables in a member; what is no rectangular table of numbers is left out.</summary>
    public static IEnumerable<NamedTensor> Tables(JsonElement holder, string name) => holder.ValueKind == JsonValueKind.Object
        ? holder.EnumerateObject().Take(MostTables).Select(t => Table(t.Value, $"{name}.{t.Name}")).OfType<NamedTensor>()
        : [];

    private static NamedTensor? Table(JsonElement table, string name)
    {
        var rows = table.Items().Select(row => row.All(JsonMembers.Number)).ToList();
        if (rows.Count == 0 || rows.Exists(r => r is null || r.Count == 0 || r.Count != rows[0]!.Count))
            return null;
        return new NamedTensor(name, [rows.Count, rows[0]!.Count], [.. rows.SelectMany(r => r!)], "float64");
    }
}
