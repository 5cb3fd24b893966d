using System.Runtime.InteropServices;

namespace ConfigSync.Stores;

/// <summary>
/// Writes files whole or not at all, whenever the process or the machine stops: a new file beside the old one, flushed to disk,
/// renamed over it, and the folder flushed too, without which the rename itself may be lost. Calls throw <see cref="IOException"/>
/// and <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal static partial class AtomicFile
{
    /// <summary>How new files are called until they are whole: short, since the name they get may be as long as names can be.</summary>
    private const string Pattern = ".edge-*.new";

    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>Puts <paramref name="content"/> at <paramref name="path"/>, for its owner alone (mode 0600). When it returns, it is on disk.</summary>
    /// <param name="path">Absolute path in a folder that exists.</param>
    /// <param name="content">All that the file will hold.</param>
    /// <param name="modified">The time of last write it gets; null for the system's.</param>
    internal static void Write(string path, ReadOnlySpan<byte> content, DateTime? modified = null)
    {
        string folder = Path.GetDirectoryName(path)!;
        string temporary = Path.Combine(folder, $".edge-{Guid.NewGuid():N}.new");
        try
        {
            using (FileStream file = Create(temporary))
            {
                RandomAccess.Write(file.SafeFileHandle, content, 0);
                if (modified is { } time)
                    File.SetLastWriteTimeUtc(file.SafeFileHandle, time);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            // Whoever reads this knows the file by its own name; and what goes wrong the same way again says the same.
            throw new IOException(e.Message.Replace(temporary, path, StringComparison.Ordinal), e);
        }
        FlushFolder(folder);
    }

    /// <summary>Takes the file at <paramref name="path"/> away. When it returns, that is on disk.</summary>
    internal static void Delete(string path)
    {
        File.Delete(path);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Takes away what writers that were stopped have left in <paramref name="folder"/>; nobody may be writing there.</summary>
    internal static void RemoveLeftovers(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, Pattern))
            File.Delete(path);
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the write stops this too; RemoveLeftovers finds it.
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>.NET opens no folders. Systems other than Linux keep the order of renames themselves, or offer nothing.</summary>
    private static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        int descriptor = Open(folder, ReadOnly | CloseOnExec);
        bool flushed = descriptor >= 0 && Flush(descriptor) == 0;
        int error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
            _ = Close(descriptor);
        if (!flushed)
            throw new IOException($"the folder {folder} cannot be flushed to disk: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
