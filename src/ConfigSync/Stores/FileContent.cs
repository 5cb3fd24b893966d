using System.Security.Cryptography;
using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>What a file held at one moment, or why it could not be read.</summary>
/// <param name="Bytes">Its bytes; null when it could not be read. At most one more than a document may have.</param>
/// <param name="Problem">Why it could not be read; empty when it could.</param>
internal sealed record FileContent(byte[]? Bytes, string Problem)
{
    /// <summary>Tells contents apart: the SHA-256 of the bytes, or the problem. Reckoned at each call.</summary>
    internal string Fingerprint => Bytes is null ? Problem : Convert.ToHexString(SHA256.HashData(Bytes));

    /// <summary>Reads the file at <paramref name="path"/>; a pipe is read to its end.</summary>
    internal static FileContent Load(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return new FileContent(ReadUpTo(file, ConfigDocument.MaxBytes + 1), "");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileContent(null, "it does not exist");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileContent(null, Directory.Exists(path) ? "it is a folder" : e is UnauthorizedAccessException ? "access is denied" : "reading it failed");
        }
    }

    private static byte[] ReadUpTo(FileStream file, int limit)
    {
        byte[] bytes = new byte[file.CanSeek ? (int)Math.Min(file.Length + 1, limit) : 4096];
        int length = 0;
        for (int read; length < limit && (read = file.Read(bytes.AsSpan(length))) > 0;)
        {
            length += read;
            if (length == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(length * 2L, limit));
        }
        return bytes[..length];
    }
}
