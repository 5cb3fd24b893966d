namespace Edge.Upstream;

/// <summary>Makes connections. Safe from any thread.</summary>
internal interface IConnector
{
    /// <summary>
    /// Connects to <paramref name="endpoint"/> within its <see cref="UpstreamEndpoint.ConnectTimeout"/>. Every failure is an
    /// outcome, none is thrown. <paramref name="ct"/> says that nobody wants the connection any more.
    /// </summary>
    ValueTask<ConnectOutcome> ConnectAsync(UpstreamEndpoint endpoint, CancellationToken ct);
}
