using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Auth;

/// <summary>Who we are, with files read: what goes into a CONNECT. Immutable.</summary>
internal sealed record Credentials
{
    private string? User { get; init; }

    private string? Password { get; init; }

    private string? Token { get; init; }

    private string? Jwt { get; init; }

    private string? NKey { get; init; }

    private string? Seed { get; init; }

    /// <summary>From the options; files win over what is set beside them.</summary>
    /// <exception cref="NatsException">A file cannot be read or holds no credentials.</exception>
    internal static Credentials From(NatsAuthOpts opts)
    {
        var credentials = new Credentials
        {
            User = NullIfEmpty(opts.Username),
            Password = NullIfEmpty(opts.Password),
            Token = NullIfEmpty(opts.Token),
            Jwt = NullIfEmpty(opts.Jwt),
            NKey = NullIfEmpty(opts.NKey),
            Seed = NullIfEmpty(opts.Seed),
        };
        if (!string.IsNullOrEmpty(opts.CredsFile))
            credentials = credentials.With(CredentialFiles.ReadCreds(opts.CredsFile));
        if (!string.IsNullOrEmpty(opts.Creds))
            credentials = credentials.With(CredentialFiles.ParseCreds(opts.Creds));
        if (!string.IsNullOrEmpty(opts.NKeyFile))
        {
            (string seed, string key) = CredentialFiles.ReadNKey(opts.NKeyFile);
            credentials = credentials with { Seed = seed, NKey = key };
        }
        return credentials;
    }

    /// <summary>From a callback.</summary>
    /// <exception cref="NatsException">A file cannot be read, or holds no credentials, or a seed is none.</exception>
    internal static Credentials From(NatsAuthCred cred)
    {
        string value = cred.Value ?? "", secret = cred.Secret ?? "";
        switch (cred.Kind)
        {
            case AuthKind.UserInfo:
                return new() { User = value, Password = secret };
            case AuthKind.Token:
                return new() { Token = value };
            case AuthKind.Jwt:
                return new() { Jwt = value, Seed = secret };
            case AuthKind.Nkey:
                using (NKey key = Auth.NKey.FromSeed(secret))
                    return new() { Seed = secret, NKey = key.PublicKey() };
            case AuthKind.Creds:
                return new Credentials().With(CredentialFiles.ParseCreds(value));
            case AuthKind.CredsFile:
                return new Credentials().With(CredentialFiles.ReadCreds(value));
            case AuthKind.NkeyFile:
                (string seed, string publicKey) = CredentialFiles.ReadNKey(value);
                return new() { Seed = seed, NKey = publicKey };
            default:
                return new();
        }
    }

    /// <summary>Fills in who we are, and signs what the server asks to be signed.</summary>
    internal void Apply(ConnectCommand command, string? nonce)
    {
        command.User = User;
        command.Password = Password;
        command.Token = Token;
        command.Jwt = Jwt;
        command.NKey = NKey;
        if (Seed is null || nonce is null)
            return;
        using NKey key = Auth.NKey.FromSeed(Seed);
        command.Signature = Convert.ToBase64String(key.Sign(nonce));
    }

    private Credentials With((string Jwt, string Seed) creds) => this with { Jwt = creds.Jwt, Seed = creds.Seed };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
