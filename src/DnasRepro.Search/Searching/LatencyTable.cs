using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Search.Networks.Operations;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>
/// How long each operation takes at each place of a supernet on one machine. A search that it weighs on depends on that machine, so the table is kept in
/// the run's folder and taken from there by every further run.
/// </summary>
internal sealed class LatencyTable
{
    public const string Name = "latency.json";

    private const long MostBytes = 1 << 20;
    private const string Hint = "Delete the file to measure anew, or name another --out folder.";

    private readonly IReadOnlyDictionary<string, double> seconds;

    private LatencyTable(string text, IReadOnlyDictionary<string, double> seconds) => (Text, this.seconds) = (text, seconds);

    /// <summary>The table as JSON, as it lies in the folder.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the text, 64 hex digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The table in a folder; null where it has none.</summary>
    /// <exception cref="UserErrorException">The file is no such table, or lacks an operation of the settings' supernet.</exception>
    public static LatencyTable? Find(string folder, SearchSettings settings)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return null;
        var table = Parse(Read(path), path);
        Of(settings, (operation, at) => table.seconds.ContainsKey(Key(operation, at))
            ? 0 : throw new UserErrorException($"{path} has no latency of {Key(operation, at)}, which these settings need: it was measured for others.", Hint));
        return table;
    }

    /// <summary>Whether latency weighs on a search's loss.</summary>
    public static bool IsNeeded(SearchSettings settings) => settings.Strategy.Resources.Any(r => r.Resource == Resource.Latency);

    /// <summary>Measures every operation at every place on this machine, with the threads that are set.</summary>
    public static LatencyTable Measure(SearchSettings settings, Device device) => Measure(settings, (operation, at) => OperationLatency.Measure(operation, at, device), new JsonObject
    {
        ["threads"] = get_num_threads(), ["device"] = device.ToString(), ["libtorch"] = __version__, ["warm_ups"] = OperationLatency.WarmUps, ["repeats"] = OperationLatency.Repeats,
    });

    /// <summary>Measures every operation at every place.</summary>
    /// <param name="settings">They tell the places.</param>
    /// <param name="measure">Gives seconds.</param>
    /// <param name="conditions">How it was measured, for the file.</param>
    public static LatencyTable Measure(SearchSettings settings, Func<OperationInfo, OperationPlace, double> measure, JsonObject conditions)
    {
        var found = new JsonObject();
        Of(settings, (operation, at) =>
        {
            var value = measure(operation, at);
            found[Key(operation, at)] = value;
            return value;
        });
        var text = new JsonObject { ["measured"] = conditions, ["seconds"] = found }.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
        return Parse(text, Name);
    }

    /// <summary>Seconds of an operation at a place, forward and for one image.</summary>
    public double Of(OperationInfo operation, OperationPlace at) => seconds[Key(operation, at)];

    /// <summary>Asks once for each operation at each place.</summary>
    private static void Of(SearchSettings settings, Func<OperationInfo, OperationPlace, double> ask)
    {
        var table = new CostTable(settings.Space, settings.Data.Size);
        table.Of(ask, table.CellTypes[0]);
    }

    private static string Key(OperationInfo operation, OperationPlace at) =>
        string.Create(CultureInfo.InvariantCulture, $"{operation.Id}, {at.Channels} channels, stride {at.Stride}, size {at.Size}, {at.Dimensions} dimensions");

    private static string Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostBytes ? File.ReadAllText(path) : throw new UserErrorException($"{path} is larger than a table of latencies can be.", Hint);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {error.Message}", Hint);
        }
    }

    private static LatencyTable Parse(string text, string path)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var entry in document.RootElement.GetProperty("seconds").EnumerateObject())
                values[entry.Name] = entry.Value.GetDouble();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UserErrorException($"{path} is no table of latencies: {error.Message}", Hint);
        }
        var wrong = values.FirstOrDefault(v => !double.IsFinite(v.Value) || v.Value < 0);
        return wrong.Key is null ? new LatencyTable(text, values) : throw new UserErrorException($"{path} says that '{Locations.Evidence.Cut(wrong.Key)}' takes {wrong.Value.ToString(CultureInfo.InvariantCulture)} seconds.", Hint);
    }
}
