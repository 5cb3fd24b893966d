using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Upstream;

/// <summary>
/// Certificate authorities read from PEM files when a connection needs them, and again when the file has changed, so
/// that a rotated authority needs no restart. Safe from any thread.
/// </summary>
internal sealed class TrustStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTime Written, X509Certificate2Collection Authorities)> _files = new(StringComparer.Ordinal);

    /// <summary>The authorities in the file at <paramref name="path"/>; the caller changes nothing in them.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="CryptographicException">It holds no certificate, or a broken one.</exception>
    internal X509Certificate2Collection Load(string path)
    {
        DateTime written = File.GetLastWriteTimeUtc(path);
        lock (_lock)
        {
            if (_files.TryGetValue(path, out var known) && known.Written == written)
                return known.Authorities;
        }
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        if (authorities.Count == 0)
            throw new CryptographicException($"{path} holds no certificate");
        lock (_lock)
            _files[path] = (written, authorities);
        return authorities;
    }
}
