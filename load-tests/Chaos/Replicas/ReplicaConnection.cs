using System.Net.Sockets;
using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Http;
using Edge.LoadTests.Chaos.Material;
using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Replicas;

/// <summary>One connection of the edge to a replica: takes one request after another, and checks every byte of them. One task.</summary>
internal sealed class ReplicaConnection(Socket socket, Replica replica)
{
    private readonly MessageHead _head = new();
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly byte[] _output = new byte[AnswerSender.OutputBytes];
    private int _start;
    private int _end;
    private bool _isReused;

    /// <summary>Serves until either side ends. Never throws for what the other side does.</summary>
    internal async Task RunAsync()
    {
        try
        {
            while (await ServeAsync())
                _isReused = true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The edge has left.
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task<bool> ServeAsync()
    {
        _head.Clear();
        while (!_head.IsWhole)
        {
            if (_start == _end && !await FillAsync())
                return false;
            _start += _head.Take(_buffer.AsSpan(_start, _end - _start));
            if (_head.Mistake is { } mistake)
                return Refuse(mistake);
        }
        if (!Nonce.TryParse(_head.Field("x-request-id"u8), out Nonce nonce) || replica.Ledger.Find(nonce) is not { } asked)
            return Refuse("a request that nobody made");
        Attempt attempt = replica.Ledger.Arrive(asked, replica.Name, _isReused, replica.HasLink);
        try
        {
            return await PlayAsync(asked, attempt);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            if (attempt.Fate == Fate.Running)
                attempt.Fate = Fate.Cancelled;
            return false;
        }
        finally
        {
            attempt.IsOver = true;
        }
    }

    private async Task<bool> PlayAsync(RequestRecord asked, Attempt attempt)
    {
        Plan plan = asked.Plan;
        ServerFault fault = replica.Mood is not ServerFault.None and var mood ? mood
            : replica.HasFaults && attempt.Number < plan.FaultyAttempts ? plan.Fault : ServerFault.None;
        var answer = new AnswerSender(socket, plan, attempt, _output);
        if (fault is ServerFault.EarlyAnswer or ServerFault.EarlyAnswerThenReads)
        {
            await answer.SendAsync(200, fault);
            return fault == ServerFault.EarlyAnswerThenReads && await TakeBodyAsync(asked, attempt);
        }
        if (!await TakeBodyAsync(asked, attempt))
        {
            attempt.Fate = Fate.Cancelled;
            return false;
        }
        switch (fault)
        {
            case ServerFault.Hang:
                await UntilClosedAsync();
                attempt.Fate = Fate.Cancelled;
                return false;
            case ServerFault.CloseUnanswered:
            case ServerFault.CloseReused when _isReused:
                attempt.Fate = Fate.Unanswered;
                return false;
            case ServerFault.ResetUnanswered:
                attempt.Fate = Fate.Unanswered;
                socket.LingerState = new LingerOption(true, 0);
                return false;
            case ServerFault.Status500 or ServerFault.Status503 or ServerFault.Status503Rest or ServerFault.Status429 or ServerFault.Status400:
                await answer.SendAsync(StatusOf(fault), fault);
                return true;
        }
        bool goesOn = await answer.SendAsync(200, fault);
        if (fault is ServerFault.HangInAnswer or ServerFault.BrokenChunk or ServerFault.MalformedHead)
            await UntilClosedAsync();
        return goesOn;
    }

    private static int StatusOf(ServerFault fault) => fault switch
    {
        ServerFault.Status400 => 400,
        ServerFault.Status429 => 429,
        ServerFault.Status500 => 500,
        _ => 503,
    };

    /// <summary>Reads the body and compares it with what the caller sends; false when the edge ended before it was whole.</summary>
    private async Task<bool> TakeBodyAsync(RequestRecord asked, Attempt attempt)
    {
        Plan plan = asked.Plan;
        var check = new SourceCheck(plan.Nonce, plan.RequestBody(replica.Served ?? plan.Destination.Name), "the request");
        var chunks = new ChunkDecoder();
        long left = _head.IsChunked ? long.MaxValue : Math.Max(0, _head.ContentLength);
        while (left > 0 && !chunks.IsOver)
        {
            if (_start == _end && !await FillAsync())
                return false;
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, (int)Math.Min(left, _end - _start));
            int used = bytes.Length;
            ReadOnlySpan<byte> payload = bytes;
            if (_head.IsChunked)
                used = chunks.Take(bytes, out payload);
            else
                left -= used;
            check.Take(payload);
            _start += used;
            if (check.Mistake is { } mistake)
                return Refuse(mistake.What, mistake.Kind, asked);
            if (chunks.Mistake is { } flaw)
                return Refuse(flaw, ViolationKind.Wrong, asked);
        }
        if (!check.IsWhole)
            return Refuse("a request that is not whole ends in good order", ViolationKind.Silent, asked);
        if (plan.IsBad)
            return Refuse("a request that is to be refused came whole", ViolationKind.Wrong, asked);
        // Whoever has its answer may send another request, whether this one was read or not.
        return _start == _end || attempt.Fate == Fate.Whole || Refuse("bytes behind a request", ViolationKind.Wrong, asked);
    }

    private bool Refuse(string what, ViolationKind kind = ViolationKind.Wrong, RequestRecord? asked = null)
    {
        replica.Tally.Violation(kind, $"at a replica: {what}", asked?.ToString() ?? _head.ToString());
        return false;
    }

    private async Task UntilClosedAsync()
    {
        while (await socket.ReceiveAsync(_buffer.AsMemory()) > 0)
        {
        }
    }

    private async ValueTask<bool> FillAsync()
    {
        (_start, _end) = (0, await socket.ReceiveAsync(_buffer.AsMemory()));
        return _end > 0;
    }
}
