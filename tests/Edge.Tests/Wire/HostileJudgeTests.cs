using System.Net;
using System.Net.Sockets;
using Shared.Hostile;

namespace Edge.Tests.Wire;

/// <summary>The judge of hostile input: a relay that looks at nothing holds nothing, and one that refuses everything holds no plain call.</summary>
public sealed class HostileJudgeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_relay_of_bytes_holds_no_request_that_is_to_be_refused()
    {
        using var backend = new RecordingBackend();
        using var relay = new ByteRelay(backend.Port);
        var run = new HostileRun(relay.Address, backend, Patience);
        foreach (HostileCase hostile in HostileCases.All.Where(c => c.Held == Held.Refused))
            Judge.Of(hostile, await run.RunAsync(hostile)).ShouldNotBeNull(hostile.Name);
    }

    [Fact]
    public async Task A_relay_of_bytes_holds_no_answer_that_is_to_become_an_error()
    {
        using var backend = new RecordingBackend();
        using var relay = new ByteRelay(backend.Port);
        var run = new HostileRun(relay.Address, backend, Patience);
        foreach (HostileCase hostile in HostileCases.All.Where(c => c is { Held: Held.BadGateway, Closes: false }))
            Judge.Of(hostile, await run.RunAsync(hostile)).ShouldNotBeNull(hostile.Name);
    }

    [Fact]
    public async Task A_relay_of_bytes_holds_the_answers_that_are_to_be_relayed()
    {
        using var backend = new RecordingBackend();
        using var relay = new ByteRelay(backend.Port);
        // Nothing good is waited for in vain.
        var run = new HostileRun(relay.Address, backend, WireConnection.Patience);
        foreach (HostileCase hostile in HostileCases.All.Where(c => c is { Held: Held.Relayed, Never: [], Unasked: null }))
            Judge.Of(hostile, await run.RunAsync(hostile)).ShouldBeNull(hostile.Name);
    }

    [Fact]
    public async Task A_door_that_is_shut_holds_no_plain_call()
    {
        using var backend = new RecordingBackend();
        using var shut = new TcpListener(IPAddress.Loopback, 0);
        shut.Start();
        _ = CloseAllAsync(shut);
        var run = new HostileRun((IPEndPoint)shut.LocalEndpoint, backend, Patience);
        foreach (HostileCase hostile in HostileCases.All.Where(c => c.Held is Held.Forwarded or Held.Relayed))
            Judge.Of(hostile, await run.RunAsync(hostile)).ShouldNotBeNull(hostile.Name);
    }

    private static async Task CloseAllAsync(TcpListener listener)
    {
        try
        {
            while (true)
                (await listener.AcceptSocketAsync()).Dispose();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    /// <summary>Passes bytes on in both directions and looks at none.</summary>
    private sealed class ByteRelay : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly int _backend;

        internal ByteRelay(int backend)
        {
            _backend = backend;
            _listener.Start();
            _ = AcceptAsync();
        }

        internal IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = RelayAsync(await _listener.AcceptSocketAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Disposed.
            }
        }

        private async Task RelayAsync(Socket caller)
        {
            using var backend = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using (caller)
            {
                await backend.ConnectAsync(IPAddress.Loopback, _backend);
                await Task.WhenAny(CopyAsync(caller, backend), CopyAsync(backend, caller));
            }
        }

        private static async Task CopyAsync(Socket from, Socket to)
        {
            byte[] buffer = new byte[64 * 1024];
            try
            {
                for (int count; (count = await from.ReceiveAsync(buffer)) > 0;)
                    await to.SendAsync(buffer.AsMemory(0, count));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // One of them has gone.
            }
        }
    }
}
