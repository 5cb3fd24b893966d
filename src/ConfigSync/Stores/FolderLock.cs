using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Stores;

/// <summary>
/// The right to write into a folder, for one process and thread at a time: an exclusive lock on its file <c>.lock</c>, which the
/// system takes back when the process ends, however it ends. The time of that file is the highest revision given yet, those of
/// deletions included, so that revisions grow although the clock goes back.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string Name = ".lock";

    private readonly SafeFileHandle _file;

    private FolderLock(SafeFileHandle file) => _file = file;

    /// <summary>
    /// Takes the lock, or gives null while another has it. Throws <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/> where nobody could.
    /// </summary>
    internal static FolderLock? TryTake(string folder)
    {
        try
        {
            return new FolderLock(File.OpenHandle(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }
    }

    /// <summary>Gives a new revision: the time, or what is above both all revisions yet given and <paramref name="last"/>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="last">The last revision known of what is written.</param>
    internal long NextRevision(DateTimeOffset now, long last)
    {
        long given = FileRevision.Of(File.GetLastWriteTimeUtc(_file));
        long next = Math.Max(FileRevision.Of(now.UtcDateTime), Math.Max(given, last) + 1);
        File.SetLastWriteTimeUtc(_file, FileRevision.Time(next));
        return next;
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>EWOULDBLOCK of Linux and of BSD, and the sharing violation of Windows; .NET has one exception for all that goes wrong.</summary>
    private static bool IsTaken(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
