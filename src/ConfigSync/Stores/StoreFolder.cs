using System.Diagnostics.CodeAnalysis;
using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>How resources lie in a folder: each in one file, <c>kind.account.id.json</c>.</summary>
/// <param name="path">Absolute path of the folder.</param>
internal sealed class StoreFolder(string path)
{
    private const string Suffix = ".json";

    /// <summary>Absolute path of the folder.</summary>
    internal string Path => path;

    /// <summary>The folder's own stamp, which is another once a file was made, renamed or deleted in it; <see cref="FileStamp.None"/> where it is missing.</summary>
    internal FileStamp Stamp
    {
        get
        {
            if (OperatingSystem.IsLinux())
                return FileStamp.Of(path);
            return Directory.Exists(path) ? new FileStamp(0, 0, 0, Directory.GetLastWriteTimeUtc(path)) : FileStamp.None;
        }
    }

    /// <summary>Whether the key has a name that can be one of a file.</summary>
    internal static bool CanHold(ResourceKey key) => StoreKeyText.Format(key).Length <= StoreKeyText.MaxLength;

    /// <summary>Where <paramref name="key"/> lies, whether it does or not.</summary>
    internal string FileOf(ResourceKey key) => System.IO.Path.Combine(path, StoreKeyText.Format(key) + Suffix);

    /// <summary>
    /// The names in the folder. Those with a dot in front are left out: the lock, files being written, links of ConfigMap volumes,
    /// what editors hide. Throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.
    /// </summary>
    internal IEnumerable<string> Names() =>
        Directory.EnumerateFileSystemEntries(path).Select(entry => System.IO.Path.GetFileName(entry)).Where(name => name[0] != '.');

    /// <summary>Which resource the file <paramref name="name"/> has; else <paramref name="reason"/> says why it has none.</summary>
    internal static bool TryParse(string name, out ResourceKey key, [NotNullWhen(false)] out string? reason)
    {
        key = default;
        if (!name.EndsWith(Suffix, StringComparison.Ordinal))
            reason = "its name does not end in .json";
        else if (StoreKeyText.TryParse(name.AsSpan(0, name.Length - Suffix.Length), out key, out reason))
            return true;
        reason += "; rename it, or take it out of the folder";
        return false;
    }

    /// <summary>
    /// What the file of <paramref name="key"/> holds, and its stamp, or null while it changes; a stamp of <see cref="FileStamp.None"/>
    /// where there is none.
    /// </summary>
    internal (FileStamp Stamp, FileContent Content)? Read(ResourceKey key)
    {
        string file = FileOf(key);
        FileStamp stamp = FileStamp.Of(file);
        FileContent content = FileContent.Load(file);
        return FileStamp.Of(file) == stamp ? (stamp, content) : null;
    }
}
