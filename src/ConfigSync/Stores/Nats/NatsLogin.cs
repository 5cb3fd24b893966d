namespace ConfigSync.Stores.Nats;

/// <summary>How a client proves itself to NATS: one of these. Printing it shows nothing of it.</summary>
public sealed record NatsLogin
{
    /// <summary>A user's name, with <see cref="Password"/>.</summary>
    public string? User { get; init; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string? Password { get; init; }

    /// <summary>A token.</summary>
    public string? Token { get; init; }

    /// <summary>The seed of an NKey, which begins with <c>SU</c>.</summary>
    public string? NKeySeed { get; init; }

    /// <summary>A file with the seed of an NKey.</summary>
    public string? NKeyFile { get; init; }

    /// <summary>A credentials file: a JWT and its seed.</summary>
    public string? CredentialsFile { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "(secret)";
}
