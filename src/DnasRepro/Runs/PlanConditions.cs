using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DnasRepro.Runs.Compatibility;
using DnasRepro.Runs.Isolation;

namespace DnasRepro.Runs;

/// <summary>What beside code, recipe and seeds can change what a run gives: a rerun that goes on under other conditions would mix two.</summary>
internal static class PlanConditions
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>The conditions in words, always in the same order, without a path of this machine.</summary>
    /// <param name="request">What the user asks for.</param>
    /// <param name="isolation">Which kind it is.</param>
    /// <param name="python">The interpreter that stands for <c>python</c>; null without one.</param>
    public static IReadOnlyList<string> Of(RerunRequest request, string isolation, PythonInterpreter? python, CancellationToken cancellation) =>
    [
        $"isolation {isolation}, device {request.Device}, probe {ProbePackage.Sha256[..12]}",
        python is null ? "python none" : $"python {python.Version}: {string.Join(", ", python.Packages.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {p.Value}"))}",
        Limits(request),
        .. request.Data is { } data ? (string[])[Data(data, cancellation)] : [],
    ];

    /// <summary>The limits of one run.</summary>
    internal static string Limits(RerunRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"limits: {(request.HasOwnTime ? $"{request.Limits.Time.TotalSeconds} seconds" : "each recipe's time")}, {request.Limits.MemoryBytes} bytes of memory, {request.Limits.Processes} processes, {request.Limits.DiskBytes} bytes on disk, {request.Limits.OutputBytes} bytes printed");

    /// <summary>The user's data.</summary>
    internal static string Data(string folder, CancellationToken cancellation) => $"data: sha256 of names and sizes {HashOf(folder, cancellation)}";

    /// <summary>A hash over the paths and sizes of all files. Contents are not read: data may be of any size.</summary>
    internal static string HashOf(string folder, CancellationToken cancellation)
    {
        var (found, waiting) = (new List<string>(), new Queue<DirectoryInfo>([new DirectoryInfo(folder)]));
        while (waiting.TryDequeue(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var entry in next.EnumerateFileSystemInfos("*", Everything))
            {
                var name = Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/');
                if (entry.LinkTarget is not null)
                    found.Add($"{name}\0link");
                else if (entry is DirectoryInfo inner)
                    waiting.Enqueue(inner);
                else if (entry is FileInfo file)
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"{name}\0{file.Length}"));
            }
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', found.Order(StringComparer.Ordinal)))));
    }
}
