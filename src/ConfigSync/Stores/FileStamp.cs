using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Stores;

/// <summary>
/// What tells cheaply that a file is another than before: a few system calls, nothing read. All links on the way are followed,
/// those of folders too.
/// </summary>
/// <param name="Target">Where the path ends after all links, on systems that tell; else null.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Modified">Time of the last write.</param>
internal readonly record struct FileStamp(string? Target, long Length, DateTime Modified)
{
    /// <summary>The stamp of a file that cannot be opened.</summary>
    internal static FileStamp None => default;

    /// <summary>The stamp of the file at <paramref name="path"/> now.</summary>
    internal static FileStamp Of(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new FileStamp(TargetOf(file), RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return None;
        }
    }

    /// <summary>
    /// Linux names the file behind a handle. It matters where every file bears the same time, as in a content-addressed store, and
    /// only the links to them change.
    /// </summary>
    private static string? TargetOf(SafeFileHandle file) =>
        OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget : null;
}
