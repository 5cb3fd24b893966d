using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace NATS.Client.Core.Wire;

/// <summary>What <see cref="NatsTlsOpts"/> mean for a server.</summary>
internal static class TlsOptions
{
    /// <summary>The mode with <see cref="TlsMode.Auto"/> decided.</summary>
    internal static TlsMode EffectiveMode(this NatsTlsOpts opts, ServerUri server)
    {
        if (opts.Mode != TlsMode.Auto)
            return opts.Mode;
        bool wanted = server.IsTls || opts.CertFile is not null || opts.KeyFile is not null || opts.CertBundleFile is not null
            || opts.CaFile is not null || opts.ConfigureClientAuthentication is not null;
        return wanted ? TlsMode.Require : TlsMode.Prefer;
    }

    /// <summary>The options of one handshake. Files are read each time, so that a renewed certificate is used by the next connection.</summary>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    internal static async ValueTask<SslClientAuthenticationOptions> ForAsync(NatsTlsOpts opts, string host, CancellationToken cancellationToken)
    {
        if ((opts.CertFile is null) != (opts.KeyFile is null))
            throw new ArgumentException("CertFile and KeyFile go together");
        if (opts.CertFile is not null && opts.CertBundleFile is not null)
            throw new ArgumentException("Either CertFile or CertBundleFile, not both");
        var options = new SslClientAuthenticationOptions { TargetHost = host, EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        if (opts.CaFile is not null)
            options.CertificateChainPolicy = Trust(await File.ReadAllTextAsync(opts.CaFile, cancellationToken).ConfigureAwait(false));
        if (await OwnCertificatesAsync(opts, cancellationToken).ConfigureAwait(false) is { Count: > 0 } own)
            Present(options, own);
#pragma warning disable CA5359 // The option says so.
        if (opts.InsecureSkipVerify)
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        if (opts.ConfigureClientAuthentication is { } configure)
            await configure(options).ConfigureAwait(false);
        return options;
    }

    private static X509ChainPolicy Trust(string pem)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(pem);
        return policy;
    }

    private static async ValueTask<X509Certificate2Collection?> OwnCertificatesAsync(NatsTlsOpts opts, CancellationToken cancellationToken)
    {
        if (opts.CertBundleFile is not null)
            return X509CertificateLoader.LoadPkcs12CollectionFromFile(opts.CertBundleFile, opts.CertBundleFilePassword);
        if (opts.CertFile is null)
            return null;
        string certificates = await File.ReadAllTextAsync(opts.CertFile, cancellationToken).ConfigureAwait(false);
        string key = await File.ReadAllTextAsync(opts.KeyFile!, cancellationToken).ConfigureAwait(false);
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificates);
        all[0].Dispose();
        all[0] = opts.KeyFilePassword is { } password
            ? X509Certificate2.CreateFromEncryptedPem(certificates, key, password)
            : X509Certificate2.CreateFromPem(certificates, key);
        return all;
    }

    private static void Present(SslClientAuthenticationOptions options, X509Certificate2Collection own)
    {
        X509Certificate2 leaf = own.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new ArgumentException("The certificates come without a key");
        var chain = new X509Certificate2Collection(own.Where(certificate => certificate != leaf).ToArray());
        options.ClientCertificateContext = SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }
}
