using System.Text.Json.Serialization;

namespace NATS.Client.Core.Protocol;

/// <summary>What we say about ourselves: <c>CONNECT {json}␍␊</c>. What is null is left out.</summary>
internal sealed record ConnectCommand
{
    /// <summary>Whether each command is acknowledged.</summary>
    [JsonPropertyName("verbose")]
    public bool Verbose { get; set; }

    /// <summary>Whether subjects are checked more closely; ours are checked here.</summary>
    [JsonPropertyName("pedantic")]
    public bool Pedantic { get; set; }

    /// <summary>Whether the connection is encrypted.</summary>
    [JsonPropertyName("tls_required")]
    public bool TlsRequired { get; set; }

    /// <summary>Our name in the server's reports.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>What we are written in; servers report it.</summary>
    [JsonPropertyName("lang")]
    public string Language { get; set; } = ".NET";

    /// <summary>Our version; servers report it.</summary>
    [JsonPropertyName("version")]
    public string Version { get; set; } = typeof(ConnectCommand).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>1: an INFO may come at any time.</summary>
    [JsonPropertyName("protocol")]
    public int Protocol { get; set; } = 1;

    /// <summary>Whether our messages come back to us.</summary>
    [JsonPropertyName("echo")]
    public bool Echo { get; set; }

    /// <summary>Whether we know header fields.</summary>
    [JsonPropertyName("headers")]
    public bool Headers { get; set; }

    /// <summary>Whether a request to nobody is answered by the server.</summary>
    [JsonPropertyName("no_responders")]
    public bool NoResponders { get; set; }

    /// <summary>The user.</summary>
    [JsonPropertyName("user")]
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    [JsonPropertyName("pass")]
    public string? Password { get; set; }

    /// <summary>A token.</summary>
    [JsonPropertyName("auth_token")]
    public string? Token { get; set; }

    /// <summary>The user's JWT.</summary>
    [JsonPropertyName("jwt")]
    public string? Jwt { get; set; }

    /// <summary>The user's public key.</summary>
    [JsonPropertyName("nkey")]
    public string? NKey { get; set; }

    /// <summary>The server's nonce, signed, in base64.</summary>
    [JsonPropertyName("sig")]
    public string? Signature { get; set; }
}
