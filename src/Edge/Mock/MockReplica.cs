using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Edge.Mock.Faults;

namespace Edge.Mock;

/// <summary>One port: accepts connections and holds what they share. Any thread.</summary>
internal sealed class MockReplica : IAsyncDisposable
{
    // Load tests open thousands of connections at once.
    private const int Backlog = 4096;

    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<long, Task> _open = new();
    private readonly Task _accepting;
    private volatile IReadOnlyList<MockFaultRule> _faults;

    /// <summary>Listens on <paramref name="address"/>; throws a <see cref="SocketException"/> when that cannot be had.</summary>
    internal MockReplica(MockOptions options, int index, IPEndPoint address)
    {
        Options = options;
        Index = index;
        _faults = options.Faults;
        Desk = new MockDesk(options);
        Gate = new MockGate(options.MaxConcurrency, options.Queue);
        Log = new MockLog(options.LogSize);
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(address);
            _listener.Listen(Backlog);
        }
        catch (SocketException)
        {
            _listener.Dispose();
            throw;
        }
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        // Away from the caller's synchronization context, which may have few threads or go away.
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The options of the whole mock.</summary>
    internal MockOptions Options { get; }

    /// <summary>Which replica, from 0.</summary>
    internal int Index { get; }

    /// <summary>The port it listens on.</summary>
    internal int Port { get; }

    /// <summary>Decides on answers.</summary>
    internal MockDesk Desk { get; }

    /// <summary>Its places.</summary>
    internal MockGate Gate { get; }

    /// <summary>Its counters.</summary>
    internal MockCounters Counters { get; } = new();

    /// <summary>Its last requests.</summary>
    internal MockLog Log { get; }

    /// <summary>The faults it plays from the next request on, in place of those of the flags.</summary>
    internal IReadOnlyList<MockFaultRule> Faults { get => _faults; set => _faults = value; }

    /// <summary>Cancelled when the replica stops.</summary>
    internal CancellationToken Stopping => _stop.Token;

    /// <summary>The time, Unix milliseconds.</summary>
    internal long Now => Options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Closes the port and every connection, and waits until nothing runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_open.Values);
        Gate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        for (long number = 1; ; number++)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(Stopping);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!Stopping.IsCancellationRequested)
            {
                // This one connection failed before it stood, or there are no descriptors left for the moment.
                await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
                continue;
            }
            catch (SocketException)
            {
                return;
            }
            Counters.Connected();
            Task serving = ServeAsync(socket, number);
            _open[number] = serving;
            _ = ForgetAsync(number, serving);
        }
    }

    // Only when the task has been put in, which it may outrun.
    private async Task ForgetAsync(long number, Task serving)
    {
        await serving;
        _open.TryRemove(number, out _);
    }

    private async Task ServeAsync(Socket socket, long number)
    {
        // What follows must not hold up accepting.
        await Task.Yield();
        try
        {
            await using var connection = new MockConnection(this, socket, number);
            await connection.RunAsync();
        }
        catch (Exception e)
        {
            Counters.Crashed();
            await Console.Error.WriteLineAsync($"edge mock: a connection on port {Port} failed: {e}");
        }
        finally
        {
            Counters.Disconnected();
        }
    }
}
