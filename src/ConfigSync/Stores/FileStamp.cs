using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Stores;

/// <summary>
/// What tells cheaply that a file is another than before: one system call on Linux, a few elsewhere, nothing read. All links on the way
/// are followed, those of folders too.
/// </summary>
/// <param name="Device">Where it lies, on systems that tell; else 0.</param>
/// <param name="Number">Which file it is there (the inode): it tells files apart that bear the same time, as in a content-addressed store.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Modified">Time of the last write.</param>
internal readonly record struct FileStamp(ulong Device, ulong Number, long Length, DateTime Modified)
{
    private static readonly bool HasStatus = FileStatus.IsKnown();

    /// <summary>The stamp of a file that cannot be found.</summary>
    internal static FileStamp None => default;

    /// <summary>The stamp of the file at <paramref name="path"/> now.</summary>
    internal static FileStamp Of(string path)
    {
        if (HasStatus)
            return FileStatus.TryRead(path, out FileStatus status) ? status.Stamp : None;
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new FileStamp(0, 0, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return None;
        }
    }
}
