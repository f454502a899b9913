using System.Runtime.InteropServices;
using TorchSharp;

namespace DnasRepro.Search.Native;

/// <summary>Loads libtorch, or says what keeps it from being loaded. To be asked before anything else of TorchSharp is touched.</summary>
public static class TorchLibrary
{
    private const string NotForThisMachine =
        "There is one for Linux on x64 with glibc, for Windows on x64 and arm64 and for macOS on arm64: there 'dotnet tool install dnas-repro' brings it ('dnas-repro.any' has none), and so does a build. See docs/native.md.";

    private static readonly Lock Loading = new();
    private static bool isLoaded;

    /// <summary>The folder in which the libraries lie; null when this program was built without them.</summary>
    public static string? Folder { get; } = Folders().FirstOrDefault(f => File.Exists(Path.Join(f, Binding)) && File.Exists(Path.Join(f, NameOf("torch_cpu"))));

    private static string Binding => NameOf("LibTorchSharp");

    /// <summary>Makes sure that a device can be used.</summary>
    /// <param name="device">cpu or cuda.</param>
    /// <exception cref="UserErrorException">libtorch is not there, cannot be loaded, or has no such device (exit code 3).</exception>
    public static void Require(string device)
    {
        lock (Loading)
        {
            if (!isLoaded)
                Load();
            isLoaded = true;
        }
        if (device == "cuda")
            RequireCuda();
    }

    /// <summary>Makes sure that the files are there and whole. Loads nothing.</summary>
    /// <returns>The folder in which they lie.</returns>
    /// <exception cref="UserErrorException">They are not (exit code 3).</exception>
    public static string RequireFiles()
    {
        if (Folder is not { } folder)
            throw new UserErrorException($"The reference search needs libtorch, and this build of dnas-repro has none for {RuntimeInformation.RuntimeIdentifier}.", NotForThisMachine, ExitCodes.NotAttempted);
        if (OperatingSystem.IsLinux() && WholeLibrary.FirstBroken(folder) is { } broken)
            throw new UserErrorException($"libtorch cannot be loaded: '{Path.GetFileName(broken)}' is damaged, its end is missing.", "Build or install dnas-repro again.", ExitCodes.NotAttempted);
        return folder;
    }

    private static void Load()
    {
        var folder = RequireFiles();
        LetThreadsSleep();
        try
        {
            // TorchSharp, when it fails, tries copies in other folders, and a second copy in one process crashes: so this comes first.
            NativeLibrary.Load(Path.Join(folder, Binding));
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or NotSupportedException)
        {
            var (message, hint) = LoaderWords.Explain(error.Message, Binding);
            throw new UserErrorException(message, hint, ExitCodes.NotAttempted);
        }
    }

    private static void RequireCuda()
    {
        if (!File.Exists(Path.Join(Folder, NameOf("torch_cuda"))))
            throw new UserErrorException(
                "--device cuda: this build of dnas-repro has the libtorch for processors only.", "Leave --device out, or build it with a CUDA libtorch, as docs/native.md says.", ExitCodes.NotAttempted);
        if (!torch.TryInitializeDeviceType(DeviceType.CUDA) || !torch.cuda.is_available())
            throw new UserErrorException(
                "--device cuda: libtorch finds no graphics card that it can use.", "See whether 'nvidia-smi' lists one, and whether its driver is new enough for CUDA 12.8; or leave --device out.", ExitCodes.NotAttempted);
    }

    /// <summary>OpenMP's threads wait for their next work by turning in a loop, and take their cores from other programs meanwhile: some microseconds of it, enough between two calls, and then they sleep. What the user set stays.</summary>
    private static void LetThreadsSleep()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetVariable("GOMP_SPINCOUNT", "3000", 0);
    }

    private static IEnumerable<string> Folders() =>
        (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append(AppContext.BaseDirectory);

    private static string NameOf(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";

    /// <summary>Native code does not see what <see cref="Environment.SetEnvironmentVariable(string, string)"/> sets.</summary>
    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrites);
}
