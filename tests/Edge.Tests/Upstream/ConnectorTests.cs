using System.Net;
using System.Net.Sockets;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

public class ConnectorTests
{
    [Fact]
    public async Task A_refused_connection_is_a_failed_connect()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)bound.LocalEndPoint!).Port;

        await ShouldFail(new Connector(TimeProvider.System), new(IsTls: false, "127.0.0.1", port), FaultKind.ConnectFailed);
    }

    [Fact]
    public async Task A_peer_that_never_answers_is_a_timeout()
    {
        using var full = new FullListener();
        UpstreamEndpoint endpoint = new(IsTls: false, "127.0.0.1", full.Port) { ConnectTimeout = TimeSpan.FromMilliseconds(50) };

        await ShouldFail(new Connector(TimeProvider.System), endpoint, FaultKind.ConnectTimeout);
    }

    [Fact]
    public async Task A_name_that_is_not_answered_in_time_is_a_timeout()
    {
        var names = new NameCache(_ => new TaskCompletionSource<IPAddress[]>().Task, TimeProvider.System);
        UpstreamEndpoint endpoint = new(IsTls: false, "replica", 80) { ConnectTimeout = TimeSpan.FromMilliseconds(50) };

        await ShouldFail(new Connector(names, TimeProvider.System), endpoint, FaultKind.ConnectTimeout);
    }

    [Fact]
    public async Task A_connect_that_nobody_wants_any_more_ends()
    {
        using var full = new FullListener();
        using var cancel = new CancellationTokenSource();
        UpstreamEndpoint endpoint = new(IsTls: false, "127.0.0.1", full.Port) { ConnectTimeout = TimeSpan.Zero };
        Task<ConnectOutcome> connect = new Connector(TimeProvider.System).ConnectAsync(endpoint, cancel.Token).AsTask();

        await cancel.CancelAsync();

        (await Until.Done(connect)).Fault.ShouldBe(FaultKind.ConnectTimeout);
    }

    [Fact]
    public async Task An_unknown_name_has_no_address()
    {
        var names = new NameCache(_ => throw new SocketException((int)SocketError.HostNotFound), TimeProvider.System);

        await ShouldFail(new Connector(names, TimeProvider.System), new(IsTls: false, "replica", 80), FaultKind.NameResolution);
    }

    [Fact]
    public async Task The_name_localhost_is_found_by_the_system()
    {
        using var loopback = new Loopback();
        UpstreamEndpoint endpoint = loopback.Endpoint with { Host = "localhost" };

        (await Connect(new Connector(TimeProvider.System), endpoint)).Connection.ShouldNotBeNull().Close();
    }

    [Fact]
    public async Task Every_address_is_tried_until_one_stands()
    {
        using var loopback = new Loopback();
        IPAddress[] addresses = [IPAddress.Parse("127.0.0.9"), IPAddress.Parse("127.0.0.8"), IPAddress.Loopback];
        var names = new NameCache(_ => Task.FromResult(addresses), TimeProvider.System);
        UpstreamEndpoint endpoint = loopback.Endpoint with { Host = "replica" };

        for (int start = 0; start < addresses.Length; start++)
            (await Connect(new Connector(names, TimeProvider.System), endpoint)).Connection.ShouldNotBeNull().Close();
    }

    [Fact]
    public async Task An_address_that_never_answers_leaves_time_for_the_next()
    {
        using var full = new FullListener();
        using var listening = new TcpListener(IPAddress.Parse("127.0.0.2"), full.Port);
        listening.Start();
        var time = new ManualTime();
        var names = new NameCache(_ => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("127.0.0.2")]), time);
        UpstreamEndpoint endpoint = new(IsTls: false, "replica", full.Port) { ConnectTimeout = TimeSpan.FromSeconds(2) };
        Task<ConnectOutcome> connect = Connect(new Connector(names, time), endpoint);
        await Until.True(() => time.Pending == 2);

        time.Advance(TimeSpan.FromSeconds(1));

        (await connect).Connection.ShouldNotBeNull().Close();
        time.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task Addresses_that_never_answer_are_a_timeout_together()
    {
        using var full = new FullListener();
        var time = new ManualTime();
        var names = new NameCache(_ => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Loopback]), time);
        UpstreamEndpoint endpoint = new(IsTls: false, "replica", full.Port) { ConnectTimeout = TimeSpan.FromSeconds(2) };
        Task<ConnectOutcome> connect = Connect(new Connector(names, time), endpoint);
        for (int i = 0; i < 2; i++)
        {
            await Until.True(() => time.Pending == 2);
            connect.IsCompleted.ShouldBeFalse();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        (await connect).Fault.ShouldBe(FaultKind.ConnectTimeout);
    }

    private static Task<ConnectOutcome> Connect(Connector connector, UpstreamEndpoint endpoint) =>
        Until.Done(connector.ConnectAsync(endpoint, default).AsTask());

    private static async Task ShouldFail(Connector connector, UpstreamEndpoint endpoint, FaultKind fault)
    {
        ConnectOutcome outcome = await Connect(connector, endpoint);
        outcome.Fault.ShouldBe(fault);
        outcome.Connection.ShouldBeNull();
        outcome.Detail.ShouldNotBeNullOrEmpty();
    }

    /// <summary>A listener whose queue is full: the kernel drops further hellos, as a network that swallows packets does.</summary>
    private sealed class FullListener : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> _callers = [];

        internal FullListener()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(backlog: 1);
            bool stands;
            do
            {
                var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _callers.Add(caller);
                try
                {
                    caller.Connect(_listener.LocalEndPoint!);
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
                {
                    // Under way: on this machine it stands at once, unless the queue is full.
                }
                stands = caller.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectWrite);
            }
            while (stands);
        }

        internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

        public void Dispose()
        {
            _callers.ForEach(caller => caller.Dispose());
            _listener.Dispose();
        }
    }
}
