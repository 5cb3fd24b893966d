using System.Net;
using Edge.Faults;
using Edge.Transport;

namespace Edge.Upstream;

/// <summary>
/// One connection being made on an event loop: name → addresses, each tried in turn with its share of the time, the first that stands
/// wins. On the loop's thread, but for the name.
/// </summary>
internal sealed class LoopConnect(LoopPool pool, EventLoop loop, Era era) : ILoopWork
{
    private readonly UpstreamEndpoint _endpoint = era.Endpoint;
    private IPAddress[] _addresses = [];
    private FaultKind _fault = FaultKind.NameResolution;
    private string _failure = "";
    private int _next;

    /// <summary>Begins; the end is told to the pool, never from within this call.</summary>
    internal void Begin(NameCache names, TimeProvider time)
    {
        if (IPAddress.TryParse(_endpoint.Host, out IPAddress? literal))
        {
            _addresses = [literal];
            loop.Post(this);
            return;
        }
        _failure = $"{_endpoint.Host} has no address";
        _ = ResolveAsync(names, time);
    }

    /// <summary>The addresses are known.</summary>
    void ILoopWork.Run() => TryNext();

    /// <summary>The loop has told of <paramref name="connection"/> for the first time: it stands, or it can't be made.</summary>
    internal void Ended(LoopUpstream connection)
    {
        int error = LoopSocket.TakeError(connection.Descriptor);
        if (error == 0 && !connection.State.Broken)
            pool.Connected(connection);
        else
            Fail(connection, FaultKind.ConnectFailed, Message(error == 0 ? Errno.ConnectionReset : error));
    }

    /// <summary>The time of this address is over.</summary>
    internal void TimedOut(LoopUpstream connection) => Fail(connection, FaultKind.ConnectTimeout, $"{_addresses[_next - 1]} did not answer in time");

    private async Task ResolveAsync(NameCache names, TimeProvider time)
    {
        using var deadline = new CancellationTokenSource(_endpoint.ConnectTimeout > TimeSpan.Zero ? _endpoint.ConnectTimeout : Timeout.InfiniteTimeSpan, time);
        try
        {
            _addresses = await names.ResolveAsync(_endpoint.Host, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            (_fault, _failure) = (FaultKind.ConnectTimeout, $"{_endpoint.Host} was not resolved in time");
        }
        loop.Post(this);
    }

    private void TryNext()
    {
        if (era.GiveUp.IsCancellationRequested || _next == _addresses.Length)
        {
            pool.ConnectFailed(era, _fault, _failure);
            return;
        }
        IPAddress address = _addresses[_next++];
        int descriptor = LoopSocket.Connect(SocketName.Of(new IPEndPoint(address, _endpoint.Port)));
        if (descriptor < 0)
        {
            (_fault, _failure) = (FaultKind.ConnectFailed, $"{address}: {Message(-descriptor)}");
            // Not from here: an address that fails at once must not end in a chain of calls.
            loop.Post(this);
            return;
        }
        var connection = new LoopUpstream(pool, era) { Connect = this };
        if (!loop.Add(connection, descriptor, Readiness.In | Readiness.Out | Readiness.PeerClosed))
        {
            LoopSocket.Close(descriptor);
            pool.ConnectFailed(era, FaultKind.ConnectFailed, $"{address}: the kernel has no memory for one more connection");
            return;
        }
        if (_endpoint.ConnectTimeout > TimeSpan.Zero)
            loop.SetTimer(connection, loop.Clock.Now + (long)(_endpoint.ConnectTimeout / _addresses.Length).TotalMilliseconds);
    }

    private void Fail(LoopUpstream connection, FaultKind fault, string failure)
    {
        (_fault, _failure) = (fault, $"{_addresses[_next - 1]}: {failure}");
        connection.Connect = null;
        loop.Close(connection);
        TryNext();
    }

    private static string Message(int error) => new System.ComponentModel.Win32Exception(error).Message;
}
