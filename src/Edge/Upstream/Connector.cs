using System.Net;
using System.Net.Sockets;
using Edge.Faults;

namespace Edge.Upstream;

/// <summary>
/// Connects over TCP and, where the endpoint wants it, TLS: name → addresses, each tried in turn, the first that stands wins.
/// </summary>
/// <param name="names">Where names are resolved.</param>
/// <param name="time">The clock of timeouts.</param>
internal sealed class Connector(NameCache names, TimeProvider time) : IConnector
{
    /// <summary>A peer that is gone without a word is noticed after 30 s + 3 × 10 s of silence, even while it owes a first byte for hours.</summary>
    private const int KeepAliveSeconds = 30;
    private const int KeepAliveIntervalSeconds = 10;
    private const int KeepAliveProbes = 3;

    private readonly TlsClient _tls = new();

    /// <summary>A connector that asks the system for names.</summary>
    internal Connector(TimeProvider time)
        : this(new NameCache(static name => Dns.GetHostAddressesAsync(name), time), time)
    {
    }

    /// <inheritdoc/>
    public async ValueTask<ConnectOutcome> ConnectAsync(UpstreamEndpoint endpoint, CancellationToken ct)
    {
        using var whole = Deadline(endpoint.ConnectTimeout);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(ct, whole.Token);
        try
        {
            IPAddress[] addresses = IPAddress.TryParse(endpoint.Host, out IPAddress? literal)
                ? [literal]
                : await names.ResolveAsync(endpoint.Host, given.Token).ConfigureAwait(false);
            if (addresses.Length == 0)
                return new ConnectOutcome(FaultKind.NameResolution, $"{endpoint.Host} has no address");
            return await ConnectAnyAsync(endpoint, addresses, given.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return TimedOut(endpoint.Host);
        }
    }

    /// <summary>Small writes go out at once, and silent peers are asked whether they are still there.</summary>
    internal static void Configure(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveIntervalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }

    private async Task<ConnectOutcome> ConnectAnyAsync(UpstreamEndpoint endpoint, IPAddress[] addresses, CancellationToken ct)
    {
        ConnectOutcome outcome = default;
        foreach (IPAddress address in addresses)
        {
            // An address that swallows packets must leave time for the others.
            using var share = Deadline(endpoint.ConnectTimeout / addresses.Length);
            using var given = CancellationTokenSource.CreateLinkedTokenSource(ct, share.Token);
            try
            {
                outcome = await ConnectOneAsync(endpoint, new IPEndPoint(address, endpoint.Port), given.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                outcome = TimedOut(address.ToString());
            }
            if (outcome.Connection is not null)
                break;
        }
        return outcome;
    }

    /// <summary>Throws <see cref="OperationCanceledException"/> by <paramref name="ct"/> alone.</summary>
    private async Task<ConnectOutcome> ConnectOneAsync(UpstreamEndpoint endpoint, IPEndPoint address, CancellationToken ct)
    {
        Socket? socket = null;
        ConnectOutcome outcome = default;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            Configure(socket);
            await socket.ConnectAsync(address, ct).ConfigureAwait(false);
            outcome = endpoint.IsTls
                ? await _tls.HandshakeAsync(socket, endpoint, ct).ConfigureAwait(false)
                : new ConnectOutcome(new UpstreamConnection(new NetworkStream(socket, ownsSocket: true), socket));
        }
        catch (SocketException e)
        {
            FaultKind fault = e.SocketErrorCode == SocketError.TimedOut ? FaultKind.ConnectTimeout : FaultKind.ConnectFailed;
            outcome = new ConnectOutcome(fault, $"{address}: {e.Message}");
        }
        finally
        {
            if (outcome.Connection is null)
                socket?.Dispose();
        }
        return outcome;
    }

    private CancellationTokenSource Deadline(TimeSpan timeout) =>
        new(timeout > TimeSpan.Zero ? timeout : Timeout.InfiniteTimeSpan, time);

    private static ConnectOutcome TimedOut(string where) => new(FaultKind.ConnectTimeout, $"{where} did not answer in time");
}
