namespace Edge.Faults;

/// <summary>Everything that can go wrong with one request, as a value. <see cref="FaultTable"/> says what each means to the caller.</summary>
internal enum FaultKind
{
    /// <summary>Nothing went wrong.</summary>
    None,

    // The caller's side.

    /// <summary>No key was presented where one is needed.</summary>
    MissingKey,

    /// <summary>The presented key is unknown.</summary>
    InvalidKey,

    /// <summary>No call lives at this path.</summary>
    UnknownPath,

    /// <summary>The path exists, the method does not.</summary>
    MethodNotAllowed,

    /// <summary>The body is not JSON by its content type.</summary>
    UnsupportedMediaType,

    /// <summary>The body is compressed.</summary>
    ContentEncoding,

    /// <summary>An upgrade of the connection was asked for.</summary>
    UpgradeUnsupported,

    /// <summary>A call by id whose origin is not known.</summary>
    FollowUpUnknown,

    /// <summary>The request broke HTTP.</summary>
    BadRequest,

    /// <summary>The request line is too long.</summary>
    RequestLineTooLong,

    /// <summary>The head is too large, or has too many fields.</summary>
    HeadTooLarge,

    /// <summary>The version of HTTP is none that is spoken here.</summary>
    VersionUnsupported,

    /// <summary>The body came too slowly.</summary>
    RequestTimeout,

    /// <summary>The body is above the limit.</summary>
    BodyTooLarge,

    /// <summary>The body's <c>model</c> cannot be read; the message says why.</summary>
    InvalidModel,

    /// <summary>No such model for this caller.</summary>
    ModelNotFound,

    /// <summary>The caller went away.</summary>
    ClientGone,

    // Nobody to send to.

    /// <summary>Every member has zero replicas.</summary>
    ScaledToZero,

    /// <summary>Replicas exist, none is in service or every one was tried.</summary>
    NoReplica,

    /// <summary>The deployments have as many requests as they may have.</summary>
    DeploymentFull,

    /// <summary>Too many requests wait for a connection.</summary>
    QueueFull,

    /// <summary>A request waited too long for a connection.</summary>
    QueueTimeout,

    // The upstream's side.

    /// <summary>The connection was refused or could not be made.</summary>
    ConnectFailed,

    /// <summary>The connection did not stand in time.</summary>
    ConnectTimeout,

    /// <summary>The endpoint's name has no address.</summary>
    NameResolution,

    /// <summary>The TLS handshake failed or the certificate was refused.</summary>
    TlsFailed,

    /// <summary>The upstream closed before its answer began.</summary>
    UpstreamClosed,

    /// <summary>The upstream's answer broke HTTP.</summary>
    UpstreamMalformed,

    /// <summary>No first byte in time.</summary>
    FirstByteTimeout,

    /// <summary>Nothing moved for too long.</summary>
    IdleTimeout,

    /// <summary>The request took too long as a whole.</summary>
    TotalTimeout,

    /// <summary>The answer ended before its end: framing or end mark missing.</summary>
    Truncated,

    // Edge itself.

    /// <summary>The bodies of all requests take as much memory as they may.</summary>
    MemoryFull,

    /// <summary>Edge stops, and the time for running requests is over.</summary>
    Stopping,

    /// <summary>A mistake of Edge.</summary>
    Internal,
}
