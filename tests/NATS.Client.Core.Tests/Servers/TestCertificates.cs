using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NATS.Client.Core.Tests.Servers;

/// <summary>An authority and what it has signed, as PEM files in a folder.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private int _serial;

    internal TestCertificates()
    {
        var request = new CertificateRequest("CN=test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(From, To);
        File.WriteAllText(CaFile, _authority.ExportCertificatePem());
        Issue("server");
        Issue("client");
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("nats-tls-").FullName;

    internal string CaFile => Path.Combine(Folder, "ca.pem");

    /// <summary>The block of a server's configuration.</summary>
    internal string Block(string more = "") =>
        $"tls {{ cert_file: \"{Cert("server")}\", key_file: \"{Key("server")}\", ca_file: \"{CaFile}\"{more} }}";

    internal string Cert(string name) => Path.Combine(Folder, name + ".pem");

    internal string Key(string name) => Path.Combine(Folder, name + ".key");

    internal string Bundle(string name) => Path.Combine(Folder, name + ".p12");

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Issue(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 bare = request.Create(_authority, From, To, [(byte)++_serial]);
        using X509Certificate2 certificate = bare.CopyWithPrivateKey(key);
        File.WriteAllText(Cert(name), certificate.ExportCertificatePem());
        File.WriteAllText(Key(name), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(Bundle(name), certificate.Export(X509ContentType.Pkcs12, "pw"));
    }
}
