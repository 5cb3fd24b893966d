using System.Runtime.InteropServices;

namespace ConfigSync.Stores;

/// <summary>What the kernel says of a file in one call (statx(2)), whose layout is the same on every architecture of Linux. Everything else .NET offers opens the file.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe partial struct FileStatus
{
    private const int CurrentFolder = -100;
    private const uint TypeModifiedInodeSize = 0x1 | 0x40 | 0x100 | 0x200;

    [FieldOffset(32)]
    private readonly ulong _inode;
    [FieldOffset(40)]
    private readonly long _size;
    [FieldOffset(112)]
    private readonly long _modifiedSeconds;
    [FieldOffset(120)]
    private readonly uint _modifiedNanoseconds;
    [FieldOffset(136)]
    private readonly uint _deviceMajor;
    [FieldOffset(140)]
    private readonly uint _deviceMinor;

    /// <summary>The same as a stamp.</summary>
    internal readonly FileStamp Stamp => new(
        ((ulong)_deviceMajor << 32) | _deviceMinor,
        _inode,
        _size,
        DateTime.UnixEpoch.AddSeconds(_modifiedSeconds).AddTicks(_modifiedNanoseconds / 100));

    /// <summary>Whether this system has the call.</summary>
    internal static bool IsKnown()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            return TryRead("/", out _);
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Asks for the file at <paramref name="path"/>, behind all links; false when there is none, or none that may be seen.</summary>
    internal static bool TryRead(string path, out FileStatus status)
    {
        FileStatus read = default;
        bool found = Read(CurrentFolder, path, 0, TypeModifiedInodeSize, &read) == 0;
        status = read;
        return found;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Read(int folder, string path, int flags, uint mask, FileStatus* status);
}
