using System.Security.Cryptography.X509Certificates;
using ConfigSync.Resources;
using Edge.Tests.Upstream;

namespace Edge.Tests.Wire;

/// <summary>An authority and the certificate files of a TLS listener, which a test may exchange.</summary>
internal sealed class WireCertificates : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-wire-").FullName;

    internal WireCertificates()
    {
        Root = X509Certificate2.CreateFromPem(File.ReadAllText(_authority.CaPath));
        Listen = new TlsConfig(WireEdge.AnyPort, Path.Combine(_folder, "edge.pem"), Path.Combine(_folder, "edge.key"));
        Renew();
    }

    /// <summary>What callers trust.</summary>
    internal X509Certificate2 Root { get; }

    /// <summary>The listener's configuration.</summary>
    internal TlsConfig Listen { get; }

    /// <summary>Writes a new certificate for <c>edge.test</c> and its key, and returns its thumbprint.</summary>
    internal string Renew()
    {
        using X509Certificate2 certificate = _authority.Issue("edge.test");
        File.WriteAllText(Listen.CertificatePath, certificate.ExportCertificatePem());
        using System.Security.Cryptography.ECDsa key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Listen.KeyPath, key.ExportPkcs8PrivateKeyPem());
        return certificate.Thumbprint;
    }

    /// <summary>Leaves a file behind that is no certificate.</summary>
    internal void Break() => File.WriteAllText(Listen.CertificatePath, "no certificate");

    /// <inheritdoc/>
    public void Dispose()
    {
        Root.Dispose();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
