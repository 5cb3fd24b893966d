namespace NATS.Client.Core;

/// <summary>Who we are. Files are read when the connection is made for the first time.</summary>
public record NatsAuthOpts
{
    /// <summary>Nobody in particular.</summary>
    public static readonly NatsAuthOpts Default = new();

    /// <summary>The user; goes with <see cref="Password"/>.</summary>
    public string? Username { get; init; }

    /// <summary>The user's password.</summary>
    public string? Password { get; init; }

    /// <summary>A token.</summary>
    public string? Token { get; init; }

    /// <summary>The user's JWT; goes with <see cref="Seed"/>.</summary>
    public string? Jwt { get; init; }

    /// <summary>The user's public key (<c>U…</c>); goes with <see cref="Seed"/>.</summary>
    public string? NKey { get; init; }

    /// <summary>The user's seed (<c>SU…</c>), which signs what the server asks to be signed.</summary>
    public string? Seed { get; init; }

    /// <summary>The text of a credentials file: JWT and seed.</summary>
    public string? Creds { get; init; }

    /// <summary>The path of a credentials file.</summary>
    public string? CredsFile { get; init; }

    /// <summary>The path of a file with a seed and a public key, a line each.</summary>
    public string? NKeyFile { get; init; }

    /// <summary>Gives the credentials for a server, each time before it is talked to.</summary>
    public Func<Uri, CancellationToken, ValueTask<NatsAuthCred>>? AuthCredCallback { get; init; }

    /// <summary>Whether nothing is set.</summary>
    public bool IsAnonymous =>
        AuthCredCallback is null
        && Array.TrueForAll([Username, Password, Token, Jwt, NKey, Seed, Creds, CredsFile, NKeyFile], string.IsNullOrEmpty);
}
