namespace ConfigSync.Stores;

/// <summary>
/// The revision of a file is the time of its last write, in 100 ns since 1970: so it survives with the file, and what people save by
/// hand gets a higher one by itself.
/// </summary>
internal static class FileRevision
{
    /// <summary>The revision of a file with <paramref name="stamp"/>; above 0.</summary>
    internal static long Of(FileStamp stamp) => Of(stamp.Modified);

    /// <summary>The revision of a file last written at <paramref name="time"/>; above 0.</summary>
    internal static long Of(DateTime time) => Math.Max(1, (time - DateTime.UnixEpoch).Ticks);

    /// <summary>The time that makes <paramref name="revision"/>.</summary>
    internal static DateTime Time(long revision) => DateTime.UnixEpoch.AddTicks(revision);
}
