using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Tests.Wire;

/// <summary>A caller with a whole HTTP client, for what is too long to script: TLS, HTTP/2, many requests at once.</summary>
internal sealed class WireClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Version _version;
    private int _connections;

    /// <summary>A client of <paramref name="address"/>; over TLS to the name <c>edge.test</c> when it trusts <paramref name="authority"/>.</summary>
    internal WireClient(IPEndPoint address, Version version, X509Certificate2? authority = null)
    {
        _version = version;
        var handler = new SocketsHttpHandler { ConnectCallback = (_, cancel) => ConnectAsync(address, cancel), UseProxy = false };
        if (authority is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(authority);
            handler.SslOptions.CertificateChainPolicy = policy;
        }
        string scheme = authority is null ? "http" : "https";
        _http = new HttpClient(handler) { BaseAddress = new Uri($"{scheme}://edge.test:{address.Port}"), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>How many connections it has made.</summary>
    internal int Connections => Volatile.Read(ref _connections);

    /// <summary>Sends a call; the answer's head is there when this returns, its body comes as it is read.</summary>
    internal Task<HttpResponseMessage> PostAsync(string body, params (string Name, string Value)[] fields) => PostAsync(body, fields, CancellationToken.None);

    /// <summary>The same, for a caller that may leave.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string body, (string Name, string Value)[] fields, CancellationToken cancel)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using HttpRequestMessage request = Request(HttpMethod.Post, "/v1/chat/completions");
        request.Content = content;
        foreach ((string name, string value) in fields)
            request.Headers.Add(name, value);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    /// <summary>A call without a body.</summary>
    internal async Task<HttpResponseMessage> GetAsync(string path)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, path);
        return await _http.SendAsync(request);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, path) { Version = _version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

    private async ValueTask<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancel)
    {
        Interlocked.Increment(ref _connections);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
