using NATS.Client.Core.Auth;

namespace NATS.Client.Core;

/// <summary>One kind of credentials, as <see cref="NatsAuthOpts.AuthCredCallback"/> gives them.</summary>
public readonly struct NatsAuthCred
{
    private NatsAuthCred(AuthKind kind, string value, string secret)
    {
        Kind = kind;
        Value = value;
        Secret = secret;
    }

    /// <summary>Which kind.</summary>
    internal AuthKind Kind { get; }

    /// <summary>User, token, JWT, credentials or path.</summary>
    internal string? Value { get; }

    /// <summary>Password or seed.</summary>
    internal string? Secret { get; }

    /// <summary>User and password.</summary>
    /// <param name="username">The user.</param>
    /// <param name="password">The password.</param>
    public static NatsAuthCred FromUserInfo(string username, string password) => new(AuthKind.UserInfo, username, password);

    /// <summary>A token.</summary>
    /// <param name="token">The token.</param>
    public static NatsAuthCred FromToken(string token) => new(AuthKind.Token, token, "");

    /// <summary>A JWT and the seed that proves it is ours.</summary>
    /// <param name="jwt">The JWT.</param>
    /// <param name="seed">The seed.</param>
    public static NatsAuthCred FromJwt(string jwt, string seed) => new(AuthKind.Jwt, jwt, seed);

    /// <summary>A seed.</summary>
    /// <param name="seed">The seed.</param>
    public static NatsAuthCred FromNkey(string seed) => new(AuthKind.Nkey, "", seed);

    /// <summary>The text of a credentials file.</summary>
    /// <param name="creds">The text.</param>
    public static NatsAuthCred FromCreds(string creds) => new(AuthKind.Creds, creds, "");

    /// <summary>The path of a credentials file.</summary>
    /// <param name="credFile">The path.</param>
    public static NatsAuthCred FromCredsFile(string credFile) => new(AuthKind.CredsFile, credFile, "");

    /// <summary>The path of a file with a seed and a public key.</summary>
    /// <param name="nkeyFile">The path.</param>
    public static NatsAuthCred FromNkeyFile(string nkeyFile) => new(AuthKind.NkeyFile, nkeyFile, "");
}
