using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace DnasRepro.Runs.Compatibility;

/// <summary>The probe and the compatibility layer: Python files that are embedded in this library and unpacked for the runs.</summary>
public static class ProbePackage
{
    private const string Prefix = "probe/";

    private static readonly Lazy<IReadOnlyList<(string Path, byte[] Bytes)>> Embedded = new(Read);

    /// <summary>The package's files by path, in ordinal order.</summary>
    public static IReadOnlyList<string> Files => [.. Embedded.Value.Select(f => f.Path)];

    /// <summary>SHA-256 over paths and contents, hex: which probe a result comes from.</summary>
    public static string Sha256 { get; } = Hash(Embedded.Value);

    /// <summary>Unpacks the package into a folder of its own, named for its hash; nothing happens where it already is.</summary>
    /// <param name="parent">The folder to put it into, absolute; made where it is missing.</param>
    /// <returns>The folder that belongs on PYTHONPATH.</returns>
    public static string Unpack(string parent)
    {
        var target = Path.Combine(parent, "probe-" + Sha256[..12]);
        if (IsComplete(target))
            return target;
        var part = $"{target}.{Guid.NewGuid():N}.tmp";
        foreach (var (path, bytes) in Embedded.Value)
        {
            var file = Path.Combine(part, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
        PutInPlace(part, target);
        return target;
    }

    /// <summary>Another process may have unpacked the same in the meantime; a damaged folder is replaced.</summary>
    private static void PutInPlace(string part, string target)
    {
        if (Directory.Exists(target) && !IsComplete(target))
            Directory.Delete(target, recursive: true);
        try
        {
            Directory.Move(part, target);
        }
        catch (IOException) when (IsComplete(target))
        {
            Directory.Delete(part, recursive: true);
        }
    }

    private static bool IsComplete(string folder) => Embedded.Value.All(f =>
        new FileInfo(Path.Combine(folder, f.Path)) is { Exists: true } file && file.Length == f.Bytes.Length
        && File.ReadAllBytes(file.FullName).AsSpan().SequenceEqual(f.Bytes));

    private static List<(string Path, byte[] Bytes)> Read()
    {
        var assembly = typeof(ProbePackage).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal));
        return [.. names.Select(n => (n[Prefix.Length..].Replace('\\', '/'), Bytes(assembly, n))).OrderBy(f => f.Item1, StringComparer.Ordinal)];
    }

    private static byte[] Bytes(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string Hash(IReadOnlyList<(string Path, byte[] Bytes)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, bytes) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{bytes.Length}\0"));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
