namespace NATS.Client.Core;

/// <summary>An error that the server reported (<c>-ERR</c>).</summary>
public class NatsServerErrorEventArgs : NatsEventArgs
{
    // The texts are fixed in the server's source, server/errors.go and server/client.go.
    private static readonly (string Start, NatsServerErrorKind Kind)[] Kinds =
    [
        ("Permissions Violation", NatsServerErrorKind.PermissionsViolation),
        ("Authorization Violation", NatsServerErrorKind.AuthorizationViolation),
        ("User Authentication Expired", NatsServerErrorKind.AuthenticationExpired),
        ("User Authentication Revoked", NatsServerErrorKind.AuthenticationRevoked),
        ("Account Authentication Expired", NatsServerErrorKind.AccountAuthenticationExpired),
        ("Stale Connection", NatsServerErrorKind.StaleConnection),
        ("Maximum Subscriptions", NatsServerErrorKind.MaximumSubscriptionsExceeded),
        ("Maximum Account Active Connections", NatsServerErrorKind.MaximumAccountConnectionsExceeded),
        ("Maximum Connections", NatsServerErrorKind.MaximumConnectionsExceeded),
    ];

    /// <summary>Makes one.</summary>
    /// <param name="error">The server's words.</param>
    public NatsServerErrorEventArgs(string error)
        : base($"The server reports: {error}")
    {
        Error = error;
        Kind = Array.Find(Kinds, kind => error?.StartsWith(kind.Start, StringComparison.Ordinal) == true).Kind;
    }

    /// <summary>The server's words.</summary>
    public string Error { get; }

    /// <summary>Which of the known kinds it is.</summary>
    public NatsServerErrorKind Kind { get; }
}
