using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Edge.Balancing;
using Edge.Upstream;

namespace Edge.Hosting;

/// <summary>
/// Asks replicas for something beside requests of callers: whether they are well, how busy they are. Over connections made as those of requests are, a new
/// one each time, since that is part of what is asked. Redirects are answers like any other. Safe from any thread.
/// </summary>
internal sealed class ReplicaClient : IDisposable
{
    /// <summary>Longest text that is read; metrics of an engine have some 100 KB.</summary>
    private const int MostBytes = 4 << 20;

    private static readonly HttpRequestOptionsKey<UpstreamEndpoint> Endpoint = new("edge.endpoint");
    private readonly HttpClient _http;

    /// <summary>Creates one that connects by <paramref name="connector"/>.</summary>
    internal ReplicaClient(IConnector connector)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = async (context, stop) =>
            {
                context.InitialRequestMessage.Options.TryGetValue(Endpoint, out UpstreamEndpoint? endpoint);
                ConnectOutcome outcome = await connector.ConnectAsync(endpoint!, stop).ConfigureAwait(false);
                return outcome.Connection?.Stream ?? throw new HttpRequestException(outcome.Detail);
            },
        };
        _http = new HttpClient(handler) { MaxResponseContentBufferSize = MostBytes, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Whether <paramref name="path"/> of a replica is answered with 2xx in time.</summary>
    internal async Task<bool> IsWellAsync(ReplicaShare share, string path, CancellationToken stop)
    {
        try
        {
            using HttpRequestMessage request = Request(share, path);
            using HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        // Nothing that a replica or the network does may end the asking: one that is down would stay down.
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>What <paramref name="path"/> of a replica says of its load; null where it says nothing, or not in time.</summary>
    internal async Task<EngineLoad?> LoadAsync(ReplicaShare share, string path, CancellationToken stop)
    {
        try
        {
            using HttpRequestMessage request = Request(share, path);
            using HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, stop).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? EngineLoad.Read(await answer.Content.ReadAsByteArrayAsync(stop).ConfigureAwait(false)) : null;
        }
        // Nothing that a replica or the network does may end the asking: one that is down would stay down.
        catch (Exception)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(ReplicaShare share, string path)
    {
        // TLS, where there is some, is the connection's own; to the library all replicas speak cleartext.
        UpstreamEndpoint endpoint = share.Replica.Pool.CurrentEra.Endpoint;
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(Uri.UriSchemeHttp, endpoint.Host, endpoint.Port).Uri.GetLeftPart(UriPartial.Authority) + path)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = Encoding.ASCII.GetString(share.Target.Host);
        request.Headers.ConnectionClose = true;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("edge-health", null));
        string auth = Encoding.UTF8.GetString(share.Target.AuthField);
        if (auth.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            request.Headers.TryAddWithoutValidation(auth[..colon], auth[(colon + 1)..].Trim());
        request.Options.Set(Endpoint, endpoint);
        return request;
    }
}
