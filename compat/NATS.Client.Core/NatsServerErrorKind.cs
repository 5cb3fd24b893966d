namespace NATS.Client.Core;

/// <summary>What kind of error a server reported.</summary>
public enum NatsServerErrorKind
{
    /// <summary>None of the others.</summary>
    Unknown = 0,

    /// <summary>Credentials are wrong or missing.</summary>
    AuthorizationViolation,

    /// <summary>The user's credentials have expired.</summary>
    AuthenticationExpired,

    /// <summary>The user's credentials were revoked.</summary>
    AuthenticationRevoked,

    /// <summary>The account's credentials have expired.</summary>
    AccountAuthenticationExpired,

    /// <summary>The user may not publish or subscribe to a subject.</summary>
    PermissionsViolation,

    /// <summary>The server saw no answer to its pings.</summary>
    StaleConnection,

    /// <summary>The server has all the connections it allows.</summary>
    MaximumConnectionsExceeded,

    /// <summary>The account has all the connections it is allowed.</summary>
    MaximumAccountConnectionsExceeded,

    /// <summary>The connection has all the subscriptions it is allowed.</summary>
    MaximumSubscriptionsExceeded,
}
