using System.Text.Json.Serialization;

namespace NATS.Client.Core.Protocol;

/// <summary>What a server says about itself, as it stands in its INFO.</summary>
internal sealed record ServerInfo : INatsServerInfo
{
    /// <inheritdoc/>
    [JsonPropertyName("server_id")]
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    [JsonPropertyName("server_name")]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    [JsonPropertyName("version")]
    public string Version { get; set; } = "";

    /// <inheritdoc/>
    [JsonPropertyName("proto")]
    public long ProtocolVersion { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("git_commit")]
    public string GitCommit { get; set; } = "";

    /// <inheritdoc/>
    [JsonPropertyName("go")]
    public string GoVersion { get; set; } = "";

    /// <inheritdoc/>
    [JsonPropertyName("host")]
    public string Host { get; set; } = "";

    /// <inheritdoc/>
    [JsonPropertyName("port")]
    public int Port { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("headers")]
    public bool HeadersSupported { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("auth_required")]
    public bool AuthRequired { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("tls_required")]
    public bool TlsRequired { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("tls_verify")]
    public bool TlsVerify { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("tls_available")]
    public bool TlsAvailable { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("max_payload")]
    public int MaxPayload { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("jetstream")]
    public bool JetStreamAvailable { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("client_id")]
    public ulong ClientId { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("client_ip")]
    public string ClientIp { get; set; } = "";

    /// <inheritdoc/>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("cluster")]
    public string? Cluster { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("cluster_dynamic")]
    public bool ClusterDynamic { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("connect_urls")]
    public string[]? ClientConnectUrls { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("ws_connect_urls")]
    public string[]? WebSocketConnectUrls { get; set; }

    /// <inheritdoc/>
    [JsonPropertyName("ldm")]
    public bool LameDuckMode { get; set; }
}
