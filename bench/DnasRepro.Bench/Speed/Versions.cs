using System.Text.Json;

namespace DnasRepro.Bench.Speed;

/// <summary>What both sides are made of, and the machine.</summary>
/// <param name="PyTorch">Its version, its libraries of linear algebra and of networks.</param>
/// <param name="Processor">The processor's name and how many of it there are.</param>
internal sealed record Versions(string PyTorch, string Processor)
{
    private const string Ask = """
        import json, os, re, torch
        torch.ones(2, 2) @ torch.ones(2, 2)
        show = torch.__config__.show()
        blas = sorted({os.path.basename(os.path.realpath(l.split()[-1])) for l in open('/proc/self/maps') if re.search('blas|mkl_rt', l)})
        built = re.search(r'BLAS_INFO=(\w+)', show)
        dnn = re.search(r'MKL-DNN v([\d.]+)', show)
        print(json.dumps(f"{torch.__version__}, BLAS {' + '.join(blas) or (built.group(1) if built else 'unknown')}, oneDNN {dnn.group(1) if dnn else 'none'}"))
        """;

    public static Versions Of(string python)
    {
        var pytorch = JsonSerializer.Deserialize<string>(Child.Run(new ChildStart(python, ["-c", Ask], 1)).Output)!;
        return new Versions(pytorch, $"{Environment.ProcessorCount} × {ProcessorName()}");
    }

    /// <summary>MKL, OpenBLAS or unknown: which one is part of the libtorch that this process has loaded.</summary>
    public static string BlasOfLibtorch()
    {
        var path = File.ReadLines("/proc/self/maps").FirstOrDefault(l => l.EndsWith("/libtorch_cpu.so", StringComparison.Ordinal)) is { } line ? line[line.IndexOf('/')..] : null;
        return path is null ? "unknown" : Holds(path, "oneAPI Math Kernel Library"u8) ? "MKL" : Holds(path, "openblas"u8) ? "OpenBLAS" : "unknown";
    }

    private static bool Holds(string path, ReadOnlySpan<byte> text)
    {
        using var file = File.OpenRead(path);
        var (buffer, kept) = (new byte[1 << 20], 0);
        for (int read; (read = file.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var held = buffer.AsSpan(0, kept + read);
            if (held.IndexOf(text) >= 0)
                return true;
            kept = Math.Min(text.Length, held.Length);
            held[^kept..].CopyTo(buffer);
        }
        return false;
    }

    private static string ProcessorName() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':') + 1)..].Trim() : "unknown processor";
}
