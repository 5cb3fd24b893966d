using NATS.Client.Core;

namespace ConfigSync.Stores.Nats;

/// <summary>Makes connections to NATS as an edge wants them.</summary>
public static class NatsConnecting
{
    /// <summary>
    /// A connection that is not opened yet. It notices a dead link after three unanswered pings of 3 s each, which is within 10 s, and then
    /// tries the servers in turn, forever, with a pause that grows from 100 to 500 ms: a second after the way to them is
    /// free again everything is to be in use.
    /// </summary>
    public static NatsConnection Create(NatsStoreOptions options) => new(NatsOpts.Default with
    {
        Url = string.Join(',', options.Servers),
        Name = options.ClientName,
        AuthOpts = Auth(options.Login),
        TlsOpts = Tls(options.Tls),
        PingInterval = TimeSpan.FromSeconds(3),
        MaxPingOut = 2,
        MaxReconnectRetry = -1,
        IgnoreAuthErrorAbort = true,
        ReconnectWaitMin = TimeSpan.FromMilliseconds(100),
        ReconnectWaitMax = TimeSpan.FromMilliseconds(500),
        ReconnectJitter = TimeSpan.FromMilliseconds(100),
        ConnectTimeout = TimeSpan.FromSeconds(2),
        RequestTimeout = options.RequestTimeout,
    });

    /// <summary>A server's address without the user and password it may name.</summary>
    internal static string WithoutLogin(string server)
    {
        int scheme = server.IndexOf("://", StringComparison.Ordinal);
        int start = scheme < 0 ? 0 : scheme + 3;
        int at = server.LastIndexOf('@');
        return at < start ? server : string.Concat(server.AsSpan(0, start), server.AsSpan(at + 1));
    }

    private static NatsAuthOpts Auth(NatsLogin? login) => login is null
        ? NatsAuthOpts.Default
        : new NatsAuthOpts
        {
            Username = login.User,
            Password = login.Password,
            Token = login.Token,
            CredsFile = login.CredentialsFile,
            AuthCredCallback = login switch
            {
                { NKeySeed: { } seed } => (_, _) => ValueTask.FromResult(NatsAuthCred.FromNkey(seed)),
                { NKeyFile: { } file } => async (_, cancel) => NatsAuthCred.FromNkey(Seed(await File.ReadAllLinesAsync(file, cancel).ConfigureAwait(false))),
                _ => null,
            },
        };

    /// <summary>The seed in a file of a key pair, which may hold the public key and comments as well; read at each connection, so that a key can be replaced.</summary>
    private static string Seed(string[] lines) =>
        lines.Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("SU", StringComparison.Ordinal)) ?? throw new NatsException("the NKey file holds no seed of a user");

    private static NatsTlsOpts Tls(NatsTls? tls) => tls is null
        ? NatsTlsOpts.Default
        : new NatsTlsOpts { CaFile = tls.CaFile, CertFile = tls.CertFile, KeyFile = tls.KeyFile };
}
