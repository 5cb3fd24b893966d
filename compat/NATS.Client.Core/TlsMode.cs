namespace NATS.Client.Core;

/// <summary>When a connection is encrypted.</summary>
public enum TlsMode
{
    /// <summary><see cref="Require"/> when certificates are set or the URL says <c>tls://</c>, else <see cref="Prefer"/>.</summary>
    Auto,

    /// <summary>When the server can.</summary>
    Prefer,

    /// <summary>Always; fails when the server cannot.</summary>
    Require,

    /// <summary>From the first byte on, before the server has said anything.</summary>
    Implicit,

    /// <summary>Never; fails when the server insists.</summary>
    Disable,
}
