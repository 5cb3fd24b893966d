namespace Edge.Upstream;

/// <summary>A time in which all connections of a pool were made alike.</summary>
/// <param name="endpoint">How.</param>
internal sealed class Era(UpstreamEndpoint endpoint)
{
    private volatile UpstreamEndpoint _endpoint = endpoint;

    /// <summary>How connections are made. Written under the pool's lock, to something that makes the same connections; read by anybody.</summary>
    internal UpstreamEndpoint Endpoint { get => _endpoint; set => _endpoint = value; }

    /// <summary>Ends the connects that began in it.</summary>
    internal CancellationTokenSource GiveUp { get; } = new();
}
