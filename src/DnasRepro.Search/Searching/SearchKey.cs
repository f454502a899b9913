using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>Whatever changes the result of a search: a checkpoint of anything else is not gone on with.</summary>
internal static class SearchKey
{
    /// <summary>What is measured after the search is not part of it, so that it can be asked for later.</summary>
    public static string Of(SearchSettings settings, SearchRunOptions options, int threads, SearchData data, LatencyTable? latency)
    {
        var searched = SearchSettingsJson.Write(settings with { Evaluation = new EvaluationSettings() });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{searched} {options.Seed} {threads} {options.Device} {__version__} {Hash(data)} {latency?.Sha256}")));
    }

    private static string Hash(SearchData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var image in data.Training.Concat(data.Validation))
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(image.Values));
            hash.AppendData(image.Labels);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
