using System.Net.Sockets;
using Edge.Buffers;
using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>One connection: request after request until one side has enough. Run by one task.</summary>
internal sealed class MockConnection : IAsyncDisposable
{
    // A client that has its answer closes in a round trip; one that does not is not waited for.
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    private readonly MockReplica _replica;
    private readonly Socket _socket;
    private readonly long _number;
    private readonly CancellationTokenSource _gone;
    private readonly CancellationTokenRegistration _stop;
    private readonly MockInput _input;
    private readonly MockOutput _output;
    private readonly MockRequestReader _reader;
    private readonly MockBody _body = new();

    /// <summary>Takes over an accepted socket, the <paramref name="number"/>th of its replica.</summary>
    internal MockConnection(MockReplica replica, Socket socket, long number)
    {
        _replica = replica;
        _socket = socket;
        _number = number;
        socket.NoDelay = true;
        _gone = CancellationTokenSource.CreateLinkedTokenSource(replica.Stopping);
        _stop = replica.Stopping.Register(static socket => ((Socket)socket!).Close(), socket);
        _input = new MockInput(socket, _gone);
        _output = new MockOutput(socket, _gone.Token);
        _reader = new MockRequestReader(_input);
    }

    /// <summary>Serves the connection to its end.</summary>
    internal async Task RunAsync()
    {
        while (await ServeOneAsync())
            _body.Clear();
        _output.Finish();
        await LingerAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.DisposeAsync();
        _socket.Dispose();
        await _input.StopAsync();
        _input.Dispose();
        _gone.Dispose();
    }

    // True when another request may follow.
    private async Task<bool> ServeOneAsync()
    {
        MockReadEnd end = await _reader.ReadHeadAsync();
        if (end == MockReadEnd.Closed || _replica.Stopping.IsCancellationRequested)
            return false;
        if (end == MockReadEnd.Ok && MockRoute.Of(_reader.Head!.Path) is var call && MockControl.Is(call))
            return await ControlAsync(call);
        _output.Counters = _replica.Counters;
        var ticket = new MockTicket(_replica, _reader.Head, _number);
        ticket.Received(_reader.RawBytes, _body);
        if (end != MockReadEnd.Ok)
        {
            End(ticket, await MockRefusal.SendAsync(_replica, _output, ticket, _reader, end));
            return false;
        }
        var exchange = new MockExchange(_replica, _input, _output, _reader, _body);
        End(ticket, await exchange.ServeAsync(ticket));
        return exchange.KeepAlive;
    }

    private void End(MockTicket ticket, MockOutcome outcome)
    {
        // When the mock stops, its connections end as if the clients had left.
        bool stopped = outcome == MockOutcome.AbortedByClient && _replica.Stopping.IsCancellationRequested;
        ticket.End(stopped ? MockOutcome.Stopped : outcome);
    }

    private async Task<bool> ControlAsync(MockCall call)
    {
        _output.Counters = null;
        if (await _reader.ReadBodyAsync(_body) != MockReadEnd.Ok)
            return false;
        MockHead head = _reader.Head!;
        MockReply reply = MockControl.Serve(_replica, call, head, _body);
        ReadOnlyMemory<byte> document = MockJson.Write(reply.Answer);
        var bytes = new ByteBuffer();
        new MockAnswerHead(_replica, head.Get("x-request-id") ?? "mock", _body.Length, head.Close)
            .Write(bytes, reply.Status, "application/json", document.Length);
        bytes.Append(document.Span);
        return await _output.SendAsync(bytes.Memory) && !head.Close;
    }

    // Closing with unread bytes would send a reset, which may take the answer from a client that has not read it yet.
    private async Task LingerAsync()
    {
        using var limit = new CancellationTokenSource(LingerTime, _replica.Options.Time);
        await using CancellationTokenRegistration close = limit.Token.Register(static socket => ((Socket)socket!).Close(), _socket);
        do
            _input.Consume(_input.Unread.Length);
        while (!_input.Ended && await _input.FillAsync());
    }
}
