using System.Runtime.InteropServices;
using DnasRepro.Locations;
using Microsoft.Win32.SafeHandles;

namespace DnasRepro.Sources;

/// <summary>
/// Two system calls that .NET does not offer: what kind of file a path is, and opening it part by part without following links.
/// .NET opens a pipe by waiting for its other end, which a hostile repository never serves.
/// </summary>
internal static class UnixFile
{
    private const int TypeMask = 0xF000;
    private const int NameTooLong = 36;

    public static (DiskKind Kind, long Size) Look(string path) =>
        LStat(path, out var status) == 0 ? (Kind(status.Mode), status.Size) : (DiskKind.Nothing, 0);

    /// <summary>What lies behind a path when its links are followed. Nothing is opened, so nothing can wait.</summary>
    public static (DiskKind Kind, long Size) LookBehind(string path) =>
        Stat(path, out var status) == 0 ? (Kind(status.Mode), status.Size) : (DiskKind.Nothing, 0);

    /// <summary>Who owns a path; null when it is not there.</summary>
    public static (uint User, uint Group)? Owner(string path) => LStat(path, out var status) == 0 ? (status.Owner, status.Group) : null;

    /// <summary>Opens a plain file below a folder; no part of the path below that folder may be a link.</summary>
    public static SafeFileHandle Open(string root, RepoPath path)
    {
        var handle = OpenPart(null, root, Flags(followLinks: true), path);
        foreach (var part in path.Value.Split('/'))
        {
            using var parent = handle;
            handle = OpenPart(parent, part, Flags(followLinks: false), path);
        }
        if (FStat(handle, out var status) == 0 && Kind(status.Mode) == DiskKind.File)
            return handle;
        handle.Dispose();
        throw new IOException($"'{path.Name}' is not a plain file any more.");
    }

    private static SafeFileHandle OpenPart(SafeFileHandle? parent, string name, int flags, RepoPath path)
    {
        const int currentFolder = -100;
        var number = parent is null ? OpenAt(currentFolder, name, flags) : OpenAt((int)parent.DangerousGetHandle(), name, flags);
        if (number >= 0)
            return new SafeFileHandle(number, ownsHandle: true);
        var error = Marshal.GetLastPInvokeError();
        throw new IOException($"'{path.Name}' could not be opened ({(error == NameTooLong ? "its name is too long" : Marshal.GetPInvokeErrorMessage(error))}).");
    }

    private static DiskKind Kind(int mode) => (mode & TypeMask) switch
    {
        0x8000 => DiskKind.File,
        0x4000 => DiskKind.Folder,
        0xA000 => DiskKind.Link,
        _ => DiskKind.Special,
    };

    /// <summary>Read only, do not wait, close on exec; the numbers are those of each system's fcntl.h.</summary>
    private static int Flags(bool followLinks)
    {
        if (OperatingSystem.IsMacOS())
            return 0x4 | 0x1000000 | (followLinks ? 0 : 0x100);
        var noFollow = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le
            ? 0x8000
            : 0x20000;
        return 0x800 | 0x80000 | (followLinks ? 0 : noFollow);
    }

    /// <summary>The start of the structure that .NET's own native library fills; it is the same on every Unix.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileStatus
    {
        public int Flags;
        public int Mode;
        public uint Owner;
        public uint Group;
        public long Size;
        // Times, device numbers and whatever a later runtime may add.
        private readonly Rest rest;
    }

    [System.Runtime.CompilerServices.InlineArray(32)]
    private struct Rest
    {
        private long first;
    }

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat", SetLastError = true)]
    private static extern int LStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out FileStatus status);

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat", SetLastError = true)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out FileStatus status);

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_FStat", SetLastError = true)]
    private static extern int FStat(SafeFileHandle file, out FileStatus status);

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern int OpenAt(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
