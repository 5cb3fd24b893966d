namespace Edge.Mock;

/// <summary>
/// What one replica received. Live: any thread may read while connections count. Requests = completed + aborted + faulted +
/// malformed + in flight, but for those cut by stopping the mock; calls under <c>/mock/</c> count nowhere.
/// </summary>
internal sealed class MockCounters
{
    private long _requests;
    private long _streams;
    private long _completed;
    private long _aborted;
    private long _lastAbortedAt;
    private long _faulted;
    private long _malformed;
    private long _refused;
    private long _bytesIn;
    private long _bytesOut;
    private long _connections;
    private long _openConnections;
    private long _inFlight;
    private long _crashes;

    /// <summary>Requests whose head began to arrive and either ended, or broke off.</summary>
    internal long Requests => Interlocked.Read(ref _requests);

    /// <summary>Requests answered with server-sent events.</summary>
    internal long Streams => Interlocked.Read(ref _streams);

    /// <summary>Requests whose whole answer was sent.</summary>
    internal long Completed => Interlocked.Read(ref _completed);

    /// <summary>Requests whose client left early, while sending, waiting or receiving.</summary>
    internal long AbortedByClient => Interlocked.Read(ref _aborted);

    /// <summary>When a client last left early, Unix milliseconds; 0 when none did.</summary>
    internal long LastAbortedAt => Interlocked.Read(ref _lastAbortedAt);

    /// <summary>Answers broken off by a fault.</summary>
    internal long Faulted => Interlocked.Read(ref _faulted);

    /// <summary>Requests that broke the rules of HTTP, or were too large.</summary>
    internal long Malformed => Interlocked.Read(ref _malformed);

    /// <summary>Answers with status 429 because <c>--max-concurrency</c> was reached.</summary>
    internal long Refused => Interlocked.Read(ref _refused);

    /// <summary>Bytes of requests, heads and framing included.</summary>
    internal long BytesIn => Interlocked.Read(ref _bytesIn);

    /// <summary>Bytes of answers, heads and framing included.</summary>
    internal long BytesOut => Interlocked.Read(ref _bytesOut);

    /// <summary>Connections accepted.</summary>
    internal long Connections => Interlocked.Read(ref _connections);

    /// <summary>Connections open now.</summary>
    internal long OpenConnections => Interlocked.Read(ref _openConnections);

    /// <summary>Requests between the end of their head and the end of their answer.</summary>
    internal long InFlight => Interlocked.Read(ref _inFlight);

    /// <summary>Connections ended by a mistake of the mock itself; anything but 0 is a bug.</summary>
    internal long Crashes => Interlocked.Read(ref _crashes);

    /// <summary>A connection was accepted.</summary>
    internal void Connected()
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _openConnections);
    }

    /// <summary>A connection ended.</summary>
    internal void Disconnected() => Interlocked.Decrement(ref _openConnections);

    /// <summary>A request began.</summary>
    internal void Began()
    {
        Interlocked.Increment(ref _inFlight);
        Interlocked.Increment(ref _requests);
    }

    /// <summary>A begun request ended, at <paramref name="now"/> in Unix milliseconds.</summary>
    internal void Ended(MockOutcome outcome, long now)
    {
        Count(outcome, now);
        Interlocked.Decrement(ref _inFlight);
    }

    /// <summary>A request that counted as completed did not get there.</summary>
    internal void Corrected(MockOutcome outcome, long now)
    {
        Interlocked.Decrement(ref _completed);
        Count(outcome, now);
    }

    /// <summary>An answer is streamed.</summary>
    internal void Streaming() => Interlocked.Increment(ref _streams);

    /// <summary>A request found the replica full.</summary>
    internal void Refuse() => Interlocked.Increment(ref _refused);

    /// <summary>The mock itself failed.</summary>
    internal void Crashed() => Interlocked.Increment(ref _crashes);

    /// <summary>Bytes came.</summary>
    internal void AddBytesIn(long count) => Interlocked.Add(ref _bytesIn, count);

    /// <summary>Bytes went.</summary>
    internal void AddBytesOut(long count) => Interlocked.Add(ref _bytesOut, count);

    /// <summary>Sets everything to 0 but what is open and in flight now.</summary>
    internal void Reset()
    {
        Interlocked.Exchange(ref _requests, InFlight);
        Interlocked.Exchange(ref _streams, 0);
        Interlocked.Exchange(ref _completed, 0);
        Interlocked.Exchange(ref _aborted, 0);
        Interlocked.Exchange(ref _lastAbortedAt, 0);
        Interlocked.Exchange(ref _faulted, 0);
        Interlocked.Exchange(ref _malformed, 0);
        Interlocked.Exchange(ref _refused, 0);
        Interlocked.Exchange(ref _bytesIn, 0);
        Interlocked.Exchange(ref _bytesOut, 0);
        Interlocked.Exchange(ref _connections, OpenConnections);
    }

    private void Count(MockOutcome outcome, long now)
    {
        switch (outcome)
        {
            case MockOutcome.Completed:
                Interlocked.Increment(ref _completed);
                break;
            case MockOutcome.AbortedByClient:
                Interlocked.Exchange(ref _lastAbortedAt, now);
                Interlocked.Increment(ref _aborted);
                break;
            case MockOutcome.Faulted:
                Interlocked.Increment(ref _faulted);
                break;
            case MockOutcome.Malformed:
                Interlocked.Increment(ref _malformed);
                break;
        }
    }
}
