using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConfigSync.Resources;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>
/// The certificate of the TLS listener, read again when its files change. Files that can't be read leave the last good
/// certificate in place. <see cref="Current"/> is safe from any thread; <see cref="Refresh"/> belongs to the heartbeat.
/// </summary>
internal sealed class CertificateSource
{
    private readonly TlsConfig _config;
    private readonly ILogger _log;
    private (DateTime, DateTime) _seen;
    private SslServerAuthenticationOptions _current;

    /// <summary>Reads the files; throws what reading them throws, since there is nothing to serve yet.</summary>
    internal CertificateSource(TlsConfig config, ILogger log)
    {
        (_config, _log) = (config, log);
        _seen = Stamps();
        _current = Load(config);
    }

    /// <summary>What new handshakes use.</summary>
    internal SslServerAuthenticationOptions Current => Volatile.Read(ref _current);

    /// <summary>Reads the files again if they changed.</summary>
    internal void Refresh()
    {
        (DateTime, DateTime) now = Stamps();
        if (now == _seen)
            return;
        _seen = now;
        try
        {
            Volatile.Write(ref _current, Load(_config));
            HostingLog.CertificateReloaded(_log, _config.CertificatePath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            HostingLog.CertificateRefused(_log, _config.CertificatePath, e.Message);
        }
    }

    private static SslServerAuthenticationOptions Load(TlsConfig config)
    {
        using var pem = X509Certificate2.CreateFromPemFile(config.CertificatePath, config.KeyPath);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(config.CertificatePath);
        // The key of a certificate made from PEM is ephemeral, which not every platform's TLS takes; PKCS #12 is taken everywhere.
        X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
    }

    private (DateTime, DateTime) Stamps() => (Stamp(_config.CertificatePath), Stamp(_config.KeyPath));

    /// <summary>Of the file itself, not of a link to it: a mounted secret changes behind its link.</summary>
    private static DateTime Stamp(string path)
    {
        try
        {
            return File.GetLastWriteTimeUtc(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
