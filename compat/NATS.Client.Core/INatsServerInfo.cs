namespace NATS.Client.Core;

/// <summary>What a server says about itself (<c>INFO</c>).</summary>
public interface INatsServerInfo
{
    /// <summary>Unique in the cluster; another one after each start.</summary>
    string Id { get; }

    /// <summary>The server's name.</summary>
    string Name { get; }

    /// <summary>The server's version.</summary>
    string Version { get; }

    /// <summary>The version of the protocol.</summary>
    long ProtocolVersion { get; }

    /// <summary>What the server was built from.</summary>
    string GitCommit { get; }

    /// <summary>What the server was built with.</summary>
    string GoVersion { get; }

    /// <summary>The address it listens on.</summary>
    string Host { get; }

    /// <summary>The port it listens on.</summary>
    int Port { get; }

    /// <summary>Whether it knows header fields.</summary>
    bool HeadersSupported { get; }

    /// <summary>Whether it wants credentials.</summary>
    bool AuthRequired { get; }

    /// <summary>Whether it insists on TLS.</summary>
    bool TlsRequired { get; }

    /// <summary>Whether it insists on a certificate of ours.</summary>
    bool TlsVerify { get; }

    /// <summary>Whether it can do TLS.</summary>
    bool TlsAvailable { get; }

    /// <summary>Bytes of header and payload it takes in one message.</summary>
    int MaxPayload { get; }

    /// <summary>Whether it has JetStream.</summary>
    bool JetStreamAvailable { get; }

    /// <summary>The number it gave to this connection.</summary>
    ulong ClientId { get; }

    /// <summary>The address it sees us under.</summary>
    string ClientIp { get; }

    /// <summary>What it wants signed.</summary>
    string? Nonce { get; }

    /// <summary>The name of its cluster.</summary>
    string? Cluster { get; }

    /// <summary>Whether the cluster's name was made up.</summary>
    bool ClusterDynamic { get; }

    /// <summary>Where the cluster takes connections, <c>host:port</c>.</summary>
    string[]? ClientConnectUrls { get; }

    /// <summary>Where the cluster takes connections over WebSockets.</summary>
    string[]? WebSocketConnectUrls { get; }

    /// <summary>Whether it is about to stop.</summary>
    bool LameDuckMode { get; }
}
